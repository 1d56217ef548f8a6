/** Writes down a workload's template as a ControllerRevision. Follows pkg/controller/history's CreateControllerRevision. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import { type ControllerRevision, controllerRevisionKind } from '../../../kinds/apps/controllerRevision';
import type { Kind } from '../../../kinds/kind';
import type { ClusterObject } from '../../../kinds/object';
import type { Client } from '../../client/client';
import { controllerReference } from '../replicas/podControl';

export interface NewRevision {
  readonly name: string;
  /** Under which label it has its hash. */
  readonly label: Readonly<Record<string, string>>;
  readonly patch: unknown;
  readonly revision: number;
}

/** One that is there already with the same template is taken for it. `taken`: that name has another template; undefined: a write failed. */
export function createRevision<T extends ClusterObject & { readonly spec: { readonly template: PodTemplateSpec } }>(
  client: Client,
  kind: Kind<T>,
  workload: T,
  { name, label, patch, revision }: NewRevision,
): ControllerRevision | 'taken' | undefined {
  const { namespace, annotations } = workload.metadata;
  const created = client.create(controllerRevisionKind, {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      namespace,
      labels: { ...workload.spec.template.metadata?.labels, ...label },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [controllerReference(kind, workload)],
    },
    data: patch,
    revision,
  });
  if (created.ok) return created.value;
  if (created.error.reason !== 'AlreadyExists') return undefined;
  const there = client.get(controllerRevisionKind, name, namespace);
  if (!there.ok) return undefined;
  return equal(there.value.data, patch) ? there.value : 'taken';
}
