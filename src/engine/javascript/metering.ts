/**
 * Makes WebAssembly countable: every turn of every loop takes one unit of fuel, copying takes one for 256 bytes, asking
 * for memory takes twenty, and when none is left the module asks its host. So what runs in it can be ended at the same
 * point on every machine, also in the middle of a search through a long array; looks at QuickJS's own interrupt handler
 * are too far apart for that.
 *
 * The module must import `env.host_interrupt: () -> i32`. It gets two more exported globals (i32, mutable): `fuel`, and
 * `exhausted`, which is 1 once memory has been refused (a call of `JS_ThrowOutOfMemory`).
 */

const SECTION = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const;
const INTEGER = 0x7f;
const REFUSAL = 'JS_ThrowOutOfMemory';
const ALLOCATIONS = ['malloc', 'calloc', 'realloc'];
const ALLOCATION = 20;

interface Section {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** The same module with its loops counted. Throws for modules that are made otherwise than QuickJS's is. */
export function metered(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const sections = sectionsOf(module);
  const find = (id: number) => new Reader(sections.find((section) => section.id === id)?.bytes ?? new Uint8Array());
  const imports = readImports(find(SECTION.import));
  const globals = find(SECTION.global).unsigned();
  const exported = readExports(find(SECTION.export));
  const plan: Plan = {
    interrupt: imports.interrupt,
    fuel: imports.globals + globals,
    exhausted: imports.globals + globals + 1,
    refusal: (exported.get(REFUSAL) ?? -1) - imports.functions,
    allocations: ALLOCATIONS.map((name) => (exported.get(name) ?? -1) - imports.functions),
    parameters: parametersOf(find(SECTION.type), find(SECTION.function)),
  };
  const out = new Writer();
  out.copy(module.subarray(0, 8));
  for (const { id, bytes } of sections) {
    out.byte(id);
    out.block(rewritten(id, bytes, plan));
  }
  return out.bytes.slice();
}

interface Plan {
  readonly interrupt: number;
  readonly fuel: number;
  readonly exhausted: number;
  /** Which of the module's own functions refuses memory. */
  readonly refusal: number;
  /** And which give it. */
  readonly allocations: readonly number[];
  /** How many parameters each of the module's own functions has. */
  readonly parameters: readonly number[];
}

function rewritten(id: number, bytes: Uint8Array, plan: Plan): Uint8Array {
  const more = new Writer();
  switch (id) {
    case SECTION.global:
      for (let count = 0; count < 2; count++) more.copy([INTEGER, 1, 0x41, 0, 0x0b]);
      return appended(bytes, more.bytes, 2);
    case SECTION.export:
      more.name('fuel');
      more.byte(3);
      more.unsigned(plan.fuel);
      more.name('exhausted');
      more.byte(3);
      more.unsigned(plan.exhausted);
      return appended(bytes, more.bytes, 2);
    case SECTION.code:
      return rewrittenCode(new Reader(bytes), plan);
    default:
      return bytes;
  }
}

/** A vector with more items at its end. */
function appended(bytes: Uint8Array, more: Uint8Array, count: number): Uint8Array {
  const reader = new Reader(bytes);
  const out = new Writer();
  out.unsigned(reader.unsigned() + count);
  out.copy(bytes.subarray(reader.at));
  out.copy(more);
  return out.bytes;
}

function rewrittenCode(reader: Reader, plan: Plan): Uint8Array {
  const out = new Writer();
  const count = reader.unsigned();
  out.unsigned(count);
  for (let index = 0; index < count; index++) {
    const length = reader.unsigned();
    const body = reader.bytes.subarray(reader.at, reader.at + length);
    reader.at += length;
    out.block(rewrittenBody(new Reader(body), plan, index));
  }
  return out.bytes;
}

function rewrittenBody(reader: Reader, plan: Plan, index: number): Uint8Array {
  const out = new Writer();
  const groups = reader.unsigned();
  const began = reader.at;
  let locals = plan.parameters[index] ?? 0;
  for (let group = 0; group < groups; group++) {
    locals += reader.unsigned();
    reader.at++;
  }
  // One more local, to look at lengths with.
  out.unsigned(groups + 1);
  out.copy(reader.bytes.subarray(began, reader.at));
  out.copy([1, INTEGER]);
  if (index === plan.refusal) {
    out.copy([0x41, 1, 0x24]);
    out.unsigned(plan.exhausted);
    ask(out, plan);
  }
  if (plan.allocations.includes(index)) take(out, plan, ALLOCATION);
  let copied = reader.at;
  while (reader.at < reader.bytes.length) {
    const start = reader.at;
    const opcode = skipInstruction(reader);
    if (opcode === LOOP) {
      out.copy(reader.bytes.subarray(copied, reader.at));
      copied = reader.at;
      take(out, plan, 1);
    } else if (opcode === COPY || opcode === FILL) {
      out.copy(reader.bytes.subarray(copied, start));
      copied = start;
      takeLength(out, plan, locals);
    }
  }
  out.copy(reader.bytes.subarray(copied));
  return out.bytes;
}

/** fuel -= units (less than 64); if (fuel < 0) ask. */
function take(out: Writer, plan: Plan, units: number): void {
  out.byte(0x23);
  out.unsigned(plan.fuel);
  out.copy([0x41, units, 0x6b, 0x24]);
  out.unsigned(plan.fuel);
  askWhenEmpty(out, plan);
}

/** fuel -= length >> 8, where the length is on the stack and stays there. */
function takeLength(out: Writer, plan: Plan, local: number): void {
  out.byte(0x22);
  out.unsigned(local);
  out.byte(0x23);
  out.unsigned(plan.fuel);
  out.byte(0x20);
  out.unsigned(local);
  out.copy([0x41, 8, 0x76, 0x6b, 0x24]);
  out.unsigned(plan.fuel);
}

function askWhenEmpty(out: Writer, plan: Plan): void {
  out.byte(0x23);
  out.unsigned(plan.fuel);
  out.copy([0x41, 0, 0x48, 0x04, 0x40]);
  ask(out, plan);
  out.byte(0x0b);
}

function ask(out: Writer, plan: Plan): void {
  out.byte(0x10);
  out.unsigned(plan.interrupt);
  out.byte(0x1a);
}

const LOOP = 0x03;
/** memory.copy and memory.fill, which have a prefix. */
const COPY = 0xfc0a;
const FILL = 0xfc0b;

/** Reads over one instruction and tells its code. */
function skipInstruction(reader: Reader): number {
  const opcode = reader.byte();
  // Numbers, comparisons, sign extension; those with nothing behind them.
  if (opcode >= 0x45 && opcode <= 0xc4) return opcode;
  // Loads and stores: alignment and offset.
  if (opcode >= 0x28 && opcode <= 0x3e) return reader.skip(opcode, 2);
  switch (opcode) {
    case 0x00:
    case 0x01:
    case 0x05:
    case 0x0b:
    case 0x0f:
    case 0x1a:
    case 0x1b:
    case 0xd1:
      return opcode;
    case 0x0e:
      return reader.skip(opcode, reader.unsigned() + 1);
    case 0x11:
      return reader.skip(opcode, 2);
    case 0x43:
      reader.at += 4;
      return opcode;
    case 0x44:
      reader.at += 8;
      return opcode;
    case 0xfc:
      return skipPrefixed(reader);
    // Blocks, branches, calls, variables, constants, memory.size, memory.grow: one number.
    case 0x02:
    case LOOP:
    case 0x04:
    case 0x0c:
    case 0x0d:
    case 0x10:
    case 0x20:
    case 0x21:
    case 0x22:
    case 0x23:
    case 0x24:
    case 0x25:
    case 0x26:
    case 0x3f:
    case 0x40:
    case 0x41:
    case 0x42:
    case 0xd0:
    case 0xd2:
      return reader.skip(opcode, 1);
    default:
      throw new Error(`WebAssembly instruction 0x${opcode.toString(16)} is not known here`);
  }
}

function skipPrefixed(reader: Reader): number {
  const opcode = reader.unsigned();
  const numbers = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1][opcode];
  if (numbers === undefined) throw new Error(`WebAssembly instruction 0xfc ${opcode} is not known here`);
  return reader.skip(0xfc00 + opcode, numbers);
}

