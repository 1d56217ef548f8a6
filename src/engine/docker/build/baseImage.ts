/** Images that builds stand on or copy from, as BuildKit gets them: asked for, then fetched when they are needed. */

import type { ImageReference } from '../../../base/imageReference';
import { fail, ok, type Result } from '../../../base/result';
import type { Clock } from '../../clock';
import type { LayerHold } from '../../containers/imageStore';
import type { Image } from '../../containers/images/image';
import { callback, type Routine } from '../../processes/routine';
import type { DaemonError, TransferProgress } from '../daemon';
import type { BuildHost } from './host';
import type { VertexReport } from './vertexReport';

/** Asks the registry what a name stands for; the error is the registry's, in BuildKit's words. */
export function* resolveImage(host: BuildHost, reference: ImageReference): Routine<Result<Image, string>> {
  const resolved = yield* callback<Result<Image, DaemonError>>((done) =>
    host.transfers.resolve(reference.full, undefined, done),
  );
  return resolved.ok ? resolved : fail(buildkitWords(resolved.error, reference));
}

/** Fetches the layers that aren't here, under a hold, with a line for each. */
export function* fetchImage(
  host: BuildHost,
  reference: ImageReference,
  image: Image,
  hold: LayerHold,
  report: VertexReport,
): Routine<Result<void, string>> {
  const began = host.clock.now;
  const progress = new FetchLines(host.clock, image, report);
  report.status(`resolve ${reference.repository}@${image.digest}`, began, { done: true });
  const fetched = yield* callback<Result<void, DaemonError>>((done) =>
    host.transfers.fetchLayers(reference.full, image, hold, (line) => progress.line(line), done),
  );
  return fetched.ok ? ok(undefined) : fail(buildkitWords(fetched.error, reference));
}

/** Turns lines of `docker pull` into those of BuildKit, which names layers in full. */
class FetchLines {
  readonly #clock: Clock;
  readonly #image: Image;
  readonly #report: VertexReport;
  readonly #began: number;
  readonly #extracting = new Map<string, number>();

  constructor(clock: Clock, image: Image, report: VertexReport) {
    this.#clock = clock;
    this.#image = image;
    this.#report = report;
    this.#began = clock.now;
  }

  line({ id = '', status, current = 0 }: TransferProgress): void {
    const layer = this.#image.layers.find(({ digest }) => digest.startsWith(`sha256:${id}`));
    if (layer === undefined) return;
    const { digest, sizeBytes: total } = layer;
    if (status === 'Pulling fs layer') this.#report.status(digest, this.#began, { current: 0, total, done: false });
    if (status === 'Downloading') this.#report.status(digest, this.#began, { current, total, done: false });
    if (status === 'Download complete') {
      this.#report.status(digest, this.#began, { current: total, total, done: true });
    }
    if (status !== 'Extracting' && status !== 'Pull complete') return;
    const since = this.#extracting.get(digest) ?? this.#clock.now;
    const done = status === 'Pull complete';
    if (done || !this.#extracting.has(digest)) this.#report.status(`extracting ${digest}`, since, { done });
    this.#extracting.set(digest, since);
  }
}

/** `pull access denied for x, ...` is the daemon's; BuildKit speaks as containerd does. */
function buildkitWords(error: DaemonError, reference: ImageReference): string {
  const { message } = error;
  if (message.startsWith('pull access denied')) {
    return 'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
  }
  if (message.startsWith('manifest for')) return `${reference.full}: not found`;
  const unreached = /^Get "([^"]*)": (.*)$/s.exec(message);
  if (unreached === null) return message;
  const [, url, cause] = unreached;
  return `failed to do request: Head "${url}${reference.path}/manifests/${reference.tag}": ${cause}`;
}
