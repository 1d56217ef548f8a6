/** `docker cp` and `docker export`: files in and out of a container, whether it runs or not. */
import { ok } from '../../../base/result';
import { mountPath } from '../../containers/mountPath';
import { readTree, writeTree } from '../../files/copyFiles';
import { describeFileError, type FileSystem, normalise } from '../../files/fileSystem';
import type { FileTree } from '../../files/fileTree';
import { MountedFiles } from '../../files/mountedFiles';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter, failed, notFound } from '../refusal';
import type { DockerContainer } from './dockerContainer';

export interface FilesOfContainer {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly tree: FileTree;
}

export function readFiles(context: DaemonContext, container: DockerContainer, path: string): Answer<FilesOfContainer> {
  const files = filesOf(context, container);
  const at = normalise(path);
  const stat = files.stat(at, { follow: path.endsWith('/') || path.endsWith('/.') });
  if (!stat.ok) return noSuchFile(container, path);
  const real = path.endsWith('/') || path.endsWith('/.') ? mountPath(files, at) : at;
  const name = at === '/' ? '' : at.slice(at.lastIndexOf('/') + 1);
  const isDirectory = stat.value.type === 'directory';
  return ok({ name, isDirectory, tree: readTree(files, real, name) });
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
  return failed(`Error processing tar file(exit status 1): ${describeFileError(written.error).toLowerCase()}`);
}

export function statFile(
  context: DaemonContext,
  container: DockerContainer,
  path: string,
): Answer<{ readonly isDirectory: boolean; readonly linkTarget: string }> {
  const files = filesOf(context, container);
  const stat = files.stat(normalise(path), { follow: path.endsWith('/') });
  if (!stat.ok) return noSuchFile(container, path);
  return ok({ isDirectory: stat.value.type === 'directory', linkTarget: stat.value.target ?? '' });
}

/** Everything in it but what is mounted. */
export function exportFiles(container: DockerContainer): FileTree {
  return readTree(container.parts.files, '/', '');
}

/** As the container sees them; a stopped one's with its volumes mounted. */
function filesOf(context: DaemonContext, container: DockerContainer): FileSystem {
  const running = container.container.place?.files;
  if (running !== undefined) return running;
  const { files, mounts } = container.parts;
  const machine = context.machine.files;
  return new MountedFiles(
    files,
    mounts.flatMap((mount) =>
      mount.type === 'tmpfs'
        ? []
        : [{ path: mountPath(files, mount.destination), files: machine, subPath: mountPath(machine, mount.source) }],
    ),
  );
}

function noSuchFile(container: DockerContainer, path: string): Answer<never> {
  return notFound(`Could not find the file ${path} in container ${container.name}`);
}
