/** A laptop without a cluster, for the shell's tests, and a screen that shows what a terminal would. */
import { Random } from '../base/random';
import type { ApiServer } from '../engine/client/door';
import { Clock } from '../engine/clock';
import { createLaptop } from '../engine/containers/machines/createLaptop';
import { Fabric } from '../engine/network/fabric';
import { referenceProfile } from '../engine/profiles/reference';
import { Trace } from '../engine/trace';
import { programs } from './catalogue';
import { prepareHome } from './home';
import type { PageServices, ShellWorld } from './laptop';
import { splitCharacters, widthOf } from './lineEditor/width';
import { LaptopShell } from './runSession';
import type { LineResult } from './session';
import { createTerminal } from './terminal';

/** 5 January 2026, 09:00 UTC. */
const START = 1_767_603_600_000;

/** An API server that is switched off. */
const nobody: ApiServer = {
  handle: () => ({ code: 0, body: '' }),
  ask: (_request, _caller, answered) => answered({ code: 0, body: '' }),
  watch: () => ({ ok: false, error: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code: 0 } }),
  connect: () => ({ ok: false, error: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code: 0 } }),
};

/** A laptop with a prepared home and nothing else in the world. */
export function testWorld(seed = 1, laptopUser?: 'root'): ShellWorld & { readonly fabric: Fabric } {
  const clock = new Clock(START);
  const trace = new Trace(clock);
  const random = new Random(seed);
  const fabric = new Fabric({ clock, trace, random, nodeNetwork: referenceProfile.nodeNetwork });
  const laptop = createLaptop({ clock, random, fabric, programs });
  prepareHome(laptop, referenceProfile);
  const profile = laptopUser === undefined ? referenceProfile : { ...referenceProfile, laptopUser };
  return { profile, clock, trace, api: nobody, laptop, fabric };
}

/** Runs lines in one shell without a terminal, as learner or as root. */
export function testShell(files: Readonly<Record<string, string>> = {}, user?: 'root'): (line: string) => LineResult {
  const world = testWorld(1, user);
  for (const [path, text] of Object.entries(files)) {
    const whole = `/home/learner/${path}`;
    world.laptop.files.makeDirectory(whole.slice(0, whole.lastIndexOf('/')), { parents: true });
    world.laptop.files.write(whole, text);
  }
  const shell = new LaptopShell(world);
  return (line) => shell.run(line, { timeout: 60_000 });
}

export interface TestTerminal {
  readonly world: ShellWorld;
  /** Types keys and lets half a second pass. */
  type(keys: string): void;
  /** The rows that are not empty, without blanks at their ends. */
  rows(): string[];
  /** The cursor: row and column, from 0. */
  cursor(): readonly [number, number];
  readonly closed: boolean;
}

/** A terminal with a screen of the given size, on a laptop of its own unless there is one. */
export function testTerminal(
  options: PageServices & { world?: ShellWorld; columns?: number; rows?: number } = {},
): TestTerminal {
  const world = options.world ?? testWorld();
  const { columns = 80, rows = 24, editor, browser } = options;
  const screen = new TestScreen(columns);
  let closed = false;
  const terminal = createTerminal({
    world,
    columns,
    rows,
    onOutput: (data) => screen.write(data),
    onClose: () => {
      closed = true;
    },
    ...(editor === undefined ? {} : { editor }),
    ...(browser === undefined ? {} : { browser }),
  });
  world.clock.advance(500);
  return {
    world,
    type(keys) {
      terminal.input(keys);
      world.clock.advance(500);
    },
    rows: () => screen.text(),
    cursor: () => [screen.row, screen.column],
    get closed() {
      return closed;
    },
  };
}

/** Understands as much of a terminal's language as the shell speaks. */
class TestScreen {
  row = 0;
  column = 0;
  readonly #columns: number;
  #lines: string[][] = [[]];
  /** The cursor stands behind the last column: the next character wraps. */
  #waiting = false;

  constructor(columns: number) {
    this.#columns = columns;
  }

  text(): string[] {
    return this.#lines.map((cells) => cells.join('').trimEnd()).filter((line) => line !== '');
  }

  write(data: string): void {
    let rest = data;
    while (rest !== '') {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with it
      const sequence = /^\u001b\[([?0-9;]*)([A-Za-z])/.exec(rest);
      if (sequence !== null) {
        this.#control(sequence[1] ?? '', sequence[2] ?? '');
        rest = rest.slice(sequence[0].length);
        continue;
      }
      const [character = ''] = splitCharacters(rest.slice(0, 8));
      this.#put(character);
      rest = rest.slice(character.length);
    }
  }

  #control(numbers: string, letter: string): void {
    const count = Number(numbers || 1);
    if (/[ABCDH]/.test(letter)) this.#waiting = false;
    if (letter === 'A') this.row = Math.max(0, this.row - count);
    else if (letter === 'B') this.row += count;
    else if (letter === 'C') this.column = Math.min(this.#columns - 1, this.column + count);
    else if (letter === 'H') [this.row, this.column] = [0, 0];
    else if (letter === 'K') this.#line().length = Math.min(this.#line().length, this.column);
    else if (letter === 'J' && numbers === '2') this.#lines = [[]];
    else if (letter === 'J') {
      this.#lines.length = this.row + 1;
      this.#line().length = this.column;
    }
  }

  #line(): string[] {
    while (this.#lines.length <= this.row) this.#lines.push([]);
    return this.#lines[this.row] as string[];
  }

  #put(character: string): void {
    if (character === '\r') this.column = 0;
    else if (character === '\n') {
      this.row++;
      this.column = 0;
    } else if (character === '\b') this.column = Math.max(0, this.column - 1);
    else if (character >= ' ') this.#print(character);
    if (character < ' ') this.#waiting = false;
  }

  #print(character: string): void {
    const width = widthOf(character);
    if (this.#waiting || this.column + width > this.#columns) {
      this.row++;
      this.column = 0;
    }
    const line = this.#line();
    while (line.length < this.column) line.push(' ');
    line[this.column] = character;
    if (width === 2) line[this.column + 1] = '';
    this.column += width;
    this.#waiting = this.column === this.#columns;
    if (this.#waiting) this.column = this.#columns - 1;
  }
}
