/** The JavaScript engine of the worlds that run without a page, compiled once. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let compiled: WebAssembly.Module | undefined;

export function quickJsModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(
    readFileSync(fileURLToPath(new URL('../../src/engine/javascript/quickJs.wasm', import.meta.url))),
  );
  return compiled;
}
