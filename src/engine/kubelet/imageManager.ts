/** Gets images onto the node: pull policy, one at a time where so configured, back-off after failures. */

import { parseImageReference } from '../../base/imageReference';
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import type { Pod } from '../../kinds/pod';
import type { EventRecorder } from '../client/eventRecorder';
import type { Clock } from '../clock';
import type { ContainerRuntime, PullError, PulledImage } from '../containers/runtime';
import { sleep } from '../processes/kernel';
import { callback, type Routine, waitFor } from '../processes/routine';
import { BackOff, goDuration } from './backOff';

/** Why a container is waiting: the reason and message of its status. */
export interface WaitingReason {
  readonly reason: string;
  readonly message?: string;
}

/** One image that one container needs. */
export interface ImageRequest {
  readonly image: string;
  readonly policy: string;
  readonly pod: Pod;
  /** Which container events are about: `spec.containers{kubia}`. */
  readonly fieldPath: string;
}

export interface ImageManagerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: EventRecorder;
  readonly runtime: ContainerRuntime;
  readonly serialize: boolean;
}

/** What the call to the runtime takes beside the pull itself, at most, in milliseconds. */
const CALL_TIME = 10;

const REASONS: Readonly<Record<PullError['code'], string>> = {
  NotFound: 'ErrImagePull',
  Denied: 'ErrImagePull',
  Unavailable: 'ErrImagePull',
  InvalidName: 'InvalidImageName',
};

export class ImageManager {
  readonly #options: ImageManagerOptions;
  readonly #backOff: BackOff;
  /** The last failure of each image of each pod, for the message while the kubelet holds back. */
  readonly #failures = new Map<string, string>();
  readonly #queue: object[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(options: ImageManagerOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.clock);
  }

  /** Makes sure that the image is here, pulling it when the policy asks for it. */
  *ensure(request: ImageRequest): Routine<Result<PulledImage, WaitingReason>> {
    const { runtime, clock } = this.#options;
    const { image } = request;
    const podUid = request.pod.metadata.uid ?? '';
    const tell = (type: 'Normal' | 'Warning', reason: string, message: string) =>
      this.#options.recorder.event(request.pod, type, reason, message, request.fieldPath);
    const parsed = parseImageReference(image);
    if (!parsed.ok) {
      const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${parsed.error}`;
      tell('Warning', 'InspectFailed', message);
      return fail({ reason: 'InvalidImageName', message });
    }
    const present = runtime.findImage(image);
    if (present !== undefined && request.policy !== 'Always') {
      tell('Normal', 'Pulled', `Container image "${image}" already present on machine`);
      return ok(present);
    }
    if (request.policy === 'Never') {
      const message = `Container image "${image}" is not present with pull policy of Never`;
      tell('Warning', 'ErrImageNeverPull', message);
      return fail({ reason: 'ErrImageNeverPull', message });
    }
    const key = `${podUid}_${image}`;
    if (this.#backOff.waiting(key)) {
      const message = `Back-off pulling image "${image}"`;
      tell('Normal', 'BackOff', message);
      const before = this.#failures.get(key);
      return fail({ reason: 'ImagePullBackOff', message: before === undefined ? message : `${message}: ${before}` });
    }
    this.#failures.delete(key);
    tell('Normal', 'Pulling', `Pulling image "${image}"`);
    const asked = clock.now;
    const { result, started } = yield* this.#pull(image);
    if (!result.ok) {
      const { message } = result.error;
      tell('Warning', 'Failed', `Failed to pull image "${image}": ${message}`);
      this.#backOff.next(key, clock.now);
      const reason = REASONS[result.error.code];
      this.#failures.set(key, `${reason}: ${message}`);
      return fail({ reason, message });
    }
    const took = goDuration(clock.now - started);
    const waited = goDuration(clock.now - asked);
    const text = `Successfully pulled image "${image}" in ${took} (${waited} including waiting). Image size: ${result.value.sizeBytes} bytes.`;
    tell('Normal', 'Pulled', text);
    return result;
  }

  /** Forgets the failures of a pod that is gone. */
  forget(podUid: string): void {
    this.#backOff.forget(`${podUid}_`);
    for (const key of [...this.#failures.keys()]) if (key.startsWith(`${podUid}_`)) this.#failures.delete(key);
  }

  *#pull(image: string): Routine<{ result: Result<PulledImage, PullError>; started: number }> {
    const { runtime, clock, random, serialize } = this.#options;
    const turn = {};
    this.#queue.push(turn);
    try {
      if (serialize) {
        yield* waitFor(
          () => this.#queue[0] === turn,
          (listener) => {
            this.#waiting.add(listener);
            return () => {
              this.#waiting.delete(listener);
            };
          },
        );
      }
      const started = clock.now;
      const result = yield* callback<Result<PulledImage, PullError>>((done) => runtime.pullImage(image, done));
      yield* sleep(clock, 2 + random.integer(CALL_TIME));
      return { result, started };
    } finally {
      this.#queue.splice(this.#queue.indexOf(turn), 1);
      for (const wake of [...this.#waiting]) wake();
    }
  }
}
