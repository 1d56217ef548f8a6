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
  /** The machine's files, of which some are mounted. */
  readonly machine: FileSystem;
  readonly sandbox: {
    /** The pod's /etc/hosts, /etc/hostname and /etc/resolv.conf, by path. */
    readonly configuration: Readonly<Record<string, string>>;
    /** Volumes that containers of the same pod share, by name; an empty one is made where it is missing. */
    readonly volumes: Map<string, FileSystem>;
  };
}

const devices = new DeviceFiles();

/** Lowest first in the image, uppermost first in a stack of layers. */
export function containerFiles(options: ContainerFilesOptions): MountedFiles {
  const { image, now } = options;
  const configuration = layerOf(options.sandbox.configuration, { modified: now() });
  const layers = [configuration, ...image.layers.map((layer) => layer.files).reverse()];
  const root = new MemoryFiles({ layers, now });
  const mounts: FileMount[] = [{ path: '/dev', files: devices }];
  for (const mount of options.mounts) {
    const path = mountPath(root, mount.mountPath);
    const place = placeOf(mount, options);
    const stat = place.files.stat(place.subPath);
    mounts.push({ path, readOnly: mount.readOnly, ...place });
    const isFile = stat.ok && stat.value.type === 'file';
    root.makeDirectory(isFile ? normalise(`${path}/..`) : path, { parents: true });
  }
  return new MountedFiles(root, mounts);
}

interface MountedPlace extends Pick<FileMount, 'type' | 'source' | 'files'> {
  readonly subPath: string;
}

/** What is mounted; a subPath that is not there is made as a directory. */
function placeOf(mount: Mount, options: ContainerFilesOptions): MountedPlace {
  const { source, subPath = '' } = mount;
  if (isMachinePath(source)) {
    const path = mountPath(options.machine, normalise(`${source.machinePath}/${subPath}`));
    if (!options.machine.stat(path).ok) options.machine.makeDirectory(path, { parents: true });
    return { files: options.machine, subPath: path, type: 'ext4', source: '/dev/vda1' };
  }
  // What is mounted by itself stays as it is, whatever happens to the rest of its volume.
  if (source instanceof Map && subPath !== '') {
    return { files: new MapFiles(new Map(source), options.now()), subPath: normalise(subPath), type: 'ext4' };
  }
  const files = volume(mount, options);
  const path = normalise(subPath);
  if (!files.stat(path).ok) files.makeDirectory(path, { parents: true });
  return { files, subPath: path, ...(source === 'empty' ? {} : { type: 'tmpfs', source: 'tmpfs' }) };
}

function isMachinePath(source: Mount['source']): source is { readonly machinePath: string } {
  return typeof source === 'object' && 'machinePath' in source;
}

function volume(mount: Mount, options: ContainerFilesOptions): FileSystem {
  const { source } = mount;
  if (source !== 'empty' && 'makeDirectory' in source) return source;
  const before = options.sandbox.volumes.get(mount.volume);
  if (before !== undefined) return before;
  const files =
    source instanceof Map
      ? new MapFiles(source, options.now())
      : new MemoryFiles({ now: options.now, rootMode: 0o777 });
  options.sandbox.volumes.set(mount.volume, files);
  return files;
}
