/** A container of a pod: what the kubelet asked for, in the namespaces of its sandbox. */
import type { Result } from '../../base/result';
import { normalise } from '../files/fileSystem';
import { MemoryFiles } from '../files/memoryFiles';
import type { MountedFiles } from '../files/mountedFiles';
import { CONTAINER_CAPABILITIES } from '../processes/capabilities';
import type { Cgroup } from '../processes/cgroup';
import { type Signal, signalNumbers } from '../processes/process';
import { Container, type ContainerCommand, type ContainerParts } from './container';
import { type Image, stopSignalOf } from './images/image';
import { lastWords, TERMINATION_FILE } from './lastWords';
import type { LaunchError } from './launch';
import type { PodSandbox } from './podSandbox';
import type { ContainerOptions, ContainerStatus } from './runtime';

export interface PodContainerParts extends Pick<ContainerParts, 'id' | 'kernel'> {
  readonly options: ContainerOptions;
  readonly image: Image;
  /** As status.containerStatuses[].imageID shows it. */
  readonly imageId: string;
  readonly files: MountedFiles;
  readonly sandbox: PodSandbox;
  readonly onExit: () => void;
}

export class PodContainer {
  readonly container: Container;
  readonly parts: PodContainerParts;
  readonly #words: MemoryFiles;
  #lastWords = '';
  #failure: { readonly reason: string; readonly message: string } | undefined;

  constructor(parts: PodContainerParts) {
    this.parts = parts;
    const { id, kernel, options, onExit } = parts;
    this.#words = new MemoryFiles({ now: () => kernel.clock.now });
    if (options.terminationMessage !== undefined) mountWords(parts.files, options.terminationMessage.path, this.#words);
    if (options.readOnlyRoot === true) parts.files.remount('/', (root) => ({ ...root, readOnly: true }));
    const ended = () => {
      this.#lastWords = lastWords(options, this.#words, this.container);
      onExit();
    };
    this.container = new Container({ id, kernel, tty: options.tty, stdin: options.stdin, onExit: ended });
  }

  get name(): string {
    return this.parts.options.name;
  }

  get stopSignal(): Signal {
    return stopSignalOf(this.parts.image.config);
  }

  /** Its command line: as in Kubernetes, a command replaces the image's entrypoint and drops its default arguments. */
  get command(): ContainerCommand {
    const { options, image, sandbox } = this.parts;
    const { entrypoint, command, user, workingDirectory } = image.config;
    const args = options.arguments.length > 0 ? options.arguments : command;
    const argv = options.command.length > 0 ? [...options.command, ...options.arguments] : [...entrypoint, ...args];
    const env = new Map<string, string>(image.config.env);
    env.set('HOSTNAME', sandbox.options.hostname);
    if (options.tty) env.set('TERM', 'xterm');
    for (const [name, value] of options.env) env.set(name, value);
    return {
      argv,
      env,
      workingDirectory: options.workingDirectory || workingDirectory || '/',
      user: options.user ?? user,
      capabilities: options.privileged === true ? undefined : (options.capabilities ?? CONTAINER_CAPABILITIES),
      generic: image.generic === true,
    };
  }

  get status(): ContainerStatus {
    const { id, options, imageId } = this.parts;
    const { container } = this;
    const { state, startedAt, finishedAt, exitCode, exitSignal, oomKilled } = container;
    const reason = oomKilled ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error';
    return {
      id,
      name: options.name,
      state,
      image: options.image,
      imageId,
      createdAt: container.createdAt,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(finishedAt === undefined ? {} : { finishedAt }),
      ...(state === 'exited' ? { exitCode, reason } : {}),
      ...(state === 'exited' && this.#lastWords !== '' ? { message: this.#lastWords } : {}),
      ...(exitSignal === undefined ? {} : { signal: signalNumbers[exitSignal] }),
      ...(this.#failure ?? {}),
    };
  }

  /** Runs its command; runc's reason when that can't be. */
  start(cgroup: Cgroup, target: PodContainer | undefined): Result<void, LaunchError> {
    const { options, files, sandbox } = this.parts;
    const { memoryLimitBytes, cpuLimitMillis } = options;
    const own = cgroup.child(cgroupName(this.parts.id, sandbox.scheme));
    own.memoryMax = memoryLimitBytes;
    own.cpuMax = cpuLimitMillis === undefined ? undefined : cpuLimitMillis / 1000;
    const { network } = sandbox;
    const { uts, ipc } = sandbox.namespaces;
    this.#lastWords = '';
    const { hostname } = sandbox.options;
    const pid = target?.container.place?.pid ?? sandbox.sharedPids;
    const place = {
      files,
      network,
      cgroup: own,
      hostname,
      uts,
      ipc,
      parent: sandbox.shim,
      ...(pid === undefined ? {} : { pid }),
    };
    const started = this.container.start(this.command, place);
    if (!started.ok) own.remove();
    return started;
  }

  /** It never ran: the runtime refused to start it. */
  failed(code: number, reason: string, message: string): void {
    this.container.failed(code);
    this.#failure = { reason, message };
  }
}

/** Mounts the file that a container may leave a word in; what isn't there on the way is made. */
function mountWords(files: MountedFiles, path: string, words: MemoryFiles): void {
  words.write(TERMINATION_FILE, '', { mode: 0o666 });
  files.makeDirectory(normalise(`${path}/..`), { parents: true });
  if (!files.stat(path).ok) files.write(path, '');
  files.mount({
    path: normalise(path),
    files: words,
    subPath: TERMINATION_FILE.slice(1),
    type: 'ext4',
    source: '/dev/vda1',
  });
}

/** As systemd names it for the two kinds of runtimes. */
export function cgroupName(id: string, scheme: string): string {
  return `${scheme === 'docker://' ? 'docker' : 'cri-containerd'}-${id}.scope`;
}
