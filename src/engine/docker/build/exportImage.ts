/** An image out of what was built: BuildKit's configuration and history, kept under the names that were asked for. */

import { type ImageReference, parseImageReference } from '../../../base/imageReference';
import { fail, ok, type Result } from '../../../base/result';
import { createImage, type HistoryEntry, type Image } from '../../containers/images/image';
import { sleep } from '../../processes/kernel';
import type { Routine } from '../../processes/routine';
import { recordBuilt } from './buildTrace';
import type { BuildHost } from './host';
import type { PlannedStage } from './plan';
import type { Built } from './solver';
import type { Vertex } from './vertex';
import { type Tell, VertexReport } from './vertexReport';

const COMMENT = 'buildkit.dockerfile.v0';
/** What packing up takes, in milliseconds: the layer of a command, any other, and writing the configuration. */
const RUN_LAYER = 6;
const OTHER_LAYER = 1;
const CONFIGURATION = 4;

export interface ExportRequest {
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Packs the target up, with the lines that BuildKit shows of it; the error is the store's. */
export function* exportImage(
  host: BuildHost,
  target: PlannedStage,
  built: ReadonlyMap<Vertex, Built>,
  began: number,
  request: ExportRequest,
  tell: Tell,
): Routine<Result<Image, string>> {
  const { clock, images } = host;
  const report = new VertexReport(clock, tell, { id: 'export', name: 'exporting to image' });
  report.start();
  const packing = clock.now;
  yield* sleep(clock, packingTime(target, built, began));
  if (target.vertex !== undefined) report.status('exporting layers', packing, { done: true });
  const image = imageOf(target, built, request.labels);
  const writing = clock.now;
  yield* sleep(clock, CONFIGURATION);
  const stored = images.store.add(image, request.tags.flatMap(referenceOf));
  if (!stored.ok) {
    report.fail(stored.error);
    return fail(stored.error);
  }
  report.status(`writing image ${image.id}`, writing, { done: true });
  for (const tag of request.tags) report.status(`naming to ${normalisedName(tag)}`, clock.now, { done: true });
  report.done();
  recordBuilt(host, request.tags[0] ?? image.id);
  return ok(stored.value.image);
}

/** Only layers that are new have to be packed. */
function packingTime(target: PlannedStage, built: ReadonlyMap<Vertex, Built>, began: number): number {
  let time = CONFIGURATION / 2;
  for (const { step } of target.history) {
    if (step === undefined || (built.get(step)?.createdAt ?? 0) < began) continue;
    time += step.kind === 'run' ? RUN_LAYER : OTHER_LAYER;
  }
  return time;
}

function imageOf(target: PlannedStage, built: ReadonlyMap<Vertex, Built>, labels: ExportRequest['labels']): Image {
  const { config, author } = target;
  const layers = target.vertex === undefined ? [] : (built.get(target.vertex)?.layers ?? []);
  const history = datedHistory(target, built);
  return createImage({
    config: { ...config, labels: sortedByName({ ...config.labels, ...labels }) },
    layers,
    history,
    created: history.at(-1)?.created ?? 0,
    author,
    comment: COMMENT,
    architecture: 'amd64',
    os: 'linux',
    ...(target.generic ? { generic: true } : {}),
  });
}

/** As Go writes maps. */
function sortedByName(labels: ExportRequest['labels']): ExportRequest['labels'] {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Layers are dated by when they were made. What makes no layer has no date of its own: it takes that of the layer
 * before it, or, before the first new layer, of that one. So an image that is built again out of the cache is the same.
 */
function datedHistory(target: PlannedStage, built: ReadonlyMap<Vertex, Built>): readonly HistoryEntry[] {
  const own = target.history.map(({ createdBy, step }) => ({
    createdBy,
    created: step === undefined ? undefined : built.get(step)?.createdAt,
    emptyLayer: step === undefined,
  }));
  let created = own.find((entry) => entry.created !== undefined)?.created ?? target.baseHistory.at(-1)?.created ?? 0;
  const dated = own.map((entry): HistoryEntry => {
    created = entry.created ?? created;
    return { ...entry, created, comment: COMMENT, author: '' };
  });
  return [...target.baseHistory, ...dated];
}

function referenceOf(tag: string): readonly ImageReference[] {
  const reference = parseImageReference(tag);
  return reference.ok ? [reference.value] : [];
}

/** In full, but without a tag that nobody gave. */
export function normalisedName(text: string): string {
  const reference = parseImageReference(text);
  if (!reference.ok) return text;
  const { repository, tagged, full } = reference.value;
  return tagged || reference.value.digest !== undefined ? full : repository;
}
