import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { canonicalQuantity } from '../../../kinds/quantity';
import { accessModesText } from '../../../kinds/storage/accessModes';
import { classOfClaim } from '../../../kinds/storage/className';
import type { PersistentVolumeClaim } from '../../../kinds/storage/persistentVolumeClaim';
import { goText } from '../../templates/goValue';
import { longTime } from './containers';
import type { DescribeContext, Describer, DescribeWriter } from './describer';
import { writeMetadataAfter } from './metadata';
import { writePhase } from './persistentVolume';
import { listRelated } from './related';

export const persistentVolumeClaimDescriber: Describer<PersistentVolumeClaim> = {
  kind: 'PersistentVolumeClaim',
  *describe(context, claim) {
    const { out } = context;
    const { metadata, spec, status } = claim;
    const users = yield* podsWith(context, claim);
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
    out.line(0, `StorageClass:\t${classOfClaim(claim)}`);
    writePhase(context, claim, status?.phase);
    out.line(0, `Volume:\t${spec.volumeName ?? ''}`);
    writeMetadataAfter(out, claim);
    out.line(0, `Finalizers:\t${goText(metadata.finalizers ?? [])}`);
    const bound = (spec.volumeName ?? '') !== '';
    out.line(0, `Capacity:\t${bound ? canonicalQuantity(status?.capacity?.['storage'] ?? '0') : ''}`);
    out.line(0, `Access Modes:\t${bound ? accessModesText(status?.accessModes) : ''}`);
    if (spec.volumeMode !== undefined) out.line(0, `VolumeMode:\t${spec.volumeMode}`);
    writeDataSource(out, claim);
    if (users.length === 0) out.line(0, 'Used By:\t<none>');
    users.forEach((name, i) => {
      out.line(0, `${i === 0 ? 'Used By:' : ''}\t${name}`);
    });
    writeConditions(out, claim);
  },
};

/** The names of the pods whose volumes name the claim, or make it for themselves. */
function* podsWith(context: DescribeContext, claim: PersistentVolumeClaim): Routine<readonly string[]> {
  const { name, namespace = 'default' } = claim.metadata;
  const list = yield* listRelated<Pod>(context, `/api/v1/namespaces/${namespace}/pods`);
  const uses = (pod: Pod) =>
    (pod.spec.volumes ?? []).some(
      (volume) =>
        volume.persistentVolumeClaim?.claimName === name ||
        (volume.ephemeral !== undefined && `${pod.metadata.name}-${volume.name}` === name),
    );
  return (list.ok ? list.value : [])
    .filter(uses)
    .map((pod) => pod.metadata.name)
    .sort();
}

function writeDataSource(out: DescribeWriter, { spec: { dataSource } }: PersistentVolumeClaim): void {
  if (dataSource === undefined) return;
  out.line(0, 'DataSource:');
  if (dataSource.apiGroup !== undefined) out.line(1, `APIGroup:\t${dataSource.apiGroup}`);
  out.line(1, `Kind:\t${dataSource.kind}`);
  out.line(1, `Name:\t${dataSource.name}`);
}

function writeConditions(out: DescribeWriter, { status }: PersistentVolumeClaim): void {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return;
  out.line(0, 'Conditions:');
  out.line(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage');
  out.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const { type, status: state, lastProbeTime, lastTransitionTime, reason = '', message = '' } of conditions) {
    const times = `${longTime(lastProbeTime)}\t${longTime(lastTransitionTime)}`;
    out.line(1, `${type} \t${state} \t${times} \t${reason} \t${message}`);
  }
}
