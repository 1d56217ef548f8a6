import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import type { StatefulSet } from '../../../kinds/apps/statefulSet';
import { formatSelector, requirementsOf } from '../../../kinds/selector';
import { longTime } from './containers';
import type { Describer, DescribeWriter } from './describer';
import { writeAnnotations, writeLabels } from './metadata';
import { writePodTemplate } from './podTemplate';
import { writePodCounts } from './workloads';

export const statefulSetDescriber: Describer<StatefulSet> = {
  kind: 'apps/StatefulSet',
  *describe(context, set) {
    const { out } = context;
    const { metadata, spec, status } = set;
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
    out.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`);
    out.line(0, `Selector:\t${formatSelector(requirementsOf(spec.selector))}`);
    writeLabels(out, 'Labels', metadata.labels);
    writeAnnotations(out, metadata.annotations);
    out.line(0, `Replicas:\t${spec.replicas ?? 0} desired | ${status?.replicas ?? 0} total`);
    out.line(0, `Update Strategy:\t${spec.updateStrategy?.type ?? ''}`);
    const { partition, maxUnavailable } = spec.updateStrategy?.rollingUpdate ?? {};
    if (partition !== undefined) out.line(1, `Partition:\t${partition}`);
    if (partition !== undefined && maxUnavailable !== undefined) out.line(1, `MaxUnavailable:\t${maxUnavailable}`);
    yield* writePodCounts(context, set);
    writePodTemplate(out, spec.template);
    writeClaims(out, spec.volumeClaimTemplates ?? []);
  },
};

function writeClaims(out: DescribeWriter, claims: readonly PersistentVolumeClaim[]): void {
  if (claims.length === 0) {
    out.line(0, 'Volume Claims:\t<none>');
    return;
  }
  out.line(0, 'Volume Claims:');
  for (const { metadata, spec } of claims) {
    const beta = metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'];
    out.line(1, `Name:\t${metadata?.name ?? ''}`);
    out.line(1, `StorageClass:\t${beta ?? spec?.storageClassName ?? ''}`);
    writeLabels(out, '  Labels', metadata?.labels);
    writeAnnotations(out, metadata?.annotations, '  Annotations');
    out.line(1, `Capacity:\t${spec?.resources?.requests?.['storage'] ?? '<default>'}`);
    out.line(1, `Access Modes:\t[${(spec?.accessModes ?? []).join(' ')}]`);
  }
}
