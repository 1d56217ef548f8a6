/** Secrets and configs of services that are not files of this machine. */
import type { FileNode } from '../../engine/files/fileLayer';
import type { FileTree } from '../../engine/files/fileTree';
import type { Routine } from '../../engine/processes/routine';
import { ask, ComposeFailure, type ComposeHost } from './composeHost';
import type { ComposeService } from './project';

/** Writes them into a container that has been created. */
export function* writeGrants(host: ComposeHost, service: ComposeService, container: string): Routine<void> {
  for (const grant of service.grants) {
    if (grant.file !== undefined) continue;
    if (grant.external) throw new ComposeFailure(`unsupported external ${grant.kind.slice(0, -1)} ${grant.name}`);
    if (grant.content === undefined) {
      const variable = JSON.stringify(grant.variable ?? '');
      throw new ComposeFailure(
        `environment variable ${variable} required by ${grant.kind.slice(0, -1)} ${JSON.stringify(grant.key)} is not set`,
      );
    }
    yield* ask(host, `PUT /containers/${container}/archive`, (daemon) =>
      daemon.containers.writeFiles(container, '/', treeOf(grant.target, grant.content ?? '', host.process.clock.now)),
    );
  }
}

/** One file with the directories above it. */
function treeOf(path: string, text: string, modified: number): FileTree {
  const parts = path.split('/').filter((part) => part !== '');
  const own = { modified, owner: 'root' };
  const directories = parts.slice(0, -1).map((_, at) => {
    const node: FileNode = { type: 'directory', mode: 0o755, ...own };
    return [parts.slice(0, at + 1).join('/'), node] as const;
  });
  const file: FileNode = { type: 'file', text, mode: 0o444, ...own };
  return new Map<string, FileNode>([...directories, [parts.join('/'), file]]);
}
