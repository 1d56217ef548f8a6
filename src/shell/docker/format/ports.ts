/** Ports as `docker ps` shows them: those that follow one another as a range. */
import type { PortSummary } from '../../../engine/docker/daemon';

interface Range {
  readonly first: number;
  last: number;
}

export function portList(ports: readonly PortSummary[]): string {
  const ranges = new Map<string, Range>();
  const shown: string[] = [];
  const mappings: string[] = [];
  for (const { IP = '', PrivatePort: port, PublicPort, Type } of [...ports].sort(inOrder)) {
    if (IP !== '' && PublicPort !== port) {
      mappings.push(`${hostPort(IP, String(PublicPort ?? 0))}->${port}/${Type}`);
      continue;
    }
    const key = IP === '' ? Type : `${IP}/${Type}`;
    const range = ranges.get(key);
    if (range !== undefined && port === range.last + 1) {
      range.last = port;
      continue;
    }
    if (range !== undefined) shown.push(rangeText(key, range));
    ranges.set(key, { first: port, last: port });
  }
  for (const [key, range] of ranges) shown.push(rangeText(key, range));
  return [...shown, ...mappings].join(', ');
}

/** `127.0.0.1:80`, `[::]:80`. */
function hostPort(address: string, port: string): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function rangeText(key: string, { first, last }: Range): string {
  const text = first === last ? String(first) : `${first}-${last}`;
  const slash = key.lastIndexOf('/');
  if (slash < 0) return `${text}/${key}`;
  return `${hostPort(key.slice(0, slash), text)}->${text}/${key.slice(slash + 1)}`;
}

function inOrder(a: PortSummary, b: PortSummary): number {
  return (
    a.PrivatePort - b.PrivatePort ||
    compare(a.IP ?? '', b.IP ?? '') ||
    (a.PublicPort ?? 0) - (b.PublicPort ?? 0) ||
    compare(a.Type, b.Type)
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
