/** WebAssembly's binary format, as far as it is read and written here. */

export interface Section {
  readonly id: number;
  readonly bytes: Uint8Array;
}

export function sectionsOf(module: Uint8Array): readonly Section[] {
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

export function readImports(reader: Reader): {
  functions: number;
  globals: number;
  interrupt: number;
  interruptType: number;
} {
  let functions = 0;
  let globals = 0;
  let interrupt = -1;
  let interruptType = -1;
  for (let count = reader.unsigned(); count > 0; count--) {
    reader.name();
    const name = reader.name();
    const kind = reader.byte();
    if (kind === 0) {
      const type = reader.unsigned();
      if (name === 'host_interrupt') {
        interrupt = functions;
        interruptType = type;
      }
      functions++;
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
  return { functions, globals, interrupt, interruptType };
}

export function readExports(reader: Reader): ReadonlyMap<string, number> {
  const functions = new Map<string, number>();
  for (let count = reader.unsigned(); count > 0; count--) {
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.unsigned();
    if (kind === 0) functions.set(name, index);
  }
  return functions;
}

export function parametersOf(types: Reader, functions: Reader): readonly number[] {
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

export class Reader {
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

export class Writer {
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
