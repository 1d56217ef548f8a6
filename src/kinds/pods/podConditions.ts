import type { Pod } from '../pod';

/** Whether a pod has a condition of this type, and it is true. */
export function isConditionTrue(pod: Pod, type: string): boolean {
  return pod.status?.conditions?.find((condition) => condition.type === type)?.status === 'True';
}
