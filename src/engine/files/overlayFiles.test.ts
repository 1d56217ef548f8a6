import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { type LayerContents, layerOf } from './fileLayer';
import type { FileSystem } from './fileSystem';
import { MemoryFiles } from './memoryFiles';
import { MountedFiles } from './mountedFiles';
import { OverlayFiles } from './overlayFiles';

/** Two read-only directories and an upper one, on one disk. */
function setUp(contents: LayerContents = {}) {
  const disk = new MemoryFiles({ layers: [layerOf({ '/low/': '', '/lower/': '', '/up/': '', ...contents })] });
  const branch = (path: string) => ({ files: disk, path });
  const overlay = new OverlayFiles({ lower: [branch('/low'), branch('/lower')], upper: branch('/up') });
  return { disk, overlay, mounted: new MountedFiles(new MemoryFiles(), [{ path: '/', files: overlay }]) };
}

/** Every path below a directory with what is there. */
function tree(files: FileSystem, directory = ''): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const names = files.list(directory === '' ? '/' : directory);
  for (const name of names.ok ? names.value : []) {
    const path = `${directory}/${name}`;
    const stat = files.stat(path, { follow: false });
    if (!stat.ok) found[path] = stat.error.code;
    else if (stat.value.type === 'link') found[path] = `-> ${stat.value.target}`;
    else if (stat.value.device !== undefined) found[path] = `${stat.value.device.major}, ${stat.value.device.minor}`;
    else if (stat.value.type === 'directory') {
      found[path] = 'directory';
      Object.assign(found, tree(files, path));
    } else {
      const text = files.read(path);
      found[path] = text.ok ? text.value : text.error.code;
    }
  }
  return found;
}

const done = { ok: true, value: undefined };

describe('an overlay', () => {
  it('shows directories as one, the upper ones first', () => {
    const { overlay } = setUp({
      '/low/a': 'low',
      '/low/d/x': 'x',
      '/lower/a': 'lower',
      '/lower/d/y': 'y',
      '/up/b': 'up',
    });
    expect(tree(overlay)).toEqual({ '/a': 'low', '/b': 'up', '/d': 'directory', '/d/x': 'x', '/d/y': 'y' });
  });

  it('copies a file up before it changes, with its directories, its owner and its mode', () => {
    const { overlay, disk } = setUp({ '/low/d/e/f': { text: 'one\n', mode: 0o600, owner: 'learner' } });
    expect(overlay.write('/d/e/f', 'two\n', { append: true })).toEqual(done);
    expect(tree(disk)).toMatchObject({ '/low/d/e/f': 'one\n', '/up/d/e/f': 'one\ntwo\n' });
    expect(disk.stat('/up/d/e/f')).toMatchObject({ value: { mode: 0o600, owner: 'learner' } });
    overlay.setMode('/d', 0o700);
    expect([disk.stat('/low/d'), disk.stat('/up/d')]).toMatchObject([
      { value: { mode: 0o755 } },
      { value: { mode: 0o700 } },
    ]);
  });

  it('covers what is removed with the character device 0, 0', () => {
    const { overlay, disk } = setUp({ '/low/f': 'low', '/lower/d/g': 'g', '/up/own': 'mine' });
    for (const path of ['/f', '/own']) expect(overlay.remove(path)).toEqual(done);
    expect(overlay.remove('/d')).toEqual({ ok: false, error: { code: 'ENOTEMPTY', path: '/d' } });
    expect(overlay.remove('/d', { recursive: true })).toEqual(done);
    expect(tree(overlay)).toEqual({});
    expect(tree(disk, '/up')).toEqual({ '/up/d': '0, 0', '/up/f': '0, 0' });
    expect(tree(disk)).toMatchObject({ '/low/f': 'low', '/lower/d/g': 'g' });
  });

  it('does not show what was below a directory that is made anew', () => {
    const { overlay, disk } = setUp({ '/low/d/old': 'old' });
    overlay.remove('/d', { recursive: true });
    expect(overlay.makeDirectory('/d')).toEqual(done);
    overlay.write('/d/new', 'new');
    expect(tree(overlay)).toEqual({ '/d': 'directory', '/d/new': 'new' });
    expect(disk.stat('/up/d')).toMatchObject({ value: { opaque: true } });
  });

  it('renames files, but no directory that lower ones have a part in', () => {
    const { overlay, disk } = setUp({ '/low/f': 'f', '/low/d/g': 'g', '/up/own/h': 'h' });
    expect(overlay.rename('/f', '/g')).toEqual(done);
    expect(overlay.rename('/d', '/e')).toEqual({ ok: false, error: { code: 'EXDEV', path: '/e' } });
    expect(overlay.rename('/own', '/d2')).toEqual(done);
    expect(tree(overlay)).toEqual({ '/d': 'directory', '/d/g': 'g', '/d2': 'directory', '/d2/h': 'h', '/g': 'f' });
    expect(tree(disk, '/up')).toEqual({ '/up/d2': 'directory', '/up/d2/h': 'h', '/up/f': '0, 0', '/up/g': 'f' });
  });

  it('can only be read without an upper directory', () => {
    const disk = new MemoryFiles({ layers: [layerOf({ '/low/f': 'f' })] });
    const overlay = new OverlayFiles({ lower: [{ files: disk, path: '/low' }] });
    expect(overlay.write('/f', 'x')).toEqual({ ok: false, error: { code: 'EROFS', path: '/f' } });
    expect(overlay.remove('/f')).toEqual({ ok: false, error: { code: 'EROFS', path: '/f' } });
    expect(overlay.read('/f')).toEqual({ ok: true, value: 'f' });
  });
});

