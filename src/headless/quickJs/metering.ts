/**
 * Makes WebAssembly countable: every turn of every loop takes one unit of fuel, copying takes one for 256 bytes, asking
 * for memory takes twenty, and when none is left the module asks its host. So what runs in it can be stopped at the same
 * point on every machine, also in the middle of a search through a long array; looks at QuickJS's own interrupt handler
 * are too far apart for that.
 *
 * The module must import `env.host_interrupt: () -> i32`. It gets three more exported globals (i32, mutable): `fuel`;
 * `exhausted`, which is 1 once memory has been refused (a call of `JS_ThrowOutOfMemory`); and `pinned`, which is more
 * than 0 while a function is on the stack that can't be left and come back to. Those that can are told; Binaryen's
 * asyncify pass makes it so, and finds them by the names that they get here.
 */

import { parametersOf, Reader, readExports, readImports, sectionsOf, Writer } from './binary';

const SECTION = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const;
const INTEGER = 0x7f;
const REFUSAL = 'JS_ThrowOutOfMemory';
const ALLOCATIONS = ['malloc', 'calloc', 'realloc'];
const ALLOCATION = 20;

/** What the function with this index is called in the module that `metered` makes. */
export function nameOf(index: number): string {
  return `suspendable${index}`;
}

/** Functions of the module by their indexes. */
export interface Suspending {
  /** Those that will be able to suspend. */
  readonly functions: readonly number[];
  /** The one that interprets: its loops count, but don't ask. */
  readonly interpreter: number;
  /** Where it can be left: while it calls these, or what it calls indirectly. */
  readonly sites: readonly number[];
  /** What it calls for each ten thousandth jump and call, which asks for it. */
  readonly poll: number;
}

/**
 * The same module with its loops counted. Throws for modules that are made otherwise than QuickJS's is.
 */
export function metered(module: Uint8Array, suspending: Suspending): Uint8Array<ArrayBuffer> {
  const sections = sectionsOf(module);
  const find = (id: number) => new Reader(sections.find((section) => section.id === id)?.bytes ?? new Uint8Array());
  const imports = readImports(find(SECTION.import));
  const globals = find(SECTION.global).unsigned();
  const exported = readExports(find(SECTION.export));
  const parameters = parametersOf(find(SECTION.type), find(SECTION.function));
  const plan: Plan = {
    imports: imports.functions,
    interrupt: imports.interrupt,
    interruptType: imports.interruptType,
    pinnedInterrupt: imports.functions + parameters.length,
    suspending,
    suspendable: new Set(suspending.functions),
    sites: new Set(suspending.sites),
    pinned: imports.globals + globals + 2,
    fuel: imports.globals + globals,
    exhausted: imports.globals + globals + 1,
    refusal: (exported.get(REFUSAL) ?? -1) - imports.functions,
    allocations: ALLOCATIONS.map((name) => (exported.get(name) ?? -1) - imports.functions),
    parameters,
  };
  const out = new Writer();
  out.copy(module.subarray(0, 8));
  for (const { id, bytes } of sections) {
    out.byte(id);
    out.block(rewritten(id, bytes, plan));
  }
  out.byte(0);
  out.block(namesOf(suspending.functions));
  return out.bytes.slice();
}

/** The section of names, which tells those of functions that can suspend. */
function namesOf(suspendable: readonly number[]): Uint8Array {
  const names = new Writer();
  names.unsigned(suspendable.length);
  for (const index of [...suspendable].sort((one, other) => one - other)) {
    names.unsigned(index);
    names.name(nameOf(index));
  }
  const out = new Writer();
  out.name('name');
  out.byte(1);
  out.block(names.bytes);
  return out.bytes;
}

