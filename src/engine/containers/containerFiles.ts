/** What a container sees as its file system: the image's layers, one of its own on top, volumes and devices mounted. */
import { DeviceFiles } from '../files/deviceFiles';
import { layerOf } from '../files/fileLayer';
import { type FileSystem, normalise } from '../files/fileSystem';
import { MapFiles } from '../files/mapFiles';
import { MemoryFiles } from '../files/memoryFiles';
import { MountedFiles } from '../files/mountedFiles';
import type { FileMount } from '../files/mountTable';
import type { Image } from './images/image';
import { mountPath } from './mountPath';
import type { Mount } from './runtime';

export interface ContainerFilesOptions {
  readonly image: Image;
  readonly now: () => number;
  readonly mounts: readonly Mount[];
  /** The pod's /etc/hosts, /etc/hostname and /etc/resolv.conf, by path. */
  readonly configuration: Readonly<Record<string, string>>;
  /** Volumes that containers of the same pod share, by name; an empty one is made where it is missing. */
  readonly shared: Map<string, FileSystem>;
}

const devices = new DeviceFiles();

/** Lowest first in the image, uppermost first in a stack of layers. */
export function containerFiles(options: ContainerFilesOptions): MountedFiles {
  const { image, now } = options;
  const configuration = layerOf(options.configuration, { modified: now() });
  const layers = [configuration, ...image.layers.map((layer) => layer.files).reverse()];
  const root = new MemoryFiles({ layers, now });
  const mounts: FileMount[] = [{ path: '/dev', files: devices }];
  for (const mount of options.mounts) {
    const path = mountPath(root, mount.mountPath);
    const files = volume(mount, options);
    const { subPath } = mount;
    if (subPath !== undefined && subPath !== '' && !files.stat(`/${subPath}`).ok) {
      files.makeDirectory(`/${subPath}`, { parents: true });
    }
    mounts.push({ path, files, readOnly: mount.readOnly, ...(subPath === undefined ? {} : { subPath }) });
    const isFile = files.stat(`/${subPath ?? ''}`);
    if (isFile.ok && isFile.value.type === 'file') root.makeDirectory(normalise(`${path}/..`), { parents: true });
    else root.makeDirectory(path, { parents: true });
  }
  return new MountedFiles(root, mounts);
}

function volume(mount: Mount, options: ContainerFilesOptions): FileSystem {
  const before = options.shared.get(mount.volume);
  if (before !== undefined) return before;
  const files =
    mount.source === 'empty'
      ? new MemoryFiles({ now: options.now, rootMode: 0o777 })
      : new MapFiles(mount.source, options.now());
  options.shared.set(mount.volume, files);
  return files;
}
