/** Makes, changes and deletes the pods of a StatefulSet and tells of it in events. */
import type { StatefulSet } from '../../../kinds/apps/statefulSet';
import { type Pod, podKind } from '../../../kinds/pod';
import type { Status } from '../../../kinds/status';
import type { Client } from '../../client/client';
import type { EventRecorder } from '../../client/eventRecorder';
import { isNamespaceTerminating } from '../replicas/podControl';
import type { StatefulClaims } from './statefulClaims';
import type { StatefulActions } from './statefulPass';

export class StatefulPodControl implements StatefulActions {
  readonly #client: Client;
  readonly #recorder: EventRecorder;
  readonly #claims: StatefulClaims;
  readonly #set: StatefulSet;

  constructor(client: Client, recorder: EventRecorder, claims: StatefulClaims, set: StatefulSet) {
    this.#client = client;
    this.#recorder = recorder;
    this.#claims = claims;
    this.#set = set;
  }

  createPod(pod: Pod, ordinal: number): Pod | undefined {
    if (!this.createClaims(pod, ordinal)) return undefined;
    const created = this.#client.create(podKind, pod);
    if (created.ok) {
      this.#tell('create', pod);
      return created.value;
    }
    // Its own earlier write that the watch has not shown yet.
    if (created.error.reason !== 'AlreadyExists') this.#tell('create', pod, created.error);
    return undefined;
  }

  deletePod(pod: Pod): boolean {
    const { name, namespace } = pod.metadata;
    const deleted = this.#client.delete(podKind, name, namespace);
    this.#tell('delete', pod, deleted.ok ? undefined : deleted.error);
    return deleted.ok || deleted.error.reason === 'NotFound';
  }

  updatePod(pod: Pod): boolean {
    const updated = this.#client.update(podKind, pod);
    this.#tell('update', pod, updated.ok ? undefined : updated.error);
    return updated.ok;
  }

  createClaims(pod: Pod, ordinal: number): boolean {
    return this.#claims.create(this.#set, pod, ordinal);
  }

  retainClaims(pod: Pod, ordinal: number): boolean {
    return this.#claims.retain(this.#set, pod, ordinal);
  }

  #tell(verb: 'create' | 'delete' | 'update', { metadata }: Pod, error?: Status): void {
    const reason = verb[0]?.toUpperCase() + verb.slice(1);
    const text = `${verb} Pod ${metadata.name} in StatefulSet ${this.#set.metadata.name}`;
    if (error === undefined) this.#recorder.event(this.#set, 'Normal', `Successful${reason}`, `${text} successful`);
    else if (!isNamespaceTerminating(error)) {
      this.#recorder.event(this.#set, 'Warning', `Failed${reason}`, `${text} failed error: ${error.message ?? ''}`);
    }
  }
}
