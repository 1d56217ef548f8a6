/** Where overlay2 would keep layers on the disk. Simplified: nothing is there; inspect only names the directories. */
import { sha256 } from '../../base/sha256';
import { chainIds, type ImageLayer } from '../containers/images/layer';
import type { JsonObject } from './daemon';

const ROOT = '/var/lib/docker/overlay2';

function directoryOf(name: string): string {
  return `${ROOT}/${sha256(`overlay2 ${name}`)}`;
}

/** GraphDriver of an image. */
export function imageDriver(layers: readonly ImageLayer[]): JsonObject {
  const directories = chainIds(layers).map(directoryOf).reverse();
  const [own = directoryOf('scratch'), ...below] = directories;
  return driver(own, below);
}

/** GraphDriver of a container: its own directory, the one between, and the image's. */
export function containerDriver(id: string, layers: readonly ImageLayer[]): JsonObject {
  const own = directoryOf(id);
  return driver(own, [`${own}-init`, ...chainIds(layers).map(directoryOf).reverse()]);
}

function driver(own: string, below: readonly string[]): JsonObject {
  const lower = below.map((directory) => `${directory}/diff`).join(':');
  return {
    Data: {
      ...(lower === '' ? {} : { LowerDir: lower }),
      MergedDir: `${own}/merged`,
      UpperDir: `${own}/diff`,
      WorkDir: `${own}/work`,
    },
    Name: 'overlay2',
  };
}
