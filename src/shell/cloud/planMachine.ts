/** What the next machine of the cloud is like. */
import type { NodeProfile } from '../../engine/profile';
import type { ClusterMachines } from '../command';
import { CloudFailure } from './cloudFailure';

/** So many machines the cloud rents out to one account. */
const QUOTA = 10;

/** A machine such as the cluster's workers, at a free address, under the given name or the next free `worker-N`. */
export function planMachine({ life }: Pick<ClusterMachines, 'life'>, name?: string): NodeProfile {
  if (name !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))
    throw new CloudFailure(`"${name}" is no name for a machine: small letters, digits and "-"`);
  const { nodes } = life;
  if (nodes.some(({ profile }) => profile.name === name))
    throw new CloudFailure(`there is a machine "${name}" already`);
  if (nodes.length >= QUOTA)
    throw new CloudFailure(`quota exceeded: ${QUOTA} machines at most, and there are ${nodes.length}`);
  const next = life.nextNode(name);
  if (next === undefined) throw new CloudFailure('this cluster has no worker to make another one like');
  return next;
}
