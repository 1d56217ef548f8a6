/** `ip address`. */
import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { mayChange, refuse, say } from './ipRights';
import { addressText, choose } from './ipShow';
import { isRange, isShow } from './ipWords';

export function* addresses(tool: Tool, words: readonly string[]): Routine<number> {
  const [verb, ...rest] = words;
  if (verb === 'add' || verb === 'a') return changeAddress(tool, 'add', rest);
  if (verb === 'del' || verb === 'delete' || verb === 'd') return changeAddress(tool, 'del', rest);
  if (verb === 'flush') return flush(tool, rest);
  if (!isShow(verb) && verb !== 'dev') {
    return verb === 'change' || verb === 'replace'
      ? say(tool, `ip: \`ip address ${verb}' is not simulated here`, 1)
      : say(tool, `Command "${verb}" is unknown, try "ip address help".`, 255);
  }
  const chosen = choose(tool, verb === 'dev' ? words : rest);
  if (chosen === undefined) return tool.busybox ? 2 : 1;
  for (const link of chosen) yield* tool.print(addressText(tool, link));
  return 0;
}

/** `ip address add 10.0.0.1/24 [brd +] dev NAME`. */
function changeAddress(tool: Tool, verb: 'add' | 'del', words: readonly string[]): number {
  const device = words[words.indexOf('dev') + 1];
  const odd = words.filter((word, at) => word !== 'dev' && words[at - 1] !== 'dev' && !['brd', '+'].includes(word));
  const [text = ''] = odd;
  if (!isRange(text)) return say(tool, `Error: any valid prefix is expected rather than "${text}".`, 1);
  if (!words.includes('dev') || device === undefined) {
    return say(tool, 'Not enough information: "dev" argument is required.', 1);
  }
  const there = tool.process.network.interfaces.some((link) => link.name === device);
  if (there && !mayChange(tool)) return say(tool, 'RTNETLINK answers: Operation not permitted', 2);
  const [address = '', prefix = '32'] = text.split('/');
  const { wiring } = tool.process.network;
  const changed =
    verb === 'add' ? wiring.assign(device, address, Number(prefix)) : wiring.unassign(device, address, Number(prefix));
  if (changed.ok) return 0;
  if (changed.error === 'exists') return say(tool, 'Error: ipv4: Address already assigned.', 2);
  return refuse(tool, changed.error, device);
}

function flush(tool: Tool, words: readonly string[]): number {
  const name = words.filter((word) => word !== 'dev')[0];
  if (name === undefined) return say(tool, 'Flush requires arguments.', 1);
  if (!tool.process.network.interfaces.some((link) => link.name === name)) {
    return say(tool, `Device "${name}" does not exist.`, 1);
  }
  if (!mayChange(tool)) return say(tool, 'RTNETLINK answers: Operation not permitted', 2);
  const flushed = tool.process.network.wiring.flush(name);
  return flushed.ok ? 0 : refuse(tool, flushed.error, name);
}
