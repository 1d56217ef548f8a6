/** `docker cp` and `docker export`: files in and out of a container, whether it runs or not. */
import { ok } from '../../../base/result';
import { numbered } from '../../containers/images/layerArchive';
import { mountPath } from '../../containers/mountPath';
import { readTree, writeTree } from '../../files/copyFiles';
import { type FileSystem, normalise } from '../../files/fileSystem';
import type { FileTree } from '../../files/fileTree';
import { MountedFiles } from '../../files/mountedFiles';
import type { FileMount } from '../../files/mountTable';
import { unpackProblem } from '../../files/treeArchive';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter, failed, notFound } from '../refusal';
import { configurationOf } from './containerNetworking';
import type { DockerContainer } from './dockerContainer';

export interface FileOfContainer {
  readonly isDirectory: boolean;
  readonly isDevice: boolean;
  /** Where a link leads, all links followed; '' for anything else. */
  readonly linkTarget: string;
}

export interface FilesOfContainer {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly tree: FileTree;
}

/** Links on the way to a path are followed, one at its end only when it ends in `/` or `/.`; then its contents are meant. */
export function readFiles(context: DaemonContext, container: DockerContainer, path: string): Answer<FilesOfContainer> {
  if (path === '') return badParameter('bad parameter: pathcannot be empty');
  const files = filesOf(context, container);
  const at = placeOf(files, path);
  const stat = files.stat(at, { follow: false });
  if (!stat.ok) return noSuchFile(container, path);
  const isDirectory = stat.value.type === 'directory';
  if (!isDirectory && isWrittenAsDirectory(path)) return failed(`lstat ${path}: not a directory`);
  const whole = normalise(path);
  const name = /(^|\/)\.$/.test(path) ? '.' : whole === '/' ? '/' : whole.slice(whole.lastIndexOf('/') + 1);
  return ok({ name, isDirectory, tree: numberedTree(readTree(files, at, name), files) });
}

function isWrittenAsDirectory(path: string): boolean {
  return path.endsWith('/') || /(^|\/)\.$/.test(path);
}

function placeOf(files: FileSystem, path: string): string {
  const whole = normalise(path);
  if (whole === '/' || isWrittenAsDirectory(path)) return mountPath(files, whole);
  const slash = whole.lastIndexOf('/');
  const directory = mountPath(files, whole.slice(0, slash) || '/');
  return `${directory === '/' ? '' : directory}${whole.slice(slash)}`;
}

export function writeFiles(
  context: DaemonContext,
  container: DockerContainer,
  directory: string,
  tree: FileTree,
): Answer<void> {
  const files = filesOf(context, container);
  const stat = files.stat(normalise(directory));
  if (!stat.ok) return noSuchFile(container, directory);
  if (stat.value.type !== 'directory') return badParameter('extraction point is not a directory');
  if (container.hostConfig.ReadonlyRootfs) return failed('container rootfs is marked read-only');
  const written = writeTree(files, mountPath(files, directory), tree);
  if (written.ok) return ok(undefined);
  if (written.error.code === 'EROFS') return failed('mounted volume is marked read-only');
  return failed(unpackProblem(written.error, tree, directory));
}

export function statFile(context: DaemonContext, container: DockerContainer, path: string): Answer<FileOfContainer> {
  const files = filesOf(context, container);
  const at = placeOf(files, path);
  const stat = files.stat(at, { follow: false });
  if (!stat.ok) return noSuchFile(container, path);
  const { type, device, target } = stat.value;
  if (type !== 'directory' && isWrittenAsDirectory(path)) return noSuchFile(container, path);
  const linkTarget = target === undefined ? '' : mountPath(files, at);
  return ok({ isDirectory: type === 'directory', isDevice: device !== undefined, linkTarget });
}

/** Everything in it but what is mounted. */
export function exportFiles(container: DockerContainer): FileTree {
  const { files } = container.parts;
  return numberedTree(readTree(files, '/', ''), files);
}

/** Archives of Docker number owners: names mean something else on another machine. */
function numberedTree(tree: FileTree, files: FileSystem): FileTree {
  return new Map([...tree].map(([path, node]) => [path, numbered(node, files)] as const));
}

/**
 * Its files with volumes and the files that Docker makes for it (/etc/hosts), whether it runs or not; what is mounted only
 * while it runs (tmpfs, /proc) is not there.
 */
function filesOf(context: DaemonContext, container: DockerContainer): FileSystem {
  const { files, mounts } = container.parts;
  const machine = context.machine.files;
  const volumes = mounts.flatMap((mount): FileMount[] =>
    mount.type === 'tmpfs'
      ? []
      : [
          {
            path: mountPath(files, mount.destination),
            files: machine,
            subPath: mountPath(machine, mount.source),
            readOnly: mount.readOnly,
          },
        ],
  );
  const configuration = configurationOf(context, container).mounts.filter(
    ({ files: own, subPath = '' }) => own.stat(subPath).ok,
  );
  return new MountedFiles(files, [...configuration, ...volumes]);
}

function noSuchFile(container: DockerContainer, path: string): Answer<never> {
  return notFound(`Could not find the file ${path} in container ${container.name}`);
}
