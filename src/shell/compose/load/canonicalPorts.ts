/** Ports in their long form. */
import { ComposeProblem, isPlain } from '../composeValues';
import type { Draft } from './canonicalValues';
import { goType } from './merge';

export function canonicalPorts(items: readonly unknown[], path: string): readonly Draft[] {
  return items.flatMap((item, at) => {
    if (isPlain(item)) return [longForm(item, `${path}.ports.[${at}]`)];
    if (typeof item === 'number' && !Number.isInteger(item))
      throw new ComposeProblem(`${path}.ports: invalid type ${goType(item)} for port`);
    return shortForm(String(item));
  });
}

function longForm(item: Readonly<Record<string, unknown>>, path: string): Draft {
  if (item['target'] === undefined) throw new ComposeProblem(`service ports ${path} is missing a target port`);
  const { mode = 'ingress', protocol = 'tcp', target, published, ...rest } = item;
  return {
    ...rest,
    mode,
    ...(target === 0 ? {} : { target }),
    ...(published === undefined || published === '' ? {} : { published: String(published) }),
    protocol,
  };
}

/** `ADDRESS:PUBLISHED:TARGET/PROTOCOL`, with ranges. */
function shortForm(text: string): readonly Draft[] {
  const [, spec = '', protocol = 'tcp'] = /^(.*?)(?:\/([^/]*))?$/s.exec(text) ?? [];
  const colon = spec.lastIndexOf(':');
  const target = spec.slice(colon + 1);
  const before = colon < 0 ? '' : spec.slice(0, colon);
  const second = before.lastIndexOf(':');
  const published = before.slice(second + 1);
  const address = second < 0 ? '' : before.slice(0, second);
  if (target === '') throw new ComposeProblem(`No port specified: ${text}<empty>`);
  checkAddress(address);
  const targets = range(target);
  if (targets === undefined) throw new ComposeProblem(`Invalid containerPort: ${target}`);
  const hosts = published === '' ? [] : range(published);
  if (hosts === undefined) throw new ComposeProblem(`Invalid hostPort: ${published}`);
  if (hosts.length > 0 && hosts.length !== targets.length && targets.length > 1)
    throw new ComposeProblem(`Invalid ranges specified for container and host Ports: ${target} and ${published}`);
  const lower = protocol.toLowerCase();
  if (!['tcp', 'udp', 'sctp'].includes(lower)) throw new ComposeProblem(`Invalid proto: ${protocol}`);
  return targets.map((port, at) => {
    const host = targets.length === 1 ? published : hosts.length === 0 ? '' : String(hosts[at]);
    return {
      mode: 'ingress',
      ...(address === '' ? {} : { host_ip: address.replace(/^\[(.*)\]$/, '$1') }),
      target: port,
      ...(host === '' ? {} : { published: host }),
      protocol: lower,
    };
  });
}

function checkAddress(address: string): void {
  if (address === '') return;
  const bare = /^\[(.*)\]$/.exec(address)?.[1] ?? address;
  if (bare === address && address.includes(':'))
    throw new ComposeProblem(`Invalid ip address ${address}: address ${address}:: too many colons in address`);
  const four = bare.split('.');
  const isFour = four.length === 4 && four.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  if (!isFour && !/^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/.test(bare))
    throw new ComposeProblem(`Invalid ip address: ${address}`);
}

function range(text: string): readonly number[] | undefined {
  const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === '' || first > 65_535 || last > 65_535 || last < first) return undefined;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
