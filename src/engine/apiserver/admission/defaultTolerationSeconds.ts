import type { Toleration } from 'kubernetes-types/core/v1';
import type { Pod } from '../../../kinds/pod';
import type { AdmissionPlugin, AdmissionRequest } from './admission';

const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const SECONDS = 300;

/** A pod stays for five minutes on a node that isn't ready or can't be reached, unless it says otherwise. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit({ kind, operation, subresource, object }: AdmissionRequest) {
    if (kind.kind !== 'Pod' || operation === 'DELETE' || subresource !== '') return undefined;
    const { spec } = object as Pod;
    const tolerations = spec.tolerations ?? [];
    const missing = TAINTS.filter((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)));
    if (missing.length === 0) return undefined;
    const added = missing.map(
      (key): Toleration => ({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: SECONDS }),
    );
    spec.tolerations = [...tolerations, ...added];
    return undefined;
  },
};

function tolerates({ key = '', effect = '' }: Toleration, taint: string): boolean {
  return (key === '' || key === taint) && (effect === '' || effect === 'NoExecute');
}
