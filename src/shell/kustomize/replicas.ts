/** `replicas`: how many copies of a workload run. */
import { eachField } from './fieldPaths';
import { KustomizeProblem } from './problem';
import { allIds, type Resource } from './resource';

const KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** @throws KustomizeProblem when no workload has the name, now or before */
export function setReplicas(resources: readonly Resource[], name: string, count: number): void {
  const found = resources.filter((one) => allIds(one).some((id) => id.name === name && KINDS.includes(id.kind)));
  if (found.length === 0) {
    const kinds = KINDS.map((kind) => `${kind}.[noVer].[noGrp]`).join(' ');
    throw new KustomizeProblem(`resource with name ${name} does not match a config with the following GVK [${kinds}]`);
  }
  for (const { object } of found) eachField(object, { path: 'spec/replicas', create: true }, () => count);
}
