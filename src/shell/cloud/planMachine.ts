/** What the next machine of the cloud is like. */
import type { NodeProfile } from '../../engine/profile';
import type { ClusterMachines } from '../command';
import { CloudFailure } from './cloudFailure';

/** So many machines the cloud rents out to one account. */
const QUOTA = 10;

/** A machine such as the cluster's workers, at a free address, under the given name or the next free `worker-N`. */
export function planMachine({ life, profile }: Pick<ClusterMachines, 'life' | 'profile'>, name?: string): NodeProfile {
  const nodes = life.nodes.map((node) => node.profile);
  const like = profile.nodes.find(({ roles }) => roles.length === 0);
  if (like === undefined) throw new CloudFailure('this cluster has no worker to make another one like');
  if (name !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))
    throw new CloudFailure(`"${name}" is no name for a machine: small letters, digits and "-"`);
  if (nodes.some((node) => node.name === name)) throw new CloudFailure(`there is a machine "${name}" already`);
  if (nodes.length >= QUOTA)
    throw new CloudFailure(`quota exceeded: ${QUOTA} machines at most, and there are ${nodes.length}`);
  const { joinedAfter: _, machineId: __, ...rest } = like;
  for (let number = 1; ; number++) {
    const made = {
      ...rest,
      name: name ?? `worker-${number}`,
      address: `${profile.apiServerAddress.replace(/\d+$/, '')}${10 + number}`,
      podCidr: `10.244.${number}.0/24`,
    };
    if (!nodes.some((node) => node.name === made.name || node.address === made.address)) return made;
  }
}
