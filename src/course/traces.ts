/** Whether a command left a trace: anything that makes the world, or a lesson's progress, other than if it had not been. */
import { equal } from '../base/equality';
import type { World } from '../engine';
import type { TraceEntry } from '../engine/trace';
import type { LessonRun } from './lessonRun';
import type { Move } from './models/moves';

const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch']);

/** Commands that only speak to servers: what others do to files, processes and the shell itself is not looked at. */
const CLIENTS = /^(?:kubectl|k|docker) [^|;&<>$`]*$/;

/** Watches a command from its making until it is asked. It would rather see a trace too many than one too few. */
export class Traces {
  readonly #run: LessonRun;
  readonly #progress: unknown;
  readonly #stops: readonly (() => void)[];
  #changed: boolean;
  /** Docker was asked for something else than an answer. */
  #asked = false;

  constructor(move: Move, { world, run }: { readonly world: World; readonly run: LessonRun }) {
    this.#changed = typeof move !== 'string' || !CLIENTS.test(move);
    this.#run = run;
    this.#progress = run.progress;
    const changed = () => {
      this.#changed = true;
    };
    this.#stops = [
      world.trace.added.subscribe((entry) => {
        if (leavesTrace(entry)) changed();
        if (entry.kind === 'act' && entry.action === 'docker-request' && !isGet(entry.detail)) this.#asked = true;
      }),
      world.laptop.files.onChange(changed),
      world.images?.onChange(changed) ?? (() => undefined),
      world.docker?.onEvent(changed) ?? (() => undefined),
    ];
  }

  /** Ends the watch. `exit`: how the command ended. What Docker refused and told nobody of was not done. */
  found(exit: number): boolean {
    for (const stop of this.#stops) stop();
    return this.#changed || (this.#asked && exit === 0) || !equal(this.#run.progress, this.#progress);
  }
}

/** Writes that were accepted, exchanges on the network, and builds, which keep what they made even where they fail. */
function leavesTrace(entry: TraceEntry): boolean {
  switch (entry.kind) {
    case 'request':
      return entry.actor === 'kubectl' && !READS.has(entry.verb) && entry.code < 400;
    case 'exchange':
      return entry.actor === 'laptop';
    case 'act':
      return entry.action === 'docker-request' && /^POST \/(?:build|session)/.test(callOf(entry.detail));
    default:
      return false;
  }
}

function isGet(detail: Detail): boolean {
  return /^(?:GET|HEAD) /.test(callOf(detail));
}

function callOf(detail: Detail): string {
  return String(detail?.['call'] ?? '');
}

type Detail = Readonly<Record<string, string | number>> | undefined;
