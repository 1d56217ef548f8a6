/** What a registry on a machine keeps in its files, laid out as the distribution registry does below its root. */
import type { Image } from '../containers/images/image';
import type { ImageLayer } from '../containers/images/layer';
import { configText, manifestText } from '../containers/images/manifest';
import type { FileSystem } from '../files/fileSystem';
import type { ContentStore } from './contentStore';
import type { RegistryStorage } from './registryStorage';

const ROOT = '/var/lib/registry/docker/registry/v2';

export class FileStorage implements RegistryStorage {
  readonly #files: FileSystem;
  readonly #contents: ContentStore;

  constructor(files: FileSystem, contents: ContentStore) {
    this.#files = files;
    this.#contents = contents;
  }

  get repositories(): readonly string[] {
    const found: string[] = [];
    const walk = (path: string) => {
      for (const name of this.#list(`${ROOT}/repositories${path}`)) {
        if (name === '_manifests') found.push(path.slice(1));
        else if (!name.startsWith('_')) walk(`${path}/${name}`);
      }
    };
    walk('');
    return found.sort();
  }

  tags(repository: string): readonly string[] | undefined {
    const listed = this.#files.list(`${placeOf(repository)}/_manifests/tags`);
    return listed.ok ? listed.value : undefined;
  }

  manifest(repository: string, reference: string): Image | undefined {
    const place = `${placeOf(repository)}/_manifests`;
    const link = reference.startsWith('sha256:')
      ? `${place}/revisions/${pathOf(reference)}/link`
      : `${place}/tags/${reference}/current/link`;
    const digest = this.#files.read(link);
    return digest.ok ? this.#contents.images.get(digest.value.trim()) : undefined;
  }

  hasBlob(repository: string, digest: string): boolean {
    return this.#files.stat(`${placeOf(repository)}/_layers/${pathOf(digest)}/link`).ok;
  }

  putBlob(repository: string, layer: ImageLayer): void {
    this.#contents.layers.set(layer.digest, layer);
    this.#data(layer.digest, `${layer.sizeBytes} bytes of a compressed layer\n`);
    this.#link(`${placeOf(repository)}/_layers/${pathOf(layer.digest)}`, layer.digest);
  }

  putManifest(repository: string, tag: string, image: Image): 'stored' | 'blob unknown' {
    if (!image.layers.every((layer) => this.hasBlob(repository, layer.digest))) return 'blob unknown';
    const place = placeOf(repository);
    this.#contents.images.set(image.digest, image);
    this.#data(image.id, configText(image));
    this.#data(image.digest, manifestText(image));
    this.#link(`${place}/_layers/${pathOf(image.id)}`, image.id);
    this.#link(`${place}/_manifests/revisions/${pathOf(image.digest)}`, image.digest);
    this.#link(`${place}/_manifests/tags/${tag}/current`, image.digest);
    this.#link(`${place}/_manifests/tags/${tag}/index/${pathOf(image.digest)}`, image.digest);
    return 'stored';
  }

  #link(directory: string, digest: string): void {
    this.#files.makeDirectory(directory, { parents: true });
    this.#files.write(`${directory}/link`, digest);
  }

  #data(digest: string, text: string): void {
    const hex = digest.slice('sha256:'.length);
    const directory = `${ROOT}/blobs/sha256/${hex.slice(0, 2)}/${hex}`;
    if (this.#files.stat(`${directory}/data`).ok) return;
    this.#files.makeDirectory(directory, { parents: true });
    this.#files.write(`${directory}/data`, text);
  }

  #list(directory: string): readonly string[] {
    const listed = this.#files.list(directory);
    return listed.ok ? listed.value : [];
  }
}

function placeOf(repository: string): string {
  return `${ROOT}/repositories/${repository}`;
}

function pathOf(digest: string): string {
  return digest.replace(':', '/');
}
