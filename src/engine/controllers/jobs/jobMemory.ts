import type { Clock } from '../../clock';
import { Expectations } from '../replicas/expectations';
import type { BackOffRecord } from './jobBackOff';

/** What the Job controller remembers between its looks at Jobs, by their keys. */
export class JobMemory {
  /** Pods that it made or deleted and has not seen yet. */
  readonly pods: Expectations;
  readonly backOff = new Map<string, BackOffRecord>();
  /** UIDs of pods that it let go of and has not seen so yet. */
  readonly #released = new Map<string, Set<string>>();

  constructor(clock: Clock) {
    this.pods = new Expectations(clock);
  }

  forget(key: string): void {
    this.pods.forget(key);
    this.backOff.delete(key);
    this.#released.delete(key);
  }

  isReleased(key: string, uid: string | undefined): boolean {
    return this.#released.get(key)?.has(uid ?? '') === true;
  }

  expectRelease(key: string, uid: string): void {
    const uids = this.#released.get(key) ?? new Set();
    this.#released.set(key, uids);
    uids.add(uid);
  }

  releaseObserved(key: string, uid: string): void {
    const uids = this.#released.get(key);
    uids?.delete(uid);
    if (uids?.size === 0) this.#released.delete(key);
  }

  setBackOff(key: string, record: BackOffRecord | undefined): void {
    if (record === undefined) this.backOff.delete(key);
    else this.backOff.set(key, record);
  }
}
