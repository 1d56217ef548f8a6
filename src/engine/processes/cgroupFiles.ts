/** What is mounted at /sys/fs/cgroup: the tree of cgroups from one on, as directories with control files. */
import { fail, ok, type Result } from '../../base/result';
import type { FileError, FileErrorCode, FileSystem } from '../files/fileSystem';
import { normalise } from '../files/fileSystem';
import type { SeenByViewer, Viewer } from '../files/viewer';
import { VirtualFiles, type VirtualNode } from '../files/virtualFiles';
import type { Cgroup } from './cgroup';
import { type ControlContext, controlFile, controlFileNames } from './cgroupControls';
import type { Kernel } from './kernel';
import type { Process } from './process';
import { ProcessViewer } from './processViewer';

export class CgroupFiles extends VirtualFiles implements SeenByViewer {
  readonly #kernel: Kernel;
  readonly #root: Cgroup;
  readonly #writer: Process | undefined;

  /** Shows `root` and what is below it; PIDs are those of the reader's PID namespace, else the kernel's. */
  constructor(kernel: Kernel, root: Cgroup, writer?: Process) {
    super();
    this.#kernel = kernel;
    this.#root = root;
    this.#writer = writer;
  }

  protected get now(): number {
    return this.#kernel.clock.now;
  }

  seenBy(viewer: Viewer): FileSystem {
    return viewer instanceof ProcessViewer ? new CgroupFiles(this.#kernel, this.#root, viewer.process) : this;
  }

  override makeDirectory(path: string): Result<void, FileError> {
    const { group, rest } = this.#find(path);
    const [name, ...others] = rest;
    if (name === undefined) return fail({ code: 'EEXIST', path });
    if (others.length > 0) return fail({ code: 'ENOENT', path });
    group.make(name);
    return ok(undefined);
  }

  /** A group goes with its control files. */
  override remove(path: string): Result<void, FileError> {
    const { group, rest } = this.#find(path);
    if (rest.length > 0) return fail({ code: this.node(normalise(path)) === undefined ? 'ENOENT' : 'EPERM', path });
    return group !== this.#root && group.remove() ? ok(undefined) : fail({ code: 'EBUSY', path });
  }

  protected node(path: string): VirtualNode | FileErrorCode | undefined {
    const { group, rest } = this.#find(path);
    const [name, ...others] = rest;
    if (name === undefined) return { type: 'directory', mode: 0o755, names: () => this.#names(group) };
    return others.length > 0 ? undefined : controlFile(this.#context(group), name);
  }

  #names(group: Cgroup): readonly string[] {
    return [...controlFileNames(this.#context(group)), ...group.children.map((child) => child.name)];
  }

  #context(group: Cgroup): ControlContext {
    return { group, kernel: this.#writer?.kernel ?? this.#kernel, writer: this.#writer, root: this.#kernel.rootCgroup };
  }

  /** The group that a path leads to, and what is left of the path. */
  #find(path: string): { readonly group: Cgroup; readonly rest: readonly string[] } {
    let group = this.#root;
    const parts = normalise(path)
      .split('/')
      .filter((part) => part !== '');
    for (const [at, part] of parts.entries()) {
      const child = group.find(part);
      if (child === undefined) return { group, rest: parts.slice(at) };
      group = child;
    }
    return { group, rest: [] };
  }
}
