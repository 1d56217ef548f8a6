/** The JavaScript engine of the worlds that run without a page, compiled once. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { metered } from '../engine';

let compiled: WebAssembly.Module | undefined;

export function quickJsModule(): WebAssembly.Module {
  const file = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm');
  compiled ??= new WebAssembly.Module(metered(readFileSync(file)));
  return compiled;
}
