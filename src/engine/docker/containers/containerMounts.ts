/** What a container asks to have mounted: volumes are made, directories of the machine too, and new volumes filled. */
import { ok } from '../../../base/result';
import { normalise } from '../../files/fileSystem';
import type { MountedFiles } from '../../files/mountedFiles';
import type { ContainerCreate, MountSpec } from '../containerRequests';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter } from '../refusal';
import type { MountPoint } from './mountPoint';
import { tmpfsProblem } from './tmpfs';

const MOUNT_TYPES = ['bind', 'volume', 'tmpfs'];
const PROPAGATIONS = ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'];

/** Checks what can be seen without making anything. */
export function checkMounts(mounts: readonly MountSpec[], files: MountedFiles): Answer<void> {
  for (const mount of mounts) {
    const problem = mountProblem(mount, files);
    if (problem !== undefined) return badParameter(problem);
  }
  return ok(undefined);
}

function mountProblem(mount: MountSpec, files: MountedFiles): string | undefined {
  const { Type: type, Source: source, Target: target, mustExist } = mount;
  const config = (why: string) => `invalid mount config for type "${type}": ${why}`;
  const spec = (why: string) =>
    mustExist
      ? config(why)
      : type === 'tmpfs'
        ? why
        : `invalid volume specification: '${specOf(mount)}': ${config(why)}`;
  if (!MOUNT_TYPES.includes(type)) return config('mount type unknown');
  if (target === '' && mustExist) return config('field Target must not be empty');
  if (isAnonymous(mount)) return undefined;
  if (!target.startsWith('/')) return spec(`invalid mount path: '${target}' mount path must be absolute`);
  if (normalise(target) === '/') return spec("invalid specification: destination can't be '/'");
  if (type === 'tmpfs' && source !== '') return config('field Source must not be specified');
  if (type === 'tmpfs') return tmpfsProblem(mount.tmpfsOptions ?? '');
  if (type !== 'bind') return undefined;
  if (mount.propagation !== undefined && !PROPAGATIONS.includes(mount.propagation)) {
    return config(`invalid propagation mode: ${mount.propagation}`);
  }
  if (source === '') return config('field Source must not be empty');
  if (!source.startsWith('/')) return config(`invalid mount path: '${source}' mount path must be absolute`);
  if (mustExist && !files.stat(source).ok) return config(`bind source path does not exist: ${source}`);
  return undefined;
}

/** -v's text. */
function specOf({ Source: source, Target: target, ReadOnly: readOnly }: MountSpec): string {
  return [source, target, readOnly ? 'ro' : ''].filter((part) => part !== '').join(':');
}

/**
 * Where everything comes from: what --volumes-from brings, what was asked for, then anonymous volumes for the image's
 * VOLUMEs. Missing volumes are made, and missing directories of -v.
 */
export function makeMounts(
  context: DaemonContext,
  request: ContainerCreate,
  volumes: readonly string[],
): Answer<readonly MountPoint[]> {
  const points = new Map<string, MountPoint>();
  for (const from of request.HostConfig.VolumesFrom) {
    const [name = '', mode] = from.split(':');
    if (mode !== undefined && !/^(ro|rw|z|Z)(,(ro|rw|z|Z))*$/.test(mode)) return badParameter(`invalid mode: ${mode}`);
    const other = context.containers.find(name);
    if (!other.ok) return badParameter(other.error.message);
    for (const point of other.value.parts.mounts) {
      const readOnly = point.readOnly || mode === 'ro';
      points.set(point.destination, { ...point, readOnly, copyUp: false, anonymous: false });
    }
  }
  const asked = new Set<string>();
  for (const mount of request.HostConfig.Mounts) {
    if (isAnonymous(mount)) continue;
    const destination = normalise(mount.Target);
    if (asked.has(destination)) return badParameter(`Duplicate mount point: ${destination}`);
    asked.add(destination);
    const point = mount.Type === 'volume' ? volumePoint(context, mount) : ok(otherPoint(context, mount));
    if (!point.ok) return point;
    points.set(point.value.destination, point.value);
  }
  for (const path of volumes) {
    const destination = normalise(path);
    if (points.has(destination)) continue;
    const point = volumePoint(context, { Type: 'volume', Source: '', Target: path, ReadOnly: false, mustExist: false });
    if (!point.ok) return point;
    points.set(destination, { ...point.value, mode: '' });
  }
  return ok([...points.values()]);
}

function isAnonymous(mount: MountSpec): boolean {
  return mount.Type === 'volume' && mount.Source === '' && !mount.mustExist;
}

function volumePoint(context: DaemonContext, mount: MountSpec): Answer<MountPoint> {
  const made = context.volumes.create({ name: mount.Source });
  if (!made.ok) return made;
  const { volume, isNew } = made.value;
  if (isNew) context.events.record('volume', 'create', volume.name, { driver: 'local' });
  return ok({
    type: 'volume',
    volume: volume.name,
    source: volume.mountpoint,
    destination: normalise(mount.Target),
    readOnly: mount.ReadOnly,
    mode: mount.ReadOnly && !mount.mustExist ? 'ro' : 'z',
    hidden: false,
    copyUp: mount.noCopy !== true,
    tmpfsOptions: '',
    anonymous: mount.Source === '',
  });
}

function otherPoint(context: DaemonContext, mount: MountSpec): MountPoint {
  const { files } = context.machine;
  if (mount.Type === 'bind' && !files.stat(mount.Source).ok) {
    files.makeDirectory(mount.Source, { parents: true, owner: 'root' });
  }
  return {
    type: mount.Type === 'bind' ? 'bind' : 'tmpfs',
    volume: '',
    source: mount.Type === 'bind' ? normalise(mount.Source) : '',
    destination: normalise(mount.Target),
    readOnly: mount.ReadOnly,
    mode: mount.ReadOnly && !mount.mustExist ? 'ro' : '',
    hidden: mount.Type === 'tmpfs' && !mount.mustExist,
    copyUp: false,
    tmpfsOptions: mount.tmpfsOptions ?? '',
    anonymous: false,
  };
}