interface Plan {
  /** How many functions are the host's. */
  readonly imports: number;
  readonly interrupt: number;
  readonly interruptType: number;
  /** The added function that interrupts where nothing can suspend. */
  readonly pinnedInterrupt: number;
  readonly suspending: Suspending;
  readonly suspendable: ReadonlySet<number>;
  readonly sites: ReadonlySet<number>;
  readonly pinned: number;
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
    case SECTION.function:
      more.unsigned(plan.interruptType);
      return appended(bytes, more.bytes, 1);
    case SECTION.global:
      for (let count = 0; count < 3; count++) more.copy([INTEGER, 1, 0x41, 0, 0x0b]);
      return appended(bytes, more.bytes, 3);
    case SECTION.export:
      for (const [name, index] of [
        ['fuel', plan.fuel],
        ['exhausted', plan.exhausted],
        ['pinned', plan.pinned],
      ] as const) {
        more.name(name);
        more.byte(3);
        more.unsigned(index);
      }
      return appended(bytes, more.bytes, 3);
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
  out.unsigned(count + 1);
  for (let index = 0; index < count; index++) {
    const length = reader.unsigned();
    const body = reader.bytes.subarray(reader.at, reader.at + length);
    reader.at += length;
    out.block(rewrittenBody(new Reader(body), plan, index));
  }
  const pinned = new Writer();
  pinned.unsigned(0);
  pin(pinned, plan, PIN);
  pinned.byte(CALL);
  pinned.unsigned(plan.interrupt);
  pin(pinned, plan, UNPIN);
  pinned.byte(0x0b);
  out.block(pinned.bytes);
  return out.bytes;
}

/** pinned += 1, or -= 1. */
function pin(out: Writer, plan: Plan, operation: typeof PIN | typeof UNPIN): void {
  out.byte(0x23);
  out.unsigned(plan.pinned);
  out.copy([0x41, 1, operation, 0x24]);
  out.unsigned(plan.pinned);
}

function rewrittenBody(reader: Reader, whole: Plan, index: number): Uint8Array {
  const out = new Writer();
  const own = whole.imports + index;
  const suspendable = whole.suspendable.has(own);
  const interprets = own === whole.suspending.interpreter;
  const plan = suspendable ? whole : { ...whole, interrupt: whole.pinnedInterrupt };
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
  if (own === plan.suspending.poll) askWhenEmpty(out, plan);
  if (plan.allocations.includes(index)) take(out, plan, ALLOCATION);
  let copied = reader.at;
  while (reader.at < reader.bytes.length) {
    const start = reader.at;
    const opcode = skipInstruction(reader);
    if (opcode === LOOP) {
      out.copy(reader.bytes.subarray(copied, reader.at));
      copied = reader.at;
      if (interprets) count(out, plan, 1);
      else take(out, plan, 1);
    } else if (opcode === COPY || opcode === FILL) {
      out.copy(reader.bytes.subarray(copied, start));
      copied = start;
      takeLength(out, plan, locals);
    } else if (leadsOn(reader.bytes, start, opcode, plan, suspendable, interprets)) {
      // What suspends below this function could not come back through it.
      out.copy(reader.bytes.subarray(copied, start));
      pin(out, plan, PIN);
      out.copy(reader.bytes.subarray(start, reader.at));
      pin(out, plan, UNPIN);
      copied = reader.at;
    }
  }
  out.copy(reader.bytes.subarray(copied));
  return out.bytes;
}

/** Whether the instruction there may call what suspends, from a function that can't be left there. */
function leadsOn(
  bytes: Uint8Array,
  at: number,
  opcode: number,
  plan: Plan,
  suspendable: boolean,
  interprets: boolean,
): boolean {
  if (suspendable && !interprets) return false;
  if (opcode === CALL_INDIRECT) return !interprets;
  if (opcode !== CALL) return false;
  const reader = new Reader(bytes);
  reader.at = at + 1;
  const callee = reader.unsigned();
  if (interprets && plan.sites.has(callee)) return false;
  return plan.suspendable.has(callee) || callee < plan.imports;
}

/** fuel -= units (less than 64); if (fuel < 0) ask. */
function take(out: Writer, plan: Plan, units: number): void {
  count(out, plan, units);
  askWhenEmpty(out, plan);
}

/** fuel -= units (less than 64). */
function count(out: Writer, plan: Plan, units: number): void {
  out.byte(0x23);
  out.unsigned(plan.fuel);
  out.copy([0x41, units, 0x6b, 0x24]);
  out.unsigned(plan.fuel);
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
const CALL = 0x10;
const CALL_INDIRECT = 0x11;
const PIN = 0x6a;
const UNPIN = 0x6b;
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
