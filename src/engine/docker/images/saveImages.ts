/**
 * `docker save`: images as an archive in the layout of the Open Container Initiative (blobs by their digests, an index),
 * with the lists that older Docker reads (manifest.json, repositories). Simplified: the digest in a layer's name is the
 * one that the image lists, not one of the bytes that stand there (see the layers' own digests).
 */
import { familiarName, parseDockerReference } from '../../../base/imageReference';
import { ok } from '../../../base/result';
import { formatNanoTime } from '../../../base/time';
import { utf8Length } from '../../../base/utf8';
import type { ImageStore, StoredImage } from '../../containers/imageStore';
import { emptyConfig, type Image } from '../../containers/images/image';
import { chainIds, digestOf } from '../../containers/images/layer';
import { packLayer } from '../../containers/images/layerArchive';
import { configText } from '../../containers/images/manifest';
import { type ArchiveEntry, archiveSize, writeArchive } from '../../files/tarArchive';
import type { Answer, SavedImages } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { notFound } from '../refusal';
import { recordImage } from './imageEvents';
import { configJson } from './inspectImage';

const OCI = 'application/vnd.oci.image';
const LAYER_TYPE = `${OCI}.layer.v1.tar`;

interface Wanted {
  readonly image: Image;
  /** In full. */
  readonly names: Set<string>;
}

export function saveImages(context: DaemonContext, references: readonly string[]): Answer<SavedImages> {
  const wanted = new Map<string, Wanted>();
  for (const reference of references) {
    const found = imagesOf(context.images.store, reference);
    if (found.length === 0) return notFound(`No such image: ${reference}`);
    for (const { image, names } of found) {
      const entry = wanted.get(image.id) ?? { image, names: new Set() };
      wanted.set(image.id, entry);
      for (const name of names) entry.names.add(name);
      recordImage(context, 'save', image.id, reference);
    }
  }
  const writer = new ArchiveWriter(context);
  for (const { image, names } of wanted.values()) writer.add(image, [...names]);
  return ok(writer.result());
}

/** A repository without a tag means all of its images; an ID means one, without its names. */
function imagesOf(store: ImageStore, reference: string): readonly Pick<StoredImage, 'image' | 'names'>[] {
  const stored = store.find(reference);
  const id = stored?.image.id ?? '';
  if (stored !== undefined && (id.startsWith(reference) || id.startsWith(`sha256:${reference}`))) {
    return [{ image: stored.image, names: [] }];
  }
  const named = parseDockerReference(reference);
  if (!named.ok) return [];
  const { full, repository, tagged, digest } = named.value;
  if (tagged || digest !== undefined) {
    return stored === undefined ? [] : [{ image: stored.image, names: stored.names.filter((name) => name === full) }];
  }
  return store.images.flatMap(({ image, names }) => {
    const own = names.filter((name) => name.startsWith(`${repository}:`));
    return own.length === 0 ? [] : [{ image, names: own }];
  });
}

interface Descriptor {
  readonly mediaType: string;
  readonly size: number;
  readonly digest: string;
}

class ArchiveWriter {
  readonly #context: DaemonContext;
  readonly #blobs = new Map<string, ArchiveEntry>();
  readonly #manifests: object[] = [];
  readonly #list: object[] = [];
  readonly #repositories = new Map<string, Record<string, string>>();

  constructor(context: DaemonContext) {
    this.#context = context;
  }

  add(image: Image, names: readonly string[]): void {
    const { contents } = this.#context.registries;
    contents.archived.set(image.id, image);
    const config = this.#text(configText(image), image.created);
    const layers = this.#layers(image);
    const manifest = this.#text(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: `${OCI}.manifest.v1+json`,
        config: { mediaType: `${OCI}.config.v1+json`, digest: config.digest, size: config.size },
        layers: layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
      }),
      0,
    );
    const described = { mediaType: `${OCI}.manifest.v1+json`, ...manifest };
    if (names.length === 0) this.#manifests.push(described);
    for (const name of names) {
      const tag = name.slice(name.lastIndexOf(':') + 1);
      const annotations = { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': tag };
      this.#manifests.push({ ...described, annotations });
    }
    this.#list.push({
      Config: blobPath(config.digest),
      RepoTags: names.length === 0 ? null : names.map(familiarName),
      Layers: layers.map(({ digest }) => blobPath(digest)),
      LayerSources: Object.fromEntries(layers.map((layer) => [layer.digest, layer])),
    });
    const top = layers.at(-1)?.digest.slice('sha256:'.length) ?? '';
    for (const name of names.map(familiarName)) {
      const colon = name.lastIndexOf(':');
      const repository = name.slice(0, colon);
      const tags = this.#repositories.get(repository) ?? {};
      this.#repositories.set(repository, { ...tags, [name.slice(colon + 1)]: top });
    }
  }

  result(): SavedImages {
    const directory = { type: 'directory', mode: 0o755, modified: this.#context.clock.now, ...COMMON } as const;
    const lists: [string, string][] = [
      [
        'index.json',
        JSON.stringify({ schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests: this.#manifests }),
      ],
      ['manifest.json', `${JSON.stringify(this.#list)}\n`],
      ['oci-layout', '{"imageLayoutVersion": "1.0.0"}'],
    ];
    const repositories = Object.fromEntries([...this.#repositories].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (this.#repositories.size > 0) lists.push(['repositories', `${JSON.stringify(repositories)}\n`]);
    const entries: ArchiveEntry[] = [
      { ...directory, name: 'blobs/' },
      { ...directory, name: 'blobs/sha256/' },
      ...[...this.#blobs.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      ...lists.map(([name, text]): ArchiveEntry => ({ ...COMMON, type: 'file', mode: 0o644, modified: 0, name, text })),
    ];
    return { archive: writeArchive(entries), size: archiveSize(entries) };
  }

  /** Layers with what the format before Docker 1.10 said of each; the last says what the image does. */
  #layers(image: Image): readonly Descriptor[] {
    const chain = chainIds(image.layers);
    return image.layers.map((layer, at) => {
      const { text, size } = packLayer(layer, image.layers.slice(0, at));
      this.#context.registries.contents.unpacked.set(layer.diffId, layer);
      this.#put(layer.diffId, text, image.created, size);
      const last = at === image.layers.length - 1;
      const parent = at === 0 ? {} : { parent: oldId(chain[at - 1] ?? '') };
      this.#text(JSON.stringify(oldDescription(image, { id: oldId(chain[at] ?? ''), ...parent }, last)), image.created);
      return { mediaType: LAYER_TYPE, size, digest: layer.diffId };
    });
  }

  #text(text: string, modified: number): { readonly digest: string; readonly size: number } {
    const digest = digestOf(text);
    this.#put(digest, text, modified);
    return { digest, size: utf8Length(text) };
  }

  #put(digest: string, text: string, modified: number, size?: number): void {
    const counted = size === undefined || size === utf8Length(text) ? {} : { size };
    const name = blobPath(digest);
    this.#blobs.set(digest, { ...COMMON, type: 'file', mode: 0o644, modified, name, text, ...counted });
  }
}

const COMMON = { owner: '0', text: '', target: '' } as const;

function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function oldId(chainId: string): string {
  return digestOf(`v1 ${chainId}`).slice('sha256:'.length);
}

function oldDescription(image: Image, ids: { readonly id: string; readonly parent?: string }, last: boolean): object {
  return {
    ...ids,
    created: last ? formatNanoTime(image.created) : '1970-01-01T00:00:00Z',
    container_config: configJson(emptyConfig, false),
    ...(last ? { config: configJson(image.config, false), architecture: image.architecture } : {}),
    os: image.os,
  };
}
