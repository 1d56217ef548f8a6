/** `docker load`: images out of an archive that `docker save` wrote, also one that was taken apart and packed again. */
import { type ImageReference, parseDockerReference } from '../../../base/imageReference';
import { fail, ok, type Result } from '../../../base/result';
import { createImage, type Image } from '../../containers/images/image';
import { type ImageLayer, layerFromChanges } from '../../containers/images/layer';
import { packLayer, unpackLayer } from '../../containers/images/layerArchive';
import { configText } from '../../containers/images/manifest';
import { readImageConfig } from '../../containers/images/readImageConfig';
import { normalise } from '../../files/fileSystem';
import { readArchive } from '../../files/tarArchive';
import { archiveProblem } from '../../files/treeArchive';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { failed } from '../refusal';
import { recordImage } from './imageEvents';

interface Listed {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  readonly Layers: readonly string[];
}

/** What the client prints of it, line by line: `Loaded image: kubia:latest`. */
export function loadImages(context: DaemonContext, archive: string): Answer<readonly string[]> {
  const entries = readArchive(archive);
  if (entries === undefined) return failed(archiveProblem(archive));
  const files = new Map(entries.map(({ name, text }) => [normalise(`/${name}`), text]));
  const listed = files.get('/manifest.json');
  if (listed === undefined) return failed(missing(`${unpackingPlace(context)}/repositories`));
  let list: readonly Listed[];
  try {
    list = JSON.parse(listed) as readonly Listed[];
  } catch {
    return failed('invalid character in manifest.json');
  }
  const lines: string[] = [];
  for (const { Config, RepoTags, Layers } of list) {
    const read = readImage(context, files, Config, Layers);
    if (!read.ok) return failed(read.error);
    const image = read.value;
    const names = (RepoTags ?? []).map((tag) => parseDockerReference(tag));
    const wrong = names.find((name) => !name.ok);
    if (wrong?.ok === false) return failed(`invalid tag ${JSON.stringify(RepoTags?.[names.indexOf(wrong)])}`);
    const references = names.flatMap((name): ImageReference[] => (name.ok ? [name.value] : []));
    const stored = context.images.store.add(image, references);
    if (!stored.ok) return failed(stored.error);
    recordImage(context, 'load', image.id, image.id);
    lines.push(...(RepoTags ?? []).map((tag) => `Loaded image: ${tag}`));
    if (references.length === 0) lines.push(`Loaded image ID: ${image.id}`);
  }
  return ok(lines);
}

/** Where the daemon unpacks an archive; without a manifest it looks there for what older ones have. */
function unpackingPlace(context: DaemonContext): string {
  return `/var/lib/docker/tmp/docker-import-${context.random.token('123456789', 10)}`;
}

function missing(path: string): string {
  return `open ${path}: no such file or directory`;
}

function readImage(
  context: DaemonContext,
  files: ReadonlyMap<string, string>,
  configPath: string,
  layerPaths: readonly string[],
): Result<Image, string> {
  const text = files.get(normalise(`/${configPath}`));
  if (text === undefined) return fail(missing(configPath));
  const config = readImageConfig(text);
  if (config === undefined) return fail('invalid image configuration');
  const { diffIds, content } = config;
  if (diffIds.length !== layerPaths.length) {
    return fail(`invalid manifest, layers length mismatch: expected ${diffIds.length}, got ${layerPaths.length}`);
  }
  const layers: ImageLayer[] = [];
  for (const [at, path] of layerPaths.entries()) {
    const archive = files.get(normalise(`/${path}`));
    if (archive === undefined) return fail(missing(path));
    const wanted = diffIds[at] ?? '';
    const layer = readLayer(context, archive, wanted, layers);
    if (layer === undefined) return fail('archive/tar: invalid tar header');
    if (layer.diffId !== wanted) {
      const [expected, got] = [JSON.stringify(wanted), JSON.stringify(layer.diffId)];
      return fail(`invalid diffID for layer ${at}: expected ${expected}, got ${got}`);
    }
    layers.push(layer);
  }
  const known = [...context.registries.contents.archived.values()].find((image) => configText(image) === text);
  return ok(known ?? createImage({ ...content, layers }));
}

/** A layer of this world keeps its digests: it is the same as long as its archive is. */
function readLayer(
  context: DaemonContext,
  archive: string,
  diffId: string,
  below: readonly ImageLayer[],
): ImageLayer | undefined {
  const known = context.registries.contents.unpacked.get(diffId);
  if (known !== undefined) {
    if (packLayer(known, below).text === archive) return known;
  }
  const files = unpackLayer(archive);
  return files === undefined ? undefined : layerFromChanges(files);
}
