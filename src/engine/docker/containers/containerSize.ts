/** How much room a container takes. */
import { utf8Length } from '../../../base/utf8';
import type { DockerContainer } from './dockerContainer';

/** Bytes of its writable layer. */
export function writableSize(container: DockerContainer): number {
  const { changes } = container.parts.files;
  let sum = 0;
  for (const path of changes.paths) {
    const node = changes.node(path);
    if (node?.type === 'file') sum += node.size ?? utf8Length(node.text);
  }
  return sum;
}

/** With all layers of its image. */
export function rootSize(container: DockerContainer): number {
  return container.image.layers.reduce((sum, layer) => sum + layer.unpackedBytes, writableSize(container));
}
