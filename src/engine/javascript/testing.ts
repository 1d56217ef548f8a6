/** A machine on which `node` runs, for tests: files in, what it printed out. */
import { quickJsModule } from '../../headless/quickJsModule';
import { testNodes } from '../containers/testing';
import type { Output } from '../processes/pipe';
import type { Process } from '../processes/process';
import { createNode } from './node';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined while it still runs. */
  readonly exit: number | undefined;
}

export class NodeMachine {
  readonly #world = testNodes();
  readonly #program = createNode(quickJsModule());

  get clock() {
    return this.#world.clock;
  }

  get network() {
    return this.#world.node.machine.network;
  }

  write(path: string, text: string): this {
    const { files } = this.#world.node.machine;
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
    files.write(path, text);
    return this;
  }

  /** Starts `node ...argv` in /app, in a cgroup of its own with so much memory. */
  start(argv: readonly string[], memory?: number) {
    const { machine } = this.#world.node;
    const written = { stdout: '', stderr: '' };
    const cgroup = machine.kernel.rootCgroup.child(`test-${machine.kernel.processes.length}`);
    cgroup.memoryMax = memory;
    const process = machine.kernel.spawn({
      argv: ['node', ...argv],
      program: this.#program,
      files: machine.files,
      network: machine.network,
      cgroup,
      stdout: sink((text) => {
        written.stdout += text;
      }),
      stderr: sink((text) => {
        written.stderr += text;
      }),
      workingDirectory: '/app',
      env: new Map([['NODE_VERSION', '20.20.2']]),
    });
    return { process, cgroup, written };
  }

  /** Runs it to its end, for at most so many seconds of cluster time. */
  run(argv: readonly string[], options: { readonly seconds?: number; readonly memory?: number } = {}): Ran {
    const { process, written } = this.start(argv, options.memory);
    this.let(process, options.seconds ?? 20);
    return { ...written, exit: process.exit?.code };
  }

  let(process: Process, seconds: number): void {
    const end = this.clock.now + seconds * 1000;
    while (process.exit === undefined && this.clock.runNext(end));
  }

  /** Asks a server on this machine, and waits for the answer at most a second of cluster time. */
  get(port: number, path = '/'): string {
    let answer = 'nothing';
    this.network.exchange(
      { method: 'GET', scheme: 'http', host: '127.0.0.1', port, path, headers: {}, body: '' },
      { timeout: 1000 },
      (outcome) => {
        answer = outcome.ok ? `${outcome.response.status} ${outcome.response.body}` : outcome.failure;
      },
    );
    this.clock.advance(1000);
    return answer;
  }
}

function sink(write: (text: string) => void): Output {
  return {
    full: false,
    write: (text) => {
      write(text);
      return true;
    },
    onDrain: () => () => {},
    close: () => {},
  };
}
