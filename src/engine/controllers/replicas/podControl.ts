/** Makes and deletes pods for an owner and tells of it in events, as pkg/controller's RealPodControl does. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { fail, ok, type Result } from '../../../base/result';
import type { Kind } from '../../../kinds/kind';
import { apiVersionOf } from '../../../kinds/kind';
import { type ClusterObject, keyOf, type OwnerReference } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import type { Status } from '../../../kinds/status';
import type { Client } from '../../client/client';
import type { EventRecorder } from '../../client/eventRecorder';

/** The reference by which `owner` is the one managing controller of an object. */
export function controllerReference(kind: Kind, owner: ClusterObject): OwnerReference {
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** True when the server refused because the namespace is going away: there is no use in telling or retrying. */
export function isNamespaceTerminating(status: Status): boolean {
  return status.details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating') === true;
}

export class PodControl {
  readonly #client: Client;
  readonly #recorder: EventRecorder;

  constructor(client: Client, recorder: EventRecorder) {
    this.#client = client;
    this.#recorder = recorder;
  }

  /** `generateName`: what the pod's name begins with, when that is not the owner's name. */
  create(
    owner: ClusterObject,
    reference: OwnerReference,
    template: PodTemplateSpec,
    generateName = `${owner.metadata.name}-`,
  ): Result<Pod, string> {
    const { labels, annotations, finalizers } = template.metadata ?? {};
    if (labels === undefined || Object.keys(labels).length === 0) return fail('unable to create pods, no labels');
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: '',
        generateName,
        namespace: owner.metadata.namespace,
        labels,
        ...(annotations === undefined ? {} : { annotations }),
        ...(finalizers === undefined ? {} : { finalizers }),
        ownerReferences: [reference],
      },
      spec: template.spec ?? { containers: [] },
    };
    const created = this.#client.create(podKind, pod);
    if (created.ok) {
      this.#recorder.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${created.value.metadata.name}`);
      return ok(created.value);
    }
    const message = created.error.message ?? '';
    if (isNamespaceTerminating(created.error)) return fail('');
    this.#recorder.event(owner, 'Warning', 'FailedCreate', `Error creating: ${message}`);
    return fail(message);
  }

  /** Fails with `not-found` when it is gone already, else with the server's message. */
  delete(owner: ClusterObject, pod: Pod): Result<undefined, string> {
    const { name, namespace } = pod.metadata;
    const deleted = this.#client.delete(podKind, name, namespace);
    if (deleted.ok) {
      this.#recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
      return ok(undefined);
    }
    if (deleted.error.reason === 'NotFound') return fail('not-found');
    const message = deleted.error.message ?? `cannot delete ${keyOf(pod)}`;
    this.#recorder.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${message}`);
    return fail(message);
  }
}
