/**
 * Starts a program of this floor (`start.mjs main prove ...`): puts its modules together into one file first, which takes
 * less time than to load a thousand of them one by one.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';

const [program = ''] = process.argv.splice(2, 1);
const root = fileURLToPath(new URL('../../', import.meta.url));
/** Two folders below the root, where modules from `node_modules` are found. */
const cache = `${root}node_modules/.cache/`;
const HOUR = 3_600_000;

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: [`src/headless/${program}.ts`],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
await stop();
const [{ contents }] = outputFiles;
const name = `kubarium-${program}-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.mjs`;
mkdirSync(cache, { recursive: true });
for (const other of readdirSync(cache)) {
  const old = other.startsWith('kubarium-') && Date.now() - statSync(cache + other).mtimeMs > HOUR;
  if (old) rmSync(cache + other, { force: true });
}
// others may be starting the same
if (!existsSync(cache + name)) {
  writeFileSync(`${cache}${name}.${process.pid}`, contents);
  renameSync(`${cache}${name}.${process.pid}`, cache + name);
}
await import(pathToFileURL(cache + name).href);
