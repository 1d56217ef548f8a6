/**
 * The C library's resolver as a namespace has it: addresses as they are, then the hosts file, then the name servers of
 * resolv.conf with its search list.
 *
 * Simplified: only the first name server is asked; A records only (no IPv6 in this network).
 */
import { isAddress } from './address';
import type { Host } from './host';
import { Journey, type Wires } from './journey';
import type { NameAnswer, NameQuestion } from './namespace';
import { datagram } from './packets';

export interface ResolverSettings {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  /** Names with fewer dots are tried with the search list first. */
  readonly ndots: number;
  /** The text of /etc/hosts as it is now. */
  hosts(): string;
}

/** Per question, and how often it is put: resolv.conf's defaults. */
const ATTEMPT_TIMEOUT = 5_000;
const ATTEMPTS = 2;

/** Asks one question of a server. A server that cannot be reached gives the code `failed`. */
export function askNameServer(
  wires: Wires,
  source: Host,
  question: NameQuestion,
  server: string,
  done: (answer: NameAnswer) => void,
): () => void {
  if (server === '') {
    const timer = wires.clock.after(0, () => done({ code: 'failed', records: [], server }));
    return () => timer.cancel();
  }
  let cancel = () => {};
  const attempt = (left: number) => {
    const journey = new Journey<Omit<NameAnswer, 'server'>>(
      wires,
      source,
      {
        summary: `DNS ${question.type} ${question.name}`,
        timeout: ATTEMPT_TIMEOUT,
        connectTimeout: ATTEMPT_TIMEOUT,
        traffic: datagram(18 + question.name.length),
      },
      (end) => {
        if (end.ok) done({ ...end.value, server });
        else if (end.failure === 'timeout' && left > 1) attempt(left - 1);
        else done({ code: 'failed', records: [], server });
      },
    );
    cancel = () => journey.cancel();
    journey.depart({ address: server, port: 53, protocol: 'UDP' }, (target, route, peer, reply) => {
      const nameServer = target.nameServerAt(route.address, route.port);
      if (nameServer === undefined) reply.refuse('refused');
      else nameServer(question, peer, (answer) => reply.answer(answer, datagram(12 + 45 * answer.records.length)));
      return undefined;
    });
  };
  attempt(ATTEMPTS);
  return () => cancel();
}

/** The addresses of a name; none when it has none. `done` is called later, never at once. */
export function resolveName(
  wires: Wires,
  source: Host,
  name: string,
  done: (addresses: readonly string[]) => void,
): () => void {
  const address = name.replace(/^\[(.*)\]$/, '$1');
  const local = isAddress(address) ? [address] : hostsEntry(source.resolver.hosts(), name);
  if (local.length > 0 || source.resolver.nameservers.length === 0) {
    const timer = wires.clock.after(0, () => done(local));
    return () => timer.cancel();
  }
  const candidates = searchOrder(name, source.resolver);
  let cancel = () => {};
  const next = (index: number) => {
    const candidate = candidates[index];
    if (candidate === undefined) {
      done([]);
      return;
    }
    const server = source.resolver.nameservers[0] ?? '';
    cancel = askNameServer(wires, source, { name: candidate, type: 'A' }, server, (answer) => {
      const addresses = answer.records.filter((record) => record.type === 'A').map((record) => record.data);
      if (addresses.length > 0) done(addresses);
      else if (answer.code === 'failed') done([]);
      else next(index + 1);
    });
  };
  next(0);
  return () => cancel();
}

/** The names that are asked for, one after another. */
function searchOrder(name: string, settings: Pick<ResolverSettings, 'searches' | 'ndots'>): readonly string[] {
  if (name.endsWith('.')) return [name];
  const searched = settings.searches.map((domain) => `${name}.${domain}`);
  return name.split('.').length - 1 >= settings.ndots ? [name, ...searched] : [...searched, name];
}

/** The first address of IPv4 that the file gives a name, else the first of IPv6. */
function hostsEntry(text: string, name: string): readonly string[] {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const found = text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return isAddress(address) && names.some((one) => one.toLowerCase() === wanted) ? [address] : [];
  });
  const first = found.find((address) => !address.includes(':')) ?? found[0];
  if (first !== undefined) return [first];
  return wanted === 'localhost' ? ['127.0.0.1'] : [];
}

/** The settings that a resolv.conf holds. */
export function readResolvConf(text: string): Omit<ResolverSettings, 'hosts'> {
  const nameservers: string[] = [];
  let searches: readonly string[] = [];
  let ndots = 1;
  for (const line of text.split('\n')) {
    const [word = '', ...values] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    if (word === 'nameserver' && values[0] !== undefined && nameservers.length < 3) nameservers.push(values[0]);
    else if (word === 'search' || word === 'domain') searches = values;
    else if (word === 'options') {
      const dots = values.flatMap((value) => /^ndots:(\d+)$/.exec(value)?.[1] ?? [])[0];
      if (dots !== undefined) ndots = Number(dots);
    }
  }
  return { nameservers, searches, ndots };
}
