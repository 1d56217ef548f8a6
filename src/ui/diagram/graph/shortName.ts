import type { Pod } from '../../../kinds/pod';
import { isSystem } from './scene';

/**
 * A pod's name where there is little room. Of the cluster's own pods it is asked what they are (`coredns`), of the
 * learner's which of several equal ones (`…2x7kq`).
 */
export function shortName({ metadata, spec }: Pick<Pod, 'metadata' | 'spec'>): string {
  const { name, namespace = '' } = metadata;
  if (isSystem(namespace)) return whatItIs(metadata, spec.nodeName);
  return name.length > 11 ? `…${name.slice(-6)}` : name;
}

/** Without what was generated for it, and without the node that the kubelet adds to static pods. */
function whatItIs({ name, generateName, labels }: Pod['metadata'], node: string | undefined): string {
  const ends = [labels?.['pod-template-hash'], node].map((end) => `-${end}`);
  const whole = generateName?.replace(/-$/, '') ?? name;
  return ends.reduce((rest, end) => (rest.endsWith(end) ? rest.slice(0, -end.length) : rest), whole);
}
