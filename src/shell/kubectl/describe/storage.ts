/** Storage classes and what nodes say of their CSI drivers. */
import type { TopologySelectorTerm } from 'kubernetes-types/core/v1';
import { formatLabels } from '../../../kinds/selector';
import type { CSINode } from '../../../kinds/storage/csiNode';
import { isDefaultClass, type StorageClass } from '../../../kinds/storage/storageClass';
import { longTime } from './containers';
import type { Describer, DescribeWriter } from './describer';
import { writeMetadataAfter } from './metadata';

export const storageClassDescriber: Describer<StorageClass> = {
  kind: 'storage.k8s.io/StorageClass',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, storageClass) {
    const { metadata, provisioner, parameters, mountOptions = [], allowVolumeExpansion } = storageClass;
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `IsDefaultClass:\t${isDefaultClass(storageClass) ? 'Yes' : 'No'}`);
    out.line(0, `Annotations:\t${formatLabels(metadata.annotations)}`);
    out.line(0, `Provisioner:\t${provisioner}`);
    out.line(0, `Parameters:\t${formatLabels(parameters)}`);
    out.line(0, `AllowVolumeExpansion:\t${goBool(allowVolumeExpansion)}`);
    if (mountOptions.length === 0) out.line(0, 'MountOptions:\t<none>');
    else out.line(0, 'MountOptions:');
    for (const option of mountOptions) out.line(1, option);
    if (storageClass.reclaimPolicy !== undefined) out.line(0, `ReclaimPolicy:\t${storageClass.reclaimPolicy}`);
    if (storageClass.volumeBindingMode !== undefined) {
      out.line(0, `VolumeBindingMode:\t${storageClass.volumeBindingMode}`);
    }
    if (storageClass.allowedTopologies !== undefined) writeTopologies(out, storageClass.allowedTopologies);
  },
};

export const csiNodeDescriber: Describer<CSINode> = {
  kind: 'storage.k8s.io/CSINode',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, node) {
    out.line(0, `Name:\t${node.metadata.name}`);
    writeMetadataAfter(out, node);
    out.line(0, `CreationTimestamp:\t${longTime(node.metadata.creationTimestamp)}`);
    const { drivers } = node.spec;
    if (!drivers) return;
    out.line(0, 'Spec:');
    out.line(1, 'Drivers:');
    for (const { name, nodeID, allocatable, topologyKeys } of drivers) {
      out.line(2, `${name}:`);
      out.line(3, `Node ID:\t${nodeID}`);
      if (allocatable?.count !== undefined) {
        out.line(3, 'Allocatables:');
        out.line(4, `Count:\t${allocatable.count}`);
      }
      if (topologyKeys !== undefined) out.line(3, `Topology Keys:\t[${topologyKeys.join(' ')}]`);
    }
  },
};

function goBool(value: boolean | undefined): string {
  return value === undefined ? '<unset>' : value ? 'True' : 'False';
}

function writeTopologies(out: DescribeWriter, topologies: readonly TopologySelectorTerm[]): void {
  out.line(0, `AllowedTopologies:\t${topologies.length === 0 ? '<none>' : ''}`);
  topologies.forEach(({ matchLabelExpressions = [] }, index) => {
    if (matchLabelExpressions.length === 0) out.line(1, `Term ${index}:\t<none>`);
    matchLabelExpressions.forEach(({ key, values }, i) => {
      out.line(1, `${i === 0 ? `Term ${index}:` : ''}\t${key} in [${(values ?? []).join(', ')}]`);
    });
  });
}
