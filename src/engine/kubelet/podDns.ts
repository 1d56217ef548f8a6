import type { Pod } from '../../kinds/pod';
import type { SandboxOptions } from '../containers/runtime';
import type { KubeletContext } from './kubeletContext';

type Resolver = SandboxOptions['dns'];

/** The pod's resolver by its dnsPolicy, with what its dnsConfig adds; options of the same name replace one another. */
export function podDns(context: KubeletContext, { metadata, spec }: Pod): Resolver {
  const policy = spec.dnsPolicy ?? 'ClusterFirst';
  const base = policy === 'None' ? NOTHING : policyResolver(context, policy, metadata.namespace ?? '', spec);
  const own = spec.dnsConfig ?? {};
  const options = new Map((base.options ?? []).map((option) => [option.split(':')[0] ?? '', option]));
  for (const { name = '', value } of own.options ?? [])
    options.set(name, value === undefined ? name : `${name}:${value}`);
  return {
    nameservers: unique([...base.nameservers, ...(own.nameservers ?? [])]),
    searches: unique([...base.searches, ...(own.searches ?? [])]),
    options: [...options.values()],
  };
}

const NOTHING: Resolver = { nameservers: [], searches: [] };

function policyResolver(context: KubeletContext, policy: string, namespace: string, spec: Pod['spec']): Resolver {
  const inCluster = policy === 'ClusterFirstWithHostNet' || (policy === 'ClusterFirst' && spec.hostNetwork !== true);
  if (!inCluster || context.dnsAddress === undefined) return { nameservers: [context.node.address], searches: [] };
  return {
    nameservers: [context.dnsAddress],
    searches: [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'],
    options: ['ndots:5'],
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
