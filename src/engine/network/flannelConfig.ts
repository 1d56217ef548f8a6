/** flannel's configuration, `net-conf.json`: the pods' network, and by which backend packets get from node to node. */
import { fail, ok, type Result } from '../../base/result';

export interface FlannelConfig {
  readonly network: string;
  /** `host-gw`: by routes to the nodes; `vxlan`: wrapped into UDP packets between them. */
  readonly backend: 'host-gw' | 'vxlan';
  /** Of VXLAN: 1 when left out. */
  readonly vni: number;
}

/** Backends that flannel has and that are not simulated here. */
const OTHERS: ReadonlySet<string> = new Set([
  'udp',
  'wireguard',
  'ipip',
  'ipsec',
  'alloc',
  'extension',
  'tencent-vpc',
  'aws-vpc',
]);

/** The configuration, or the message with which flanneld ends. */
export function readFlannelConfig(text: string): Result<FlannelConfig, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return fail('Failed to create SubnetManager: error parsing subnet config: the file is no valid JSON');
  }
  const { Network: network, Backend: backend } = (parsed ?? {}) as Record<string, unknown>;
  if (typeof network !== 'string') {
    return fail('Failed to create SubnetManager: error parsing subnet config: IPv4 network must be set');
  }
  const { Type: type = 'udp', VNI: vni = 1 } = (backend ?? {}) as Record<string, unknown>;
  if (type === 'host-gw' || type === 'vxlan') return ok({ network, backend: type, vni: Number(vni) });
  if (OTHERS.has(String(type)))
    return fail(`Error fetching backend: ${type} is not simulated here: host-gw and vxlan are`);
  return fail(`Error fetching backend: unknown backend type: ${type}`);
}
