/** An image on top of another: what `docker commit` and every step of a build make. */
import type { ReadonlyFileLayer } from '../../files/fileLayer';
import { createImage, emptyConfig, type HistoryEntry, type Image, type ImageConfig } from './image';
import { type ImageLayer, layerFromChanges } from './layer';

export interface Derivation {
  /** undefined: from nothing (`FROM scratch`). */
  readonly base: Image | undefined;
  /** Files that changed, a layer that is there already, or neither: then only the configuration changes. */
  readonly changes?: ReadonlyFileLayer | undefined;
  readonly layer?: ImageLayer | undefined;
  /** What differs from the base's configuration. */
  readonly config?: Partial<ImageConfig>;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** The entry of its history: `COPY app.js /app.js # buildkit`. */
  readonly createdBy: string;
  readonly comment?: string;
  readonly author?: string;
  /** The base becomes its parent, which the machine keeps (classic builder and commit). */
  readonly keepsParent?: boolean;
}

/** Makes the image; nothing is stored. Without changes it has the base's layers, the same objects. */
export function deriveImage(derivation: Derivation): Image {
  const { base, changes, created, createdBy } = derivation;
  const layer = derivation.layer ?? (changes === undefined ? undefined : layerFromChanges(changes));
  const comment = derivation.comment ?? '';
  const author = derivation.author ?? base?.author ?? '';
  const entry: HistoryEntry = { created, createdBy, emptyLayer: layer === undefined, comment, author };
  return createImage({
    config: { ...(base?.config ?? emptyConfig), ...derivation.config },
    layers: [...(base?.layers ?? []), ...(layer === undefined ? [] : [layer])],
    history: [...(base?.history ?? []), entry],
    created,
    author,
    comment,
    architecture: base?.architecture ?? 'amd64',
    os: base?.os ?? 'linux',
    ...(derivation.keepsParent === true && base !== undefined ? { parent: base.id } : {}),
    ...(base?.generic === true ? { generic: true } : {}),
  });
}
