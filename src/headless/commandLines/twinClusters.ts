/** Two equal clusters, one for a real kubectl and one for ours: the same command lines must say and do the same. */
import type { World } from '../../engine';
import { HOME } from '../../shell';
import { RealLaptop } from '../realKubectl';
import { canonicaliser } from '../recordings/canonical';
import type { StepResult } from '../session';
import { files } from './cluster';
import { clusterState } from './clusterState';
import type { CommandLine } from './commandLine';
import { preparedWorld } from './preparedWorld';

/** How long a line may take: of the wall clock for the real client, of cluster time for ours. */
const REAL_LIMIT = 20_000;
const OWN_LIMIT = 60_000;
const GIVEN = Object.entries(files).flat().join('\n');

export interface LineDifference {
  readonly line: string;
  readonly real: string;
  readonly own: string;
}

export class TwinClusters {
  readonly #laptop: RealLaptop;
  #real: World | undefined;
  #own: ReturnType<typeof preparedWorld> | undefined;

  constructor(kubectl: string) {
    this.#laptop = new RealLaptop(kubectl);
  }

  /** Makes both clusters anew. */
  async reset(): Promise<void> {
    this.#real = preparedWorld().world;
    this.#own = preparedWorld();
    await this.#laptop.connect(this.#real, files);
  }

  /** What differs after a line: in what it prints, how it ends, and what the clusters hold then. */
  async compare({ line }: CommandLine): Promise<LineDifference | undefined> {
    const [world, own] = [this.#real, this.#own];
    if (world === undefined || own === undefined) throw new Error('reset first');
    const [real, ours] = [await this.#laptop.run(line, REAL_LIMIT), own.shell.run(line, { timeout: OWN_LIMIT })];
    world.clock.rest();
    own.world.clock.rest();
    const [before, after] = [
      [...clusterState(world), this.#laptop.read('other.config')],
      [...clusterState(own.world), readFile(own.world, 'other.config')],
    ];
    const [first, second] = [shown(real, line), shown(ours, line)];
    const states = [missing(before, after), missing(after, before)] as const;
    if (first === second && states[0] === states[1]) return undefined;
    return { line, real: first + states[0], own: second + states[1] };
  }

  close(): Promise<void> {
    return this.#laptop.close();
  }
}

function shown(step: StepResult, command: string): string {
  const canonical = canonicaliser(GIVEN + command, false);
  const [out, errors] = [step.stdout, step.stderr].map((text) => withoutHelp(canonical(text, command)));
  return `exit ${step.exit}\n${out}\n--\n${errors}\n`;
}

/** Help is in words of our own. */
function withoutHelp(text: string): string {
  if (/^Client Version: /m.test(text)) return text.replace(/(?<=^Client Version: v1\.32\.)\d+/m, '<n>');
  return text.replace(/^.*\n(?:.*\n)*Usage:\n {2}kubectl .*\n(?:.*\n)*Use "kubectl .*$/m, '<help>');
}

function readFile(world: World, path: string): string {
  const read = world.laptop.files.read(`${HOME}/${path}`);
  return read.ok ? read.value : '';
}

/** What one cluster holds and the other does not. */
function missing(here: readonly string[], there: readonly string[]): string {
  const others = new Set(there);
  return here
    .filter((line) => !others.has(line))
    .map((line) => `== ${line}\n`)
    .join('');
}
