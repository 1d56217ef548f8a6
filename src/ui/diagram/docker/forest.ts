/** The images of a host as what they are made of: layers standing on layers, each once, however many images share it. */
import type { DockerImage, DockerLayer } from '../../../store/docker/dockerView';

/** Layers on top of one another that nothing else stands between, and the images that end at the uppermost. */
export interface Block {
  /** The chain ID of its lowest layer: it stays while more is put on top. */
  readonly key: string;
  /** Lowest first; none for an image without layers. */
  readonly layers: readonly DockerLayer[];
  readonly images: readonly DockerImage[];
  readonly above: readonly Block[];
}

/** Trees of layers, from the ground up. A layer beyond the bounds of the view is left out with all above it. */
export function growForest(images: readonly DockerImage[], layers: readonly DockerLayer[]): readonly Block[] {
  const known = new Set(layers.map(({ chainId }) => chainId));
  const standingOn = new Map<string, DockerLayer[]>();
  for (const layer of layers) {
    if (layer.below !== '' && !known.has(layer.below)) continue;
    const others = standingOn.get(layer.below);
    if (others === undefined) standingOn.set(layer.below, [layer]);
    else others.push(layer);
  }
  const ending = new Map<string, DockerImage[]>();
  for (const image of images) {
    const top = image.layers.at(-1) ?? image.id;
    ending.set(top, [...(ending.get(top) ?? []), image]);
  }
  const above = (below: string): Block[] => (standingOn.get(below) ?? []).map(grow);
  const grow = (lowest: DockerLayer): Block => {
    const stack = [lowest];
    let top = lowest;
    for (;;) {
      const next = standingOn.get(top.chainId) ?? [];
      const [only] = next;
      if (ending.has(top.chainId) || next.length !== 1 || only === undefined) break;
      stack.push(only);
      top = only;
    }
    const here = ending.get(top.chainId) ?? [];
    return { key: lowest.chainId, layers: stack, images: here, above: above(top.chainId) };
  };
  const bare = images
    .filter((image) => image.layers.length === 0)
    .map((image): Block => ({ key: image.id, layers: [], images: [image], above: [] }));
  return [...above(''), ...bare];
}

/** How many stand side by side at its top. */
export function widthOf(block: Block): number {
  return Math.max(
    1,
    block.above.reduce((sum, one) => sum + widthOf(one), 0),
  );
}

/** Every image that a block carries, its own first. */
export function carriedBy(block: Block): readonly DockerImage[] {
  return [...block.images, ...block.above.flatMap(carriedBy)];
}