function sectionsOf(module: Uint8Array): readonly Section[] {
  const reader = new Reader(module);
  reader.at = 8;
  const sections: Section[] = [];
  while (reader.at < module.length) {
    const id = reader.byte();
    const length = reader.unsigned();
    sections.push({ id, bytes: module.subarray(reader.at, reader.at + length) });
    reader.at += length;
  }
  return sections;
}

function readImports(reader: Reader): { functions: number; globals: number; interrupt: number } {
  let functions = 0;
  let globals = 0;
  let interrupt = -1;
  for (let count = reader.unsigned(); count > 0; count--) {
    reader.name();
    const name = reader.name();
    const kind = reader.byte();
    if (kind === 0) {
      if (name === 'host_interrupt') interrupt = functions;
      functions++;
      reader.unsigned();
    } else if (kind === 3) {
      globals++;
      reader.at += 2;
    } else {
      if (kind === 1) reader.byte();
      if (reader.byte() === 1) reader.unsigned();
      reader.unsigned();
    }
  }
  if (interrupt < 0) throw new Error('the module has no host_interrupt');
  return { functions, globals, interrupt };
}

function readExports(reader: Reader): ReadonlyMap<string, number> {
  const functions = new Map<string, number>();
  for (let count = reader.unsigned(); count > 0; count--) {
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.unsigned();
    if (kind === 0) functions.set(name, index);
  }
  return functions;
}

function parametersOf(types: Reader, functions: Reader): readonly number[] {
  const parameters: number[] = [];
  for (let count = types.unsigned(); count > 0; count--) {
    if (types.byte() !== 0x60) throw new Error('a type of WebAssembly is not known here');
    const length = types.unsigned();
    types.at += length;
    parameters.push(length);
    const results = types.unsigned();
    types.at += results;
  }
  return Array.from({ length: functions.unsigned() }, () => parameters[functions.unsigned()] ?? 0);
}

class Reader {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  name(): string {
    const length = this.unsigned();
    this.at += length;
    return String.fromCharCode(...this.bytes.subarray(this.at - length, this.at));
  }

  /** Reads over so many numbers, signed or not; gives back what it is given. */
  skip(opcode: number, numbers: number): number {
    for (let count = numbers; count > 0; count--) while (this.byte() >= 0x80);
    return opcode;
  }
}

class Writer {
  #bytes = new Uint8Array(1024);
  #length = 0;

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  unsigned(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
  }

  copy(bytes: Uint8Array | readonly number[]): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** With its length before it. */
  block(bytes: Uint8Array): void {
    this.unsigned(bytes.length);
    this.copy(bytes);
  }

  name(text: string): void {
    this.unsigned(text.length);
    this.copy([...text].map((letter) => letter.charCodeAt(0)));
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more));
    grown.set(this.bytes);
    this.#bytes = grown;
  }
}
