/** Names and addresses as the C library finds them for a tool: the hosts file, then the name server. */
import type { NameAnswer } from '../../engine/network/namespace';
import type { Routine } from '../../engine/processes/routine';
import { callback } from '../../engine/processes/routine';
import type { Tool } from './tool';

/** What /etc/resolv.conf says. */
export function resolvConf(tool: Tool): { readonly servers: readonly string[]; readonly searches: readonly string[] } {
  const file = tool.process.files.read('/etc/resolv.conf');
  const text = file.ok ? file.value : '';
  const servers = [...text.matchAll(/^nameserver\s+(\S+)/gm)].map((match) => match[1] ?? '');
  const searches = /^search\s+(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  return { servers, searches };
}

/** Asks a name server one question. */
export function ask(tool: Tool, name: string, type: 'A' | 'AAAA' | 'PTR' | 'SRV' | 'CNAME', server: string) {
  return callback<NameAnswer>((done) => tool.process.network.lookup({ name, type }, { server }, done));
}

/** `2.0.18.172.in-addr.arpa` of 172.18.0.2. */
export function reversed(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

/** The name of an address; undefined when nobody has one for it. */
export function* reverseName(tool: Tool, address: string): Routine<string | undefined> {
  const hosts = tool.process.files.read('/etc/hosts');
  for (const line of hosts.ok ? hosts.value.split('\n') : []) {
    const [own, name] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (own === address && name !== undefined) return name;
  }
  const [server] = resolvConf(tool).servers;
  if (server === undefined || address.startsWith('127.')) return undefined;
  const answer = yield* ask(tool, reversed(address), 'PTR', server);
  return answer.records.find((record) => record.type === 'PTR')?.data.replace(/\.$/, '');
}
