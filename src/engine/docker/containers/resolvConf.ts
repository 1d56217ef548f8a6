import type { DaemonContext } from '../daemonContext';
import { isPredefined } from '../networks/dockerNetwork';
import type { DockerContainer } from './dockerContainer';

/** Docker's own name server, in containers on networks that people made. */
const EMBEDDED = '127.0.0.11';

/** A container's /etc/resolv.conf: the machine's, with what --dns, --dns-search and --dns-option say. */
export function resolvConf(context: DaemonContext, container: DockerContainer, ownNetwork: boolean): string {
  const text = context.machine.files.read('/etc/resolv.conf');
  const machine = text.ok ? text.value : '';
  const { Dns: dns, DnsSearch: search, DnsOptions: given = [] } = container.hostConfig;
  const embedded = ownNetwork && [...container.networks.keys()].some((name) => !isPredefined(name));
  if (!embedded && dns.length === 0 && search.length === 0 && given.length === 0) return machine;
  const servers = dns.length > 0 ? dns : valuesOf(machine, 'nameserver');
  const searches = search.length > 0 ? search.filter((one) => one !== '.') : valuesOf(machine, 'search');
  const line = searches.length === 0 ? [] : [`search ${searches.join(' ')}`];
  const names = embedded ? [EMBEDDED] : servers;
  const usual = embedded && !given.some((option) => option.startsWith('ndots:')) ? ['ndots:0'] : [];
  const all = [...given, ...usual];
  const options = all.length === 0 ? [] : [`options ${all.join(' ')}`];
  return [...line, ...names.map((server) => `nameserver ${server}`), ...options, ''].join('\n');
}

function valuesOf(text: string, keyword: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [word, ...values] = line.trim().split(/\s+/);
    return word === keyword ? values : [];
  });
}
