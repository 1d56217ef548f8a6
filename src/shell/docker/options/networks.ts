/** --network, in its short form and its long one (`name=back,alias=db,ip=10.9.0.7`), and what else speaks of networks. */
import type { ContainerCreate } from '../../../engine/docker/daemon';
import type { FlagValues } from '../../flags/flag';
import { CliFailure } from '../failure';

interface Attachment {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly address: string;
  readonly mac: string;
}

const LONG = /[A-Za-z0-9_]+=[A-Za-z0-9_]+/;
/** What this world's networks don't do. */
const UNMET = ['ip6', 'link-local-ip', 'driver-opt', 'gw-priority'];

/** What is wrong with a --network, in the client's words. */
export function networkProblem(text: string): string | undefined {
  const read = readNetwork(text);
  return typeof read === 'string' ? read : undefined;
}

function readNetwork(text: string): Attachment | string {
  if (!LONG.test(text)) return { name: text, aliases: [], address: '', mac: '' };
  const fields = text.toLowerCase().split(',');
  const values: Record<string, string[]> = { name: [], alias: [], ip: [], 'mac-address': [] };
  for (const field of fields) {
    const at = field.indexOf('=');
    if (at <= 0) return `invalid field ${field}`;
    const [key, value] = [field.slice(0, at).trim(), field.slice(at + 1).trim()];
    const problem = UNMET.includes(key) ? unmetProblem(key, value) : undefined;
    if (problem !== undefined) return problem;
    if (values[key] === undefined) return `invalid field key ${key}`;
    values[key].push(value);
  }
  const last = (key: string) => values[key]?.at(-1) ?? '';
  if (last('name') === '') return 'network name/id is not specified';
  return { name: last('name'), aliases: values['alias'] ?? [], address: last('ip'), mac: last('mac-address') };
}

function unmetProblem(key: string, value: string): string {
  if (key === 'driver-opt' && !value.includes('=')) return 'invalid key value pair format in driver options';
  if (key === 'gw-priority' && !/^[+-]?\d+$/.test(value)) return `invalid gw-priority (${value}): invalid syntax`;
  return `${key} is not simulated here`;
}

/** Which networks a container is to be on: the first one is its mode. @throws CliFailure in the client's words */
export function networking(flags: FlagValues): { mode: string; networking: ContainerCreate['Networking'] } {
  const named = flags.strings('network').map(attachmentOf);
  const [first = attachmentOf('default'), ...others] = named;
  const own = withFlags(first, flags);
  const links = flags.strings('link');
  for (const [at, one] of [own, ...others].entries()) {
    check(one);
    if (named.findIndex(({ name }) => name === one.name) < at && at > 0) {
      throw new CliFailure(`network ${JSON.stringify(one.name)} is specified multiple times`);
    }
  }
  if (named.some(({ name }) => isOwn(name)) && named.some(({ name }) => !isOwn(name))) {
    throw new CliFailure('conflicting options: cannot attach both user-defined and non-user-defined network-modes');
  }
  const wished = ({ aliases, address, mac }: Attachment) => ({
    Aliases: aliases,
    IPv4Address: address,
    ...(mac === '' ? {} : { MacAddress: mac }),
  });
  return {
    mode: own.name,
    networking: {
      ...wished(own),
      Links: links,
      ...(others.length === 0 ? {} : { Others: others.map((one) => ({ Name: one.name, ...wished(one) })) }),
    },
  };
}

/** Its text has been looked at. */
function attachmentOf(text: string): Attachment {
  const read = readNetwork(text);
  return typeof read === 'string' ? { name: text, aliases: [], address: '', mac: '' } : read;
}

/** With what other flags say of the first network. */
function withFlags(first: Attachment, flags: FlagValues): Attachment {
  const aliases = flags.strings('network-alias');
  const [address, mac] = [flags.string('ip'), flags.string('mac-address')];
  const twice = (flag: string, what: string) =>
    new CliFailure(`conflicting options: cannot specify both --${flag} and per-network ${what}`);
  if (first.aliases.length > 0 && aliases.length > 0) throw twice('network-alias', 'alias');
  if (first.address !== '' && address !== '') throw twice('ip', 'IPv4 address');
  if (first.mac !== '' && mac !== '') throw twice('mac-address', 'MAC address');
  return {
    name: first.name,
    aliases: aliases.length > 0 ? aliases : first.aliases,
    address: address || first.address,
    mac: mac || first.mac,
  };
}

function check({ name, aliases, mac }: Attachment): void {
  if (name.trim() === '') throw new CliFailure('no name set for network');
  if (aliases.length > 0 && !isOwn(name)) {
    throw new CliFailure('network-scoped aliases are only supported for user-defined networks');
  }
  if (mac !== '' && !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac)) {
    throw new CliFailure(`${mac} is not a valid mac address`);
  }
}

/** A network that somebody made. */
function isOwn(name: string): boolean {
  return !['default', 'bridge', 'host', 'none'].includes(name) && !name.startsWith('container:');
}
