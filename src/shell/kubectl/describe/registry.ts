/** Every describer; a kind without one is described field by field. */
import { configMapDescriber, namespaceDescriber, secretDescriber, serviceAccountDescriber } from './configuration';
import type { Describer } from './describer';
import { endpointSliceDescriber, endpointsDescriber } from './endpoints';
import { genericDescriber } from './generic';
import { nodeDescriber } from './node';
import { podDescriber } from './pod';
import { serviceDescriber } from './service';
import { deploymentDescriber, replicaSetDescriber, replicationControllerDescriber } from './workloads';

const describers = [
  configMapDescriber,
  deploymentDescriber,
  endpointSliceDescriber,
  endpointsDescriber,
  namespaceDescriber,
  nodeDescriber,
  podDescriber,
  replicaSetDescriber,
  replicationControllerDescriber,
  secretDescriber,
  serviceAccountDescriber,
  serviceDescriber,
] as readonly Describer[];

export function describerFor(group: string, kind: string): Describer {
  const wanted = group === '' ? kind : `${group}/${kind}`;
  return describers.find((one) => one.kind === wanted) ?? genericDescriber;
}
