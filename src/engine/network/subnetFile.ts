/** What flannel's agent tells its CNI plugin on a node, in a file: the pods' network, the node's share of it, the MTU. */
import type { FileSystem } from '../files/fileSystem';

export const SUBNET_FILE = '/run/flannel/subnet.env';

const ETHERNET_MTU = 1500;

export interface SubnetLease {
  readonly network: string;
  readonly podCidr: string;
  readonly mtu: number;
}

export function subnetText({ network, podCidr, mtu }: SubnetLease): string {
  const own = podCidr.replace(/\.0\//, '.1/');
  return `FLANNEL_NETWORK=${network}\nFLANNEL_SUBNET=${own}\nFLANNEL_MTU=${mtu}\nFLANNEL_IPMASQ=true\n`;
}

/** The MTU that the interface of a new pod gets on a machine; that of the wire where no agent has said another. */
export function podMtu(files: FileSystem): number {
  const text = files.read(SUBNET_FILE);
  const found = text.ok ? /^FLANNEL_MTU=(\d+)$/m.exec(text.value)?.[1] : undefined;
  return found === undefined ? ETHERNET_MTU : Number(found);
}
