/** The order in which a kustomization's objects are printed and applied. */
import { idOf, type Resource, type ResourceId } from './resource';

/** What has to be there before others. */
export const FIRST: readonly string[] = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];

export const LAST: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Kustomize's `legacy` order. */
export function inLegacyOrder(resources: readonly Resource[], first = FIRST, last = LAST): Resource[] {
  const rank = (kind: string): number => {
    if (first.includes(kind)) return first.indexOf(kind) - first.length;
    return last.includes(kind) ? last.indexOf(kind) + 1 : 0;
  };
  return resources
    .map((resource) => ({ resource, id: idOf(resource.object) }))
    .sort(
      (a, b) =>
        rank(a.id.kind) - rank(b.id.kind) ||
        compare(gvkText(a.id), gvkText(b.id)) ||
        compare(nameText(a.id), nameText(b.id)),
    )
    .map(({ resource }) => resource);
}

function gvkText({ group, version, kind }: ResourceId): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

function nameText({ namespace, name }: ResourceId): string {
  return `${namespace || '~X'}|${name || '~N'}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
