/** What is mounted at /proc: the processes of one PID namespace, and what the kernel says of the machine. */
import type { FileErrorCode, FileSystem } from '../files/fileSystem';
import type { SeenByViewer, Viewer } from '../files/viewer';
import { VirtualFiles, type VirtualNode } from '../files/virtualFiles';
import type { Kernel } from './kernel';
import type { Process } from './process';
import { ProcessViewer } from './processViewer';
import { machineFile, machineFileNames } from './procMachine';
import { processNames, processNode } from './procProcess';

export class ProcFiles extends VirtualFiles implements SeenByViewer {
  readonly kernel: Kernel;
  readonly #reader: Process | undefined;

  /** Shows the processes of that PID namespace; `reader` is who /proc/self stands for. */
  constructor(kernel: Kernel, reader?: Process) {
    super();
    this.kernel = kernel;
    this.#reader = reader;
  }

  protected get now(): number {
    return this.kernel.clock.now;
  }

  seenBy(viewer: Viewer): FileSystem {
    return viewer instanceof ProcessViewer ? new ProcFiles(this.kernel, viewer.process) : this;
  }

  protected node(path: string): VirtualNode | FileErrorCode | undefined {
    const [name = '', ...rest] = path.split('/').slice(1);
    if (name === '') return { type: 'directory', names: () => this.#names() };
    if (/^\d+$/.test(name)) return this.#process(Number(name), rest);
    const self = this.#self;
    if (name === 'self' || name === 'thread-self')
      return rest.length === 0 && self !== undefined ? { type: 'link', target: String(self) } : undefined;
    return machineFile(this.kernel, [name, ...rest], this.#reader);
  }

  get #self(): number | undefined {
    return this.#reader === undefined ? undefined : this.kernel.pidOf(this.#reader);
  }

  #names(): readonly string[] {
    const pids = this.kernel.everyProcess.map((process) => String(this.kernel.pidOf(process)));
    return [...pids, 'self', ...machineFileNames];
  }

  #process(pid: number, rest: readonly string[]): VirtualNode | FileErrorCode | undefined {
    const process = this.kernel.find(pid);
    if (process === undefined) return undefined;
    if (rest.length > 0) return processNode({ kernel: this.kernel, process, pid, reader: this.#reader }, rest);
    const owner = String(process.machineUser);
    return { type: 'directory', owner, names: () => processNames };
  }
}
