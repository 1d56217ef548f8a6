/**
 * Makes the JavaScript engine of containers (src/engine/javascript/quickJs.wasm) of quickjs-wasi's: its work is counted,
 * and it can be left in the middle of a computation and come back to. Run by hand when that package or src/headless/quickJs
 * changes: `node src/headless/start.mjs makeQuickJs`. It fetches Binaryen, which nothing else needs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, print, suspendingInterpreter } from './quickJs/interpreter';
import { metered, nameOf } from './quickJs/metering';
import { suspending } from './quickJs/suspendable';

const BINARYEN = 'binaryen@130.0.0';
const TARGET = 'src/engine/javascript/quickJs.wasm';
const FEATURES = [
  'bulk-memory',
  'bulk-memory-opt',
  'mutable-globals',
  'nontrapping-float-to-int',
  'sign-ext',
  'multivalue',
  'reference-types',
  'call-indirect-overlong',
];

const original = readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));
const place = mkdtempSync(join(tmpdir(), 'quickjs-'));
const at = (name: string) => join(place, name);
const binaryen = (...words: readonly string[]) =>
  execFileSync(
    'npx',
    ['--yes', '--package', BINARYEN, 'wasm-opt', ...words, ...FEATURES.map((name) => `--enable-${name}`)],
    { stdio: 'inherit' },
  );
try {
  writeFileSync(at('metered.wasm'), metered(original, suspending));
  binaryen(at('metered.wasm'), '-S', '-o', at('metered.wat'));
  const names = suspending.functions.map(nameOf).join(',');
  binaryen(
    at('metered.wasm'),
    '--optimize-level=2',
    '--asyncify',
    '--pass-arg=asyncify-imports@env.host_interrupt',
    `--pass-arg=asyncify-onlylist@${names}`,
    '-S',
    '-o',
    at('asyncify.wat'),
  );
  const before = readFileSync(at('metered.wat'), 'utf8');
  const after = readFileSync(at('asyncify.wat'), 'utf8');
  const interpreter = `$${nameOf(suspending.interpreter)}`;
  const pinned = /\(export "pinned" \(global (\S+?)\)\)/.exec(after)?.[1] ?? '';
  const made = suspendingInterpreter(parse(textOf(before, interpreter)), {
    interpreter,
    sites: suspending.sites.map((index) => `$${nameOf(index)}`),
    poll: `$${nameOf(suspending.poll)}`,
    state: '$__asyncify_state',
    data: '$__asyncify_data',
    pinned,
  });
  writeFileSync(
    at('made.wat'),
    after.replace(textOf(after, interpreter), () => print(made)),
  );
  binaryen(at('made.wat'), '--strip-debug', '-o', TARGET);
} finally {
  if (process.env['KEEP'] === undefined) rmSync(place, { recursive: true });
  else process.stderr.write(`${place}\n`);
}

/** A function's text. */
function textOf(module: string, name: string): string {
  const start = module.indexOf(` (func ${name} `);
  const end = module.indexOf('\n )\n', start);
  if (start < 0 || end < 0) throw new Error(`${name} is missing`);
  return module.slice(start, end + 3);
}
