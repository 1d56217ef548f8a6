/** Runs sed's commands over lines. */
import type { Routine } from '../../engine/processes/routine';
import type { SedCommand } from './sedScript';
import type { LineReader } from './tool';

/** A script that jumps for ever is given up after so many commands on one line. */
const ENDLESS = 100_000;

export class SedEditor {
  /** The exit status that `q` gave. */
  status = 0;
  readonly #commands: readonly SedCommand[];
  readonly #quiet: boolean;
  /** Commands whose range of lines has begun and not ended. */
  readonly #active = new Set<SedCommand>();
  #reader: LineReader;
  #print: (text: string) => Routine<void>;
  #hold = '';
  #space = '';
  #lineEnd = '\n';
  #next: string | undefined;
  #number = 0;
  #after = '';
  #at = 0;
  #replaced = false;
  #deleted = false;
  #quit = false;

  constructor(
    commands: readonly SedCommand[],
    quiet: boolean,
    reader: LineReader,
    print: (text: string) => Routine<void>,
  ) {
    this.#commands = commands;
    this.#quiet = quiet;
    this.#reader = reader;
    this.#print = print;
  }

  /** True when `q` ended it early: the rest of the lines has not been read. */
  *run(): Routine<boolean> {
    this.#next = yield* this.#reader.next();
    while (this.#next !== undefined) {
      yield* this.#advance();
      yield* this.#cycle();
      if (!this.#deleted && !this.#quiet) {
        const needsEnd = this.#after !== '' || this.#next !== undefined;
        yield* this.#print(this.#space + (needsEnd ? this.#lineEnd || '\n' : this.#lineEnd));
      }
      if (this.#after !== '') yield* this.#print(this.#after);
      if (!this.#quit) continue;
      if (this.#next !== undefined) this.#reader.giveBack(this.#next);
      return true;
    }
    return false;
  }

  /** Takes the next line into the pattern space. */
  *#advance(): Routine<void> {
    const line = this.#next ?? '';
    this.#next = yield* this.#reader.next();
    this.#number++;
    this.#lineEnd = line.endsWith('\n') ? '\n' : '';
    this.#space = line.replace(/\n$/, '');
  }

  *#cycle(): Routine<void> {
    this.#after = '';
    this.#at = 0;
    this.#replaced = false;
    this.#deleted = false;
    for (let steps = 0; this.#at < this.#commands.length && !this.#deleted && !this.#quit; steps++) {
      if (steps > ENDLESS) {
        this.#quit = true;
        return;
      }
      const command = this.#commands[this.#at++] as SedCommand;
      if (this.#selects(command)) yield* this.#perform(command);
      else if (command.name === '{') this.#at = command.jump ?? this.#at;
    }
  }

  *#perform(command: SedCommand): Routine<void> {
    switch (command.name) {
      case 's':
        return yield* this.#substitute(command);
      case 'p':
        return yield* this.#print(`${this.#space}\n`);
      case 'P':
        return yield* this.#print(`${this.#space.split('\n')[0]}\n`);
      case '=':
        return yield* this.#print(`${this.#number}\n`);
      case 'l':
        return yield* this.#print(`${JSON.stringify(this.#space).slice(1, -1)}$\n`);
      case 'i':
        return yield* this.#print(`${command.text}\n`);
      case 'c':
        if (!this.#active.has(command)) yield* this.#print(`${command.text}\n`);
        this.#deleted = true;
        return;
      case 'n':
      case 'N':
        return yield* this.#readMore(command.name);
      default:
        this.#change(command);
    }
  }

  /** The commands that only change what is held. */
  #change(command: SedCommand): void {
    switch (command.name) {
      case 'y':
        this.#space = [...this.#space].map((character) => command.table?.get(character) ?? character).join('');
        break;
      case 'd':
        this.#deleted = true;
        break;
      case 'D':
        this.#deleteFirst();
        break;
      case 'q':
      case 'Q':
        this.#quit = true;
        this.#deleted = command.name === 'Q';
        this.status = command.code ?? 0;
        break;
      case 'a':
        this.#after += `${command.text}\n`;
        break;
      case 'h':
        this.#hold = this.#space;
        break;
      case 'H':
        this.#hold += `\n${this.#space}`;
        break;
      case 'g':
        this.#space = this.#hold;
        break;
      case 'G':
        this.#space += `\n${this.#hold}`;
        break;
      case 'x':
        [this.#space, this.#hold] = [this.#hold, this.#space];
        break;
      case 'b':
        this.#at = command.jump ?? this.#commands.length;
        break;
      case 't':
        if (this.#replaced) this.#at = command.jump ?? this.#commands.length;
        this.#replaced = false;
        break;
    }
  }

  /** `D`: what is left of the pattern space is looked at again, as if it were the next line. */
  #deleteFirst(): void {
    const cut = this.#space.indexOf('\n');
    this.#deleted = true;
    if (cut < 0) return;
    if (this.#next !== undefined) this.#reader.giveBack(this.#next);
    this.#next = `${this.#space.slice(cut + 1)}${this.#lineEnd}`;
  }

  *#readMore(name: 'n' | 'N'): Routine<void> {
    if (this.#next === undefined) {
      this.#quit = true;
      if (name === 'N' && this.#quiet) this.#deleted = true;
      return;
    }
    const before = this.#space;
    if (name === 'n' && !this.#quiet) yield* this.#print(before + this.#lineEnd);
    yield* this.#advance();
    if (name === 'N') this.#space = `${before}\n${this.#space}`;
  }

  *#substitute(command: SedCommand): Routine<void> {
    const { expression, replacement, occurrence = 1, global = false } = command;
    if (expression === undefined || replacement === undefined) return;
    let count = 0;
    let changed = false;
    const flags = `g${expression.flags.replace('g', '')}`;
    const result = this.#space.replace(new RegExp(expression.source, flags), (...found) => {
      count++;
      if (count < occurrence || (count > occurrence && !global)) return found[0] as string;
      changed = true;
      // behind the groups stand the place and the whole text
      const groups = found.slice(
        0,
        found.findIndex((part) => typeof part === 'number'),
      );
      return replacement(groups as string[]);
    });
    if (!changed) return;
    this.#space = result;
    this.#replaced = true;
    if (command.printed === true) yield* this.#print(`${this.#space}\n`);
  }

  #selects(command: SedCommand): boolean {
    return this.#inRange(command) !== command.negated;
  }

  #inRange(command: SedCommand): boolean {
    const { from, to, step } = command;
    if (step !== undefined) {
      const [first, every] = step;
      if (every === 0) return this.#number === first;
      return this.#number >= first && (this.#number - first) % every === 0;
    }
    if (from === undefined) return true;
    if (to === undefined) return this.#matches(from);
    if (this.#active.has(command)) {
      const ends = typeof to === 'number' ? this.#number >= to : this.#matches(to);
      if (ends) this.#active.delete(command);
      return typeof to !== 'number' || this.#number <= to;
    }
    if (!this.#matches(from)) return false;
    if (!(typeof to === 'number' && to <= this.#number)) this.#active.add(command);
    return true;
  }

  #matches(address: NonNullable<SedCommand['from']>): boolean {
    if (address === '$') return this.#next === undefined;
    return typeof address === 'number' ? address === this.#number : address.test(this.#space);
  }
}
