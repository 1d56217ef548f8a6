/** How the kubelet names pods and containers in messages and events. */
import type { Pod } from '../../kinds/pod';
import type { ObjectName } from '../trace';
import type { ContainerRecord } from './containerRecord';

/** `name_namespace(uid)`. */
export function podTitle(pod: Pod): string {
  return `${pod.metadata.name}_${pod.metadata.namespace ?? ''}(${pod.metadata.uid ?? ''})`;
}

/** The pod in a trace entry. */
export function podObjectName(pod: Pod): ObjectName {
  return {
    resource: 'pods',
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    ...(pod.metadata.uid === undefined ? {} : { uid: pod.metadata.uid }),
  };
}

/** Which part of a pod an event about one of its containers names. */
export function containerFieldPath({ name, list }: Pick<ContainerRecord, 'name' | 'list'>): string {
  return `spec.${list}{${name}}`;
}
