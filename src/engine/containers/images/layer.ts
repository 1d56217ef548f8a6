/** Layers of images: files with the digests that name them. */
import { Sha256, sha256 } from '../../../base/sha256';
import { utf8Length } from '../../../base/utf8';
import { FileLayer, type FileNode, type LayerContents, layerOf, type ReadonlyFileLayer } from '../../files/fileLayer';
import { linkedApplets } from '../../processes/busybox';

export interface ImageLayer {
  /** `sha256:...` of the content, unpacked: what an image's configuration lists. The same content has the same. */
  readonly diffId: string;
  /** `sha256:...` of the compressed blob: what manifests list and registries keep. */
  readonly digest: string;
  /** What travels over the network, in bytes (compressed). */
  readonly sizeBytes: number;
  /** What it takes on a disk, in bytes. */
  readonly unpackedBytes: number;
  readonly files: ReadonlyFileLayer;
}

/** How well binaries and libraries are compressed: what the catalogue's layers take on disk follows from what travels. */
const UNPACKED = 2.6;

/** When the files of the catalogue's layers were written: 2024-11-12. */
const BUILT_AT = 1_731_369_600_000;

export interface CatalogueLayer extends ImageLayer {
  /** The instruction that made it, for the histories of the images that it is part of. */
  readonly createdBy: string;
}

/**
 * A layer of the catalogue. Its digests follow from `name`: two layers of the same name are the same layer. Its files
 * are made when somebody looks at them.
 */
export function imageLayer(
  name: string,
  sizeBytes: number,
  contents: LayerContents | (() => LayerContents),
  options: { readonly createdBy?: string; readonly unpackedBytes?: number } = {},
): CatalogueLayer {
  return new NamedLayer(name, sizeBytes, contents, options);
}

class NamedLayer implements CatalogueLayer {
  readonly sizeBytes: number;
  readonly unpackedBytes: number;
  readonly createdBy: string;
  readonly #name: string;
  readonly #contents: LayerContents | (() => LayerContents);
  #diffId: string | undefined;
  #digest: string | undefined;
  #files: ReadonlyFileLayer | undefined;

  constructor(
    name: string,
    sizeBytes: number,
    contents: LayerContents | (() => LayerContents),
    options: { readonly createdBy?: string; readonly unpackedBytes?: number },
  ) {
    this.#name = name;
    this.sizeBytes = sizeBytes;
    this.unpackedBytes = options.unpackedBytes ?? Math.round(sizeBytes * UNPACKED);
    this.createdBy = options.createdBy ?? `RUN /bin/sh -c install ${name} # buildkit`;
    this.#contents = contents;
  }

  get diffId(): string {
    this.#diffId ??= digestOf(`content of ${this.#name}`);
    return this.#diffId;
  }

  get digest(): string {
    this.#digest ??= digestOf(`blob of ${this.#name}`);
    return this.#digest;
  }

  get files(): ReadonlyFileLayer {
    this.#files ??= layerOf(typeof this.#contents === 'function' ? this.#contents() : this.#contents, {
      modified: BUILT_AT,
    });
    return this.#files;
  }
}

/**
 * A layer out of changes to files: what a step of a build or `docker commit` adds. It keeps a copy, so that the changes
 * may go on. Its digests are those of its content: paths, types, modes, owners, targets, texts and whiteouts. Simplified:
 * times don't count, so that the same step made twice gives the same layer.
 */
export function layerFromChanges(changes: ReadonlyFileLayer): ImageLayer {
  return new ContentLayer(copyOf(changes));
}

class ContentLayer implements ImageLayer {
  readonly unpackedBytes: number;
  readonly sizeBytes: number;
  readonly files: ReadonlyFileLayer;
  #diffId: string | undefined;
  #digest: string | undefined;

  constructor(files: ReadonlyFileLayer) {
    this.files = files;
    const { bytes, compressed } = measure(files);
    this.unpackedBytes = bytes;
    this.sizeBytes = compressed;
  }

  get diffId(): string {
    this.#diffId ??= contentDigest(this.files);
    return this.#diffId;
  }

  get digest(): string {
    this.#digest ??= digestOf(`compressed ${this.diffId}`);
    return this.#digest;
  }
}

function copyOf(layer: ReadonlyFileLayer): FileLayer {
  const copy = new FileLayer();
  for (const path of layer.paths) {
    const node = layer.node(path);
    if (node !== undefined) copy.put(path, node);
  }
  for (const path of layer.hiddenPaths) copy.hide(path);
  return copy;
}

/** The digest of a layer's canonical form: its entries in the order of their paths. */
function contentDigest(layer: ReadonlyFileLayer): string {
  const hash = new Sha256();
  const paths = new Set([...layer.paths, ...layer.hiddenPaths]);
  const hidden = new Set(layer.hiddenPaths);
  for (const path of [...paths].sort()) {
    const node = layer.node(path);
    if (hidden.has(path)) hash.text(`hidden ${path}\0`);
    if (node !== undefined) hash.text(`${path}\0`).text(canonicalNode(node));
  }
  return `sha256:${hash.hex()}`;
}

function canonicalNode(node: FileNode): string {
  const common = `${node.mode.toString(8)} ${node.owner} ${node.group ?? ''}`;
  if (node.type === 'directory') return `directory ${common}${node.opaque === true ? ' opaque' : ''}\0`;
  if (node.type === 'link') return `link ${common}\0${node.target}\0`;
  return `file ${common} ${node.text.length} ${node.size ?? ''}\0${node.text}`;
}

/** A tar archive's header, and about what is left of it when it is compressed. */
const HEADER = 512;
const SQUEEZED_HEADER = 48;

function measure(layer: ReadonlyFileLayer): { bytes: number; compressed: number } {
  let bytes = 0;
  let compressed = 2 * SQUEEZED_HEADER;
  const nodes = [...layer.paths].flatMap((path): [string, FileNode][] => {
    const node = layer.node(path);
    return node === undefined ? [] : [[path, node]];
  });
  const links = linkedApplets(nodes);
  for (const [path, node] of nodes) {
    const size = node.type === 'file' && !links.has(path) ? (node.size ?? utf8Length(node.text)) : 0;
    bytes += size;
    compressed += SQUEEZED_HEADER + Math.ceil(size > HEADER ? size * 0.4 : size * 0.7);
  }
  return { bytes, compressed };
}

/**
 * What names a layer together with all those beneath it, lowest first: its own content's digest when it is the lowest,
 * else a digest of the chain so far. Docker keeps layers on a machine by these.
 */
export function chainIds(layers: readonly ImageLayer[]): readonly string[] {
  const known = chains.get(layers);
  if (known !== undefined) return known;
  const chain: string[] = [];
  for (const layer of layers) {
    const below = chain.at(-1);
    chain.push(below === undefined ? layer.diffId : chainIdOn(below, layer));
  }
  chains.set(layers, chain);
  return chain;
}

/** Each layer's by what is beneath it: every image that is pulled asks again. */
const onOthers = new WeakMap<ImageLayer, Map<string, string>>();

function chainIdOn(below: string, layer: ImageLayer): string {
  const known = onOthers.get(layer) ?? new Map<string, string>();
  onOthers.set(layer, known);
  const id = known.get(below) ?? digestOf(`${below} ${layer.diffId}`);
  known.set(below, id);
  return id;
}

const chains = new WeakMap<readonly ImageLayer[], readonly string[]>();

/** `sha256:...` of a text. */
export function digestOf(text: string): string {
  return `sha256:${sha256(text)}`;
}
