/** What a pod shares with its node and its containers with each other, and the names that its containers know. */
import type { Pod } from '../../kinds/pod';
import { hostPortsOf } from '../../kinds/pods/hostPorts';
import type { SandboxOptions } from '../containers/runtime';

export function podNamespaces(pod: Pod): Pick<SandboxOptions, 'pidNamespace' | 'hostIpc' | 'hostPorts'> {
  const { spec } = pod;
  const ports = spec.hostNetwork === true ? [] : hostPortsOf(pod);
  const pid = spec.hostPID === true ? 'host' : spec.shareProcessNamespace === true ? 'pod' : undefined;
  return {
    ...(pid === undefined ? {} : { pidNamespace: pid }),
    ...(spec.hostIPC === true ? { hostIpc: true } : {}),
    hostPorts: ports.map(({ hostIP = '', hostPort = 0, containerPort, protocol }) => ({
      hostAddress: hostIP,
      hostPort,
      containerPort,
      protocol: protocol === 'UDP' ? 'udp' : 'tcp',
    })),
  };
}

export function podHosts({ spec, metadata }: Pod): Pick<SandboxOptions, 'hosts' | 'domainName'> {
  const aliases = (spec.hostAliases ?? []).map(({ ip, hostnames = [] }) => `${[ip, ...hostnames].join('\t')}\n`);
  const { hostname = '', subdomain = '' } = spec;
  const host = hostname === '' ? metadata.name : hostname;
  return {
    ...(aliases.length === 0 ? {} : { hosts: `\n# Entries added by HostAliases.\n${aliases.join('')}` }),
    ...(subdomain === '' ? {} : { domainName: `${host}.${subdomain}.${metadata.namespace ?? ''}.svc.cluster.local` }),
  };
}