const NAMES = ['a', 'b', 'c'];

function randomPath(random: Random): string {
  return Array.from({ length: 1 + random.integer(3) }, () => `/${random.pick(NAMES)}`).join('');
}

/** Some files and directories; a name is either the one or the other. */
function randomContents(random: Random, prefix: string): Record<string, string> {
  const contents: Record<string, string> = {};
  for (let count = random.integer(8); count > 0; count--) {
    const path = randomPath(random);
    const taken = Object.keys(contents).some((other) => {
      const one = other.slice(prefix.length);
      return one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/`);
    });
    if (!taken) contents[`${prefix}${path}`] = `${prefix} ${count}`;
  }
  return contents;
}

/** What the overlay has to look like: the same things done to plain files that hold the union. */
function unionOf(low: Record<string, string>, lower: Record<string, string>): MemoryFiles {
  const strip = (contents: Record<string, string>, prefix: string): LayerContents =>
    Object.fromEntries(Object.entries(contents).map(([path, text]) => [path.slice(prefix.length), text]));
  const files = new MemoryFiles();
  for (const [path, text] of Object.entries(strip(lower, '/lower')))
    if (typeof text === 'string') put(files, path, text);
  for (const [path, text] of Object.entries(strip(low, '/low'))) if (typeof text === 'string') cover(files, path, text);
  return files;
}

function put(files: MemoryFiles, path: string, text: string): void {
  files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  files.write(path, text);
}

/** A file of an upper layer hides a directory of a lower one, and its directories hide files. */
function cover(files: MemoryFiles, path: string, text: string): void {
  const parts = path.split('/').slice(1, -1);
  let at = '';
  for (const part of parts) {
    at = `${at}/${part}`;
    const stat = files.stat(at);
    if (stat.ok && stat.value.type !== 'directory') files.remove(at);
    files.makeDirectory(at, { parents: true });
  }
  files.remove(path, { recursive: true });
  files.write(path, text);
}

type Act = readonly [
  name: string,
  act: (files: FileSystem) => { readonly ok: boolean; readonly error?: { readonly code: string } },
];

function randomAct(random: Random, step: number): Act {
  const [path, other] = [randomPath(random), randomPath(random)];
  const acts: readonly Act[] = [
    [`write ${path}`, (files) => files.write(path, `step ${step}`)],
    [`append ${path}`, (files) => files.write(path, ` and ${step}`, { append: true })],
    [`mkdir ${path}`, (files) => files.makeDirectory(path)],
    [`mkdir -p ${path}`, (files) => files.makeDirectory(path, { parents: true })],
    [`rm ${path}`, (files) => files.remove(path)],
    [`rm -r ${path}`, (files) => files.remove(path, { recursive: true })],
    [`mv ${path} ${other}`, (files) => files.rename(path, other)],
    [`chmod ${path}`, (files) => files.setMode(path, 0o700)],
  ];
  return random.pick(acts);
}

describe('random work on an overlay', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'looks like work on the union of its directories, and changes no lower one (seed %i)',
    (seed) => {
      const random = new Random(seed);
      const [low, lower] = [randomContents(random, '/low'), randomContents(random, '/lower')];
      const { disk, mounted } = setUp({ ...low, ...lower });
      const before = [tree(disk, '/low'), tree(disk, '/lower')];
      const model = unionOf(low, lower);
      expect(tree(mounted)).toEqual(tree(model));
      for (let step = 0; step < 40; step++) {
        const [name, act] = randomAct(random, step);
        const real = act(mounted);
        // A directory with a part in a lower one can't be renamed; mv would copy it.
        if (!real.ok && real.error?.code === 'EXDEV') continue;
        expect([name, real.ok, real.error?.code]).toEqual([name, ...outcome(act(model))]);
        expect(tree(mounted)).toEqual(tree(model));
      }
      expect([tree(disk, '/low'), tree(disk, '/lower')]).toEqual(before);
    },
  );
});

function outcome(result: { readonly ok: boolean; readonly error?: { readonly code: string } }) {
  return [result.ok, result.error?.code] as const;
}
