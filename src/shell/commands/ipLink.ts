/** `ip link`. */
import type { NetworkNamespace } from '../../engine/network/namespace';
import type { NewLink } from '../../engine/network/wiring';
import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { networkNamed } from './ipNetns';
import { mayChange, refuse, say } from './ipRights';
import { choose, firstLine, flags, hardware, state, statistics, title } from './ipShow';
import { isShow } from './ipWords';

export function* links(tool: Tool, words: readonly string[]): Routine<number> {
  const [verb, ...rest] = words;
  if (verb === 'set' || verb === 'change') return setLink(tool, rest);
  if (verb === 'add' || verb === 'a') return addLink(tool, rest);
  if (verb === 'del' || verb === 'delete' || verb === 'd') return deleteLink(tool, rest);
  if (!isShow(verb)) return say(tool, `Command "${verb}" is unknown, try "ip link help".`, 255);
  const chosen = choose(tool, rest);
  if (chosen === undefined) return tool.busybox ? 2 : 1;
  for (const link of chosen) {
    if (tool.has('br')) {
      const columns = `${title(tool, link).padEnd(16)} ${state(link).padEnd(14)} ${link.mac}`;
      yield* tool.print(`${columns} <${flags(tool, link)}> \n`);
      continue;
    }
    const between = tool.has('o') ? '\\' : '\n';
    yield* tool.print(`${firstLine(tool, link, true)}${between}${hardware(tool, link)}\n`);
    if (tool.has('s')) yield* tool.print(statistics(link));
  }
  return 0;
}

const KINDS = ['bridge', 'dummy', 'veth'] as const;

/** `ip link add [name] NAME type KIND [peer name NAME [netns NAME]]`. */
function addLink(tool: Tool, words: readonly string[]): number {
  const [first, ...more] = words;
  const plain = first === 'name' || first === 'dev' ? more : words;
  const name = plain[0] === 'type' ? undefined : plain[0];
  const rest = name === undefined ? plain : plain.slice(1);
  const at = rest.indexOf('type');
  const kind = at < 0 ? undefined : rest[at + 1];
  if (kind === undefined) return say(tool, 'Not enough information: "type" argument is required', 1);
  const known = KINDS.find((one) => one === kind);
  if (!mayChange(tool)) return say(tool, 'RTNETLINK answers: Operation not permitted', 2);
  if (known === undefined) return say(tool, 'Error: Unknown device type.', 2);
  const after = rest.slice(at + 2);
  const peer = known === 'veth' ? readPeer(tool, after) : undefined;
  if (typeof peer === 'number') return peer;
  const link: NewLink = { name, kind: known, ...(peer === undefined ? {} : { peer }) };
  const added = tool.process.network.wiring.add(link);
  return added.ok ? 0 : refuse(tool, added.error, name ?? kind);
}

function readPeer(tool: Tool, words: readonly string[]): NonNullable<NewLink['peer']> | number {
  const at = words.indexOf('peer');
  const rest = at < 0 ? [] : words.slice(at + 1).filter((word) => word !== 'name');
  const name = rest[0] === 'netns' ? undefined : rest[0];
  const space = rest[rest.indexOf('netns') + 1];
  if (!rest.includes('netns')) return { name };
  const network = networkOf(tool, space ?? '');
  return typeof network === 'number' ? network : { name, network };
}

/** A namespace by its name, or by the number of a process in it. */
function networkOf(tool: Tool, word: string): NetworkNamespace | number {
  const named = networkNamed(tool.process, word);
  const found = named ?? (/^\d+$/.test(word) ? tool.process.kernel.find(Number(word))?.network : undefined);
  if (found !== undefined) return found;
  if (/^\d+$/.test(word)) return say(tool, 'RTNETLINK answers: No such process', 2);
  return say(tool, `Error: argument "${word}" is wrong: Invalid "netns" value\n`, 255);
}

function deleteLink(tool: Tool, words: readonly string[]): number {
  const [first, second] = words;
  const name = first === 'dev' ? second : first;
  if (name === undefined) return say(tool, 'Not enough information: "dev" argument is required.', 255);
  const there = tool.process.network.interfaces.some((link) => link.name === name);
  if (there && !mayChange(tool)) return say(tool, 'RTNETLINK answers: Operation not permitted', 2);
  const removed = tool.process.network.wiring.remove(name);
  return removed.ok ? 0 : refuse(tool, removed.error, name);
}

function setLink(tool: Tool, words: readonly string[]): number {
  const [first, ...more] = words;
  const [name, ...rest] = first === 'dev' ? more : words;
  if (name === undefined) return say(tool, 'Not enough information: "dev" argument is required.', 255);
  const { network } = tool.process;
  if (!network.interfaces.some((link) => link.name === name)) {
    return say(tool, tool.busybox ? `ip: can't find device '${name}'` : `Cannot find device "${name}"`, 1);
  }
  if (!mayChange(tool)) {
    return say(
      tool,
      tool.busybox ? 'ip: SIOCSIFFLAGS: Operation not permitted' : 'RTNETLINK answers: Operation not permitted',
      2,
    );
  }
  let current = name;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] as string;
    if (word === 'up' || word === 'down') network.setLink(current, word);
    else {
      const value = word === 'nomaster' ? undefined : rest[++at];
      const status = setOne(tool, current, word, value);
      if (status !== 0) return status;
      if (word === 'name') current = value ?? current;
    }
  }
  return 0;
}

function setOne(tool: Tool, name: string, word: string, value: string | undefined): number {
  const { wiring } = tool.process.network;
  const done = (result: ReturnType<typeof wiring.remove>) =>
    result.ok ? 0 : refuse(tool, result.error, value ?? name);
  switch (word) {
    case 'master':
      return done(wiring.setMaster(name, value));
    case 'nomaster':
      return done(wiring.setMaster(name, undefined));
    case 'name':
      return done(wiring.rename(name, value ?? ''));
    case 'mtu':
      return done(wiring.setMtu(name, Number(value)));
    case 'netns': {
      const to = networkOf(tool, value ?? '');
      return typeof to === 'number' ? to : done(wiring.move(name, to));
    }
    default:
      return say(tool, `ip: \`ip link set ${word}' is not simulated here`, 1);
  }
}
