import type { DaemonContext } from '../daemonContext';
import { isPredefined } from '../networks/dockerNetwork';
import type { DockerContainer } from './dockerContainer';

/** Docker's own name server, in containers on networks that people made. */
const EMBEDDED = '127.0.0.11';

/** A container's /etc/resolv.conf: the machine's, with what --dns and --dns-search say. */
export function resolvConf(context: DaemonContext, container: DockerContainer, ownNetwork: boolean): string {
  const text = context.machine.files.read('/etc/resolv.conf');
  const machine = text.ok ? text.value : '';
  const { Dns: dns, DnsSearch: search } = container.hostConfig;
  const embedded = ownNetwork && [...container.networks.keys()].some((name) => !isPredefined(name));
  if (!embedded && dns.length === 0 && search.length === 0) return machine;
  const servers = dns.length > 0 ? dns : valuesOf(machine, 'nameserver');
  const searches = search.length > 0 ? search.filter((one) => one !== '.') : valuesOf(machine, 'search');
  const line = searches.length === 0 ? [] : [`search ${searches.join(' ')}`];
  const names = embedded ? [EMBEDDED] : servers;
  const options = embedded ? ['options ndots:0'] : [];
  return [...line, ...names.map((server) => `nameserver ${server}`), ...options, ''].join('\n');
}

function valuesOf(text: string, keyword: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [word, ...values] = line.trim().split(/\s+/);
    return word === keyword ? values : [];
  });
}
