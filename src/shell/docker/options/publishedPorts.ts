/** -p and --expose. */
import { CliFailure } from '../failure';

interface Binding {
  readonly HostIp: string;
  readonly HostPort: string;
}

export interface PublishedPorts {
  readonly exposed: readonly string[];
  readonly bindings: Readonly<Record<string, readonly Binding[]>>;
}

type Range = readonly [number, number];

/** @throws CliFailure in the client's words */
export function readPorts(publish: readonly string[], expose: readonly string[]): PublishedPorts {
  const exposed = new Set<string>();
  const bindings: Record<string, readonly Binding[]> = {};
  for (const text of publish) {
    for (const [port, binding] of text.includes('=') ? longForm(text) : published(text)) {
      exposed.add(port);
      bindings[port] = [...(bindings[port] ?? []), binding];
    }
  }
  for (const text of expose) for (const port of exposedPorts(text)) exposed.add(port);
  return { exposed: [...exposed], bindings };
}

/** `published=8080,target=80,protocol=tcp` */
function longForm(text: string): readonly (readonly [string, Binding])[] {
  const fields = new Map<string, string>();
  for (const part of text.split(',')) {
    const [, name = '', value] = /^([^=]*)(?:=(.*))?$/.exec(part) ?? [];
    if (value === undefined) throw problem(`invalid field: ${part}`);
    if (!['protocol', 'mode', 'target', 'published'].includes(name)) throw problem(`invalid field key ${name}`);
    fields.set(name, value);
  }
  const target = fields.get('target') ?? '';
  const protocol = fields.get('protocol') ?? 'tcp';
  return published(`${fields.get('published') ?? ''}:${target}/${protocol}`);
}

function published(text: string): readonly (readonly [string, Binding])[] {
  const { address, host, container, protocol } = parts(text);
  if (container === '') throw problem(`no port specified: ${text || ''}<empty>`);
  const inside = rangeOf(container);
  if (inside === undefined) throw problem(`invalid containerPort: ${container}`);
  const outside = host === '' ? undefined : rangeOf(host);
  if (host !== '' && outside === undefined) throw problem(`invalid hostPort: ${host}`);
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  if (bare !== '' && !isAddress(bare)) throw problem(`invalid IP address: ${bare}`);
  const count = inside[1] - inside[0];
  if (outside !== undefined && outside[1] - outside[0] !== count && count > 0) {
    throw problem(`invalid ranges specified for container and host Ports: ${container} and ${host}`);
  }
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) throw problem(`invalid proto: ${protocol}`);
  return Array.from({ length: count + 1 }, (_, i) => {
    const port = `${inside[0] + i}/${protocol.toLowerCase()}`;
    if (outside === undefined) return [port, { HostIp: bare, HostPort: '' }] as const;
    const HostPort = count === 0 && outside[0] !== outside[1] ? host : String(outside[0] + i);
    return [port, { HostIp: bare, HostPort }] as const;
  });
}

function parts(text: string) {
  const words = text.split(':');
  const last = words.pop() ?? '';
  const slash = last.lastIndexOf('/');
  const container = slash < 0 ? last : last.slice(0, slash);
  const protocol = slash < 0 ? 'tcp' : last.slice(slash + 1);
  const host = words.pop() ?? '';
  return { address: words.join(':'), host, container, protocol };
}

function rangeOf(text: string): Range | undefined {
  const [from, to = from] = text.split('-').map((word) => (/^\d+$/.test(word) ? Number(word) : Number.NaN));
  if (from === undefined || to === undefined || !(from <= 65535) || !(to <= 65535) || from > to) return undefined;
  return [from, to];
}

function exposedPorts(text: string): readonly string[] {
  if (text.includes(':')) throw problem(`invalid port format for --expose: ${text}`);
  const [port = '', protocol = 'tcp'] = text.split('/');
  const range = rangeOf(port);
  if (range === undefined) {
    const [from = '', to = from] = port.split('-');
    const backwards = /^\d+$/.test(from) && /^\d+$/.test(to) && Number(from) > Number(to);
    if (backwards)
      throw problem(`invalid range format for --expose: ${text}, error: invalid range specified for port: ${port}`);
    const bad = port.split('-').find((word) => !/^\d+$/.test(word)) ?? port;
    const why = /^\d+$/.test(bad) ? 'value out of range' : 'invalid syntax';
    throw problem(
      `invalid range format for --expose: ${text}, error: strconv.ParseUint: parsing ${JSON.stringify(bad)}: ${why}`,
    );
  }
  return Array.from({ length: range[1] - range[0] + 1 }, (_, i) => `${range[0] + i}/${protocol}`);
}

function isAddress(text: string): boolean {
  if (text.includes(':')) return /^[0-9a-f:.]+$/i.test(text) && (text.includes('::') || text.split(':').length === 8);
  const words = text.split('.');
  return words.length === 4 && words.every((word) => /^\d{1,3}$/.test(word) && Number(word) < 256);
}

function problem(message: string): CliFailure {
  return new CliFailure(message);
}
