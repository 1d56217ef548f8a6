/**
 * `docker save`, `load` and `import`. Simplified: an archive is the list that a real one begins with (manifest.json);
 * the layers are found again by their digests, on every machine of the world.
 */

import { familiarName, type ImageReference, parseDockerReference } from '../../../base/imageReference';
import { ok } from '../../../base/result';
import { noSuchImage } from '../../containers/imageDeletion';
import { createImage, emptyConfig, type Image } from '../../containers/images/image';
import { layerFromChanges } from '../../containers/images/layer';
import { FileLayer } from '../../files/fileLayer';
import type { FileTree } from '../../files/fileTree';
import { changedConfig } from '../build/stageConfig';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter, failed } from '../refusal';
import { recordImage } from './imageEvents';

interface ArchiveEntry {
  readonly Config: string;
  readonly RepoTags: readonly string[];
  readonly Layers: readonly string[];
  readonly Digest: string;
}

export function saveImages(context: DaemonContext, references: readonly string[]): Answer<string> {
  const entries = new Map<string, { readonly image: Image; readonly tags: Set<string> }>();
  for (const reference of references) {
    const stored = context.images.store.find(reference);
    if (stored === undefined) return { ok: false, error: noSuchImage(reference) };
    const { image } = stored;
    const entry = entries.get(image.id) ?? { image, tags: new Set() };
    entries.set(image.id, entry);
    const named = parseDockerReference(reference);
    for (const name of stored.names) if (named.ok && namesAlike(name, named.value)) entry.tags.add(familiarName(name));
    context.registries.contents.images.set(image.digest, image);
    recordImage(context, 'save', image.id, reference);
  }
  const list = [...entries.values()].map(
    ({ image, tags }): ArchiveEntry => ({
      Config: `blobs/sha256/${image.id.slice('sha256:'.length)}`,
      RepoTags: [...tags],
      Layers: image.layers.map((layer) => `blobs/sha256/${layer.diffId.slice('sha256:'.length)}`),
      Digest: image.digest,
    }),
  );
  return ok(`${JSON.stringify(list)}\n`);
}

/** A repository without a tag means all of its tags. */
function namesAlike(full: string, { full: wanted, repository, tagged }: ImageReference): boolean {
  return full === wanted || (!tagged && full.startsWith(`${repository}:`));
}

/** What the client prints of it, line by line: `Loaded image: kubia:latest`. */
export function loadImages(context: DaemonContext, archive: string): Answer<readonly string[]> {
  const entries = readArchive(archive);
  if (entries === undefined) return badParameter('invalid archive: archive/tar: invalid tar header');
  const lines: string[] = [];
  for (const { RepoTags, Digest } of entries) {
    const image = context.registries.contents.images.get(Digest);
    if (image === undefined) return failed(`open blobs/sha256/${Digest}: no such file or directory`);
    const names = RepoTags.flatMap((tag) => {
      const reference = parseDockerReference(tag);
      return reference.ok ? [reference.value] : [];
    });
    const stored = context.images.store.add(image, names);
    if (!stored.ok) return failed(stored.error);
    recordImage(context, 'load', image.id, image.id);
    lines.push(...RepoTags.map((tag) => `Loaded image: ${tag}`));
    if (RepoTags.length === 0) lines.push(`Loaded image ID: ${image.id}`);
  }
  return ok(lines);
}

function readArchive(text: string): readonly ArchiveEntry[] | undefined {
  try {
    const entries = JSON.parse(text) as readonly ArchiveEntry[];
    return Array.isArray(entries) && entries.every((entry) => typeof entry?.Digest === 'string') ? entries : undefined;
  } catch {
    return undefined;
  }
}

export interface ImportOptions {
  /** Empty: no name. */
  readonly reference: string;
  readonly message: string;
  readonly changes: readonly string[];
}

/** An image of one layer, out of files. */
export function importImage(
  context: DaemonContext,
  tree: FileTree,
  options: ImportOptions,
): Answer<{ readonly Id: string }> {
  const reference = options.reference === '' ? ok(undefined) : parseDockerReference(options.reference);
  if (!reference.ok) return badParameter(reference.error);
  const config = changedConfig(emptyConfig, options.changes);
  if (!config.ok) return badParameter(config.error);
  const layer = new FileLayer();
  for (const [path, node] of tree) layer.put(`/${path}`, node);
  const created = context.clock.now;
  const comment = options.message === '' ? 'Imported from -' : options.message;
  const image = createImage({
    config: config.value,
    layers: [layerFromChanges(layer)],
    history: [{ created, createdBy: '', emptyLayer: false, comment, author: '' }],
    created,
    author: '',
    comment,
    architecture: 'amd64',
    os: 'linux',
  });
  const stored = context.images.store.add(image, reference.value === undefined ? [] : [reference.value]);
  if (!stored.ok) return failed(stored.error);
  recordImage(context, 'import', image.id, reference.value?.full ?? image.id);
  return ok({ Id: image.id });
}
