/** QuickJS's C functions, and texts to and from the isolate's memory. */
import { decodeUtf8, encodeUtf8 } from '../../base/utf8';
import type { Call, Ending, Exports, Functions } from './quickJsTypes';

/** Thrown through WebAssembly. */
export class Ended extends Error {
  readonly kind: Ending;

  constructor(kind: Ending) {
    super(kind);
    this.kind = kind;
  }
}

export abstract class QuickJsFunctions {
  protected abstract readonly exports: Functions & Exports;

  protected property(object: number, name: string): number {
    const text = this.write(name);
    const value = this.c('qjs_get_prop_string', object, text.at);
    this.c('wasm_free', text.at);
    return value;
  }

  protected newText(text: string): number {
    const { at, length } = this.write(text);
    const value = this.c('qjs_new_string', at, length);
    this.c('wasm_free', at);
    return value;
  }

  protected text(value: number): string {
    const place = this.c('wasm_malloc', 4);
    const at = this.c('qjs_get_string_len', value, place);
    if (at === 0) return '';
    const length = this.view().getUint32(place, true);
    const text = decodeUtf8(new Uint8Array(this.exports.memory.buffer, at, length));
    this.c('qjs_free_cstring', at);
    this.c('wasm_free', place);
    return text;
  }

  protected write(text: string): { readonly at: number; readonly length: number } {
    const bytes = encodeUtf8(text);
    const at = this.c('wasm_malloc', bytes.length + 1);
    if (at === 0) throw new Ended('out of memory');
    const memory = new Uint8Array(this.exports.memory.buffer);
    memory.set(bytes, at);
    memory[at + bytes.length] = 0;
    return { at, length: bytes.length };
  }

  protected view(): DataView {
    return new DataView(this.exports.memory.buffer);
  }

  protected c(name: string, ...values: number[]): number {
    return (this.exports[name] as Call)(...values);
  }
}
