/** What the cluster's nodes have of images, for the page: noticed when it changes, and told at most once a batch. */
import { keepSame } from '../../base/keepSame';
import type { World } from '../../engine';
import type { ImageStore } from '../../engine/containers/imageStore';
import { describeImages } from './describeImages';
import type { DockerImage, DockerLayer } from './dockerView';

export interface NodeImages {
  readonly node: string;
  /** Each once, those of a pull that is on among them. */
  readonly layers: readonly DockerLayer[];
  readonly images: readonly DockerImage[];
}

/** The images of more nodes than these are nowhere drawn. */
const MOST_NODES = 24;

interface Watched {
  readonly store: ImageStore;
  readonly leave: () => void;
  dirty: boolean;
  told: NodeImages;
}

export class NodeImagesViewer {
  readonly #world: World;
  readonly #watched = new Map<string, Watched>();
  #view: readonly NodeImages[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** What there is, when it is not what it was at the last call. */
  take(): readonly NodeImages[] | undefined {
    const before = this.#view;
    return this.all() === before ? undefined : this.#view;
  }

  /** What there is, for a page that knows nothing yet. */
  all(): readonly NodeImages[] {
    const nodes = this.#world.life.nodes.slice(0, MOST_NODES).map(({ profile }) => profile.name);
    for (const [node, { leave }] of this.#watched) {
      if (nodes.includes(node)) continue;
      leave();
      this.#watched.delete(node);
    }
    this.#view = keepSame(
      this.#view,
      nodes.flatMap((node) => this.#look(node) ?? []),
    );
    return this.#view;
  }

  /** A node without power tells nothing. */
  #look(node: string): NodeImages | undefined {
    const store = this.#world.imagesOn(node);
    let watched = this.#watched.get(node);
    if (store === undefined) return undefined;
    if (watched?.store !== store) {
      watched?.leave();
      const fresh: Watched = {
        store,
        dirty: true,
        told: { node, layers: [], images: [] },
        leave: store.onChange(() => {
          fresh.dirty = true;
        }),
      };
      watched = fresh;
      this.#watched.set(node, watched);
    }
    if (watched.dirty) {
      const { layers, images } = describeImages(store);
      watched.told = { node, layers, images };
      watched.dirty = false;
    }
    return watched.told;
  }
}
