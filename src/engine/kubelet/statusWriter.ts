/** Brings a pod's status to the API server: only changes, a little later, again after failures. */
import type { PodStatus } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import type { Pod } from '../../kinds/pod';
import { podKind } from '../../kinds/pod';
import type { Client } from '../client/client';
import type { Clock, Timer } from '../clock';
import { OWN_CONDITIONS } from './podStatus';

/** How long the kubelet waits before it writes, in milliseconds, so that changes of one moment go together. */
const SETTLE_TIME = 3;
const RETRY_TIME = 10_000;
/** How often the kubelet looks whether somebody else has changed what it reported (the node controller does). */
const RECHECK_TIME = 10_000;

export class StatusWriter {
  readonly #clock: Clock;
  readonly #client: Client;
  #pod: Pod;
  #reported: PodStatus | undefined;
  #wanted: PodStatus | undefined;
  #timer: Timer | undefined;
  #recheck: Timer | undefined;
  #remove = false;

  constructor(clock: Clock, client: Client, pod: Pod) {
    this.#clock = clock;
    this.#client = client;
    this.#pod = pod;
  }

  /** The newest object that the API server told of: other writers' conditions and annotations come from it. */
  observe(pod: Pod): void {
    const anew = pod.metadata.uid !== this.#pod.metadata.uid;
    this.#pod = pod;
    // The mirror of a static pod was made again: it knows nothing yet.
    if (anew) this.#restore();
    else if (this.#overwritten)
      this.#recheck ??= this.#clock.after(RECHECK_TIME, () => this.#restore(), { background: true });
  }

  /** What the API server holds or will soon hold. */
  get latest(): PodStatus | undefined {
    return this.#wanted ?? this.#reported;
  }

  /** Asks for a status to be written. */
  write(status: PodStatus): void {
    if (equal(status, this.#wanted ?? this.#reported)) return;
    this.#wanted = status;
    this.#schedule(SETTLE_TIME, false);
  }

  /** After the last status is written, removes the pod's object: nothing of it is left on the node. */
  removeObject(): void {
    this.#remove = true;
    this.#schedule(SETTLE_TIME, false);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#recheck?.cancel();
    this.#recheck = undefined;
  }

  /** Takes up writing again after a stop. */
  resume(): void {
    if (this.#wanted !== undefined || this.#remove) this.#schedule(SETTLE_TIME, false);
  }

  /** True when the API server holds another status than was reported. */
  get #overwritten(): boolean {
    if (this.#reported === undefined || this.#wanted !== undefined) return false;
    const stored = this.#pod.status ?? {};
    return Object.keys(difference(stored, withForeignConditions(this.#reported, stored))).length > 0;
  }

  /** Reports once more what somebody else has overwritten. */
  #restore(): void {
    this.#recheck = undefined;
    if (!this.#overwritten) return;
    this.#wanted = this.#reported;
    this.#schedule(SETTLE_TIME, false);
  }

  #schedule(delay: number, background: boolean): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.after(delay, () => this.#send(), { background });
  }

  #send(): void {
    this.#timer = undefined;
    const { name, namespace, uid } = this.#pod.metadata;
    if (this.#wanted !== undefined) {
      const status = withForeignConditions(this.#wanted, this.#pod.status);
      const patch = { metadata: { uid }, status: difference(this.#pod.status ?? {}, status) };
      const answer = this.#client.patch(podKind, name, namespace, patch, { type: 'merge', subresource: 'status' });
      if (!answer.ok && answer.error.reason !== 'NotFound' && answer.error.reason !== 'Conflict') {
        this.#schedule(RETRY_TIME, true);
        return;
      }
      if (answer.ok) this.#pod = answer.value;
      this.#reported = this.#wanted;
      this.#wanted = undefined;
    }
    if (!this.#remove) return;
    const answer = this.#client.delete(podKind, name, namespace, {
      gracePeriodSeconds: 0,
      ...(uid === undefined ? {} : { preconditions: { uid } }),
    });
    if (!answer.ok && answer.error.reason !== 'NotFound' && answer.error.reason !== 'Conflict') {
      this.#schedule(RETRY_TIME, true);
    } else {
      this.#remove = false;
    }
  }
}

/** Conditions that the kubelet sets as well, where nobody else has. */
const SHARED: readonly string[] = ['PodScheduled', 'DisruptionTarget'];

/**
 * Conditions of other writers as they are now in the API server (the scheduler's, readiness gates). That a pod has its
 * node is the kubelet's to say where the scheduler was never asked, and that it goes, where it is the kubelet that ends it.
 */
function withForeignConditions(status: PodStatus, stored: PodStatus | undefined): PodStatus {
  const foreign = (stored?.conditions ?? []).filter((condition) => !OWN_CONDITIONS.includes(condition.type));
  const isSaid = (type: string) => foreign.some((condition) => condition.type === type);
  const own = (status.conditions ?? []).filter(
    ({ type }) => OWN_CONDITIONS.includes(type) || (SHARED.includes(type) && !isSaid(type)),
  );
  return { ...status, conditions: [...own, ...foreign] };
}

/** A merge patch of the members that differ. */
function difference(old: PodStatus, wanted: PodStatus): Record<string, unknown> {
  const before = old as Readonly<Record<string, unknown>>;
  const after = wanted as Readonly<Record<string, unknown>>;
  const patch: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) if (!equal(value, before[key])) patch[key] = value;
  for (const key of Object.keys(before)) {
    if (!(key in after) && ['reason', 'message', 'nominatedNodeName'].includes(key)) patch[key] = null;
  }
  return patch;
}
