import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Disk } from './disk';
import { layerOf } from './fileLayer';
import type { FileStat } from './fileSystem';
import { MemoryFiles } from './memoryFiles';
import { MountedFiles } from './mountedFiles';
import { modeAllows, superuser, type Viewer } from './viewer';

const done = { ok: true, value: undefined };

/** Somebody who owns what belongs to `name`, and nothing else. */
function user(name: string, root = '/'): Viewer {
  const owns = (stat: FileStat) => stat.owner === name;
  return {
    root,
    unrestricted: false,
    ownership: { owner: name },
    owns,
    givesAway: false,
    may: (stat, access) => modeAllows(stat.mode, access, owns(stat) ? 'owner' : 'other'),
  };
}

function text(name: string): MemoryFiles {
  return new MemoryFiles({ layers: [layerOf({ '/name': name, '/d/': '' })] });
}

describe('mounts', () => {
  it('lie over what was there, and uncover it when they go', () => {
    const files = new MountedFiles(text('root'), []);
    files.mount({ path: '/d', files: text('one') });
    files.mount({ path: '/d/d', files: text('two') });
    files.mount({ path: '/d', files: text('three') });
    expect(files.read('/d/name')).toEqual({ ok: true, value: 'three' });
    expect(files.read('/d/d/name')).toEqual({ ok: false, error: { code: 'ENOENT', path: '/d/d/name' } });
    expect(files.unmount('/d')).toEqual(done);
    expect([files.read('/d/name'), files.read('/d/d/name')]).toEqual([
      { ok: true, value: 'one' },
      { ok: true, value: 'two' },
    ]);
    expect(files.unmount('/d')).toEqual({ ok: false, error: { code: 'EBUSY', path: '/d' } });
    expect(files.unmount('/d', { lazy: true })).toEqual(done);
    expect(files.list('/d')).toEqual({ ok: true, value: [] });
    expect(files.unmount('/d')).toEqual({ ok: false, error: { code: 'EINVAL', path: '/d' } });
    expect(files.unmount('/')).toEqual({ ok: false, error: { code: 'EBUSY', path: '/' } });
  });

  it('of a copy change apart, on the same files', () => {
    const files = new MountedFiles(text('root'), []);
    const copy = files.copy();
    copy.mount({ path: '/d', files: text('inner') });
    copy.write('/name', 'changed');
    expect([files.list('/d'), copy.read('/d/name')]).toEqual([
      { ok: true, value: [] },
      { ok: true, value: 'inner' },
    ]);
    expect(files.read('/name')).toEqual({ ok: true, value: 'changed' });
  });

  it('may show a part of a file system, or a single file, and be read-only', () => {
    const source = new MemoryFiles({ layers: [layerOf({ '/a/b/c': 'c' })] });
    const files = new MountedFiles(text('root'), [
      { path: '/d', files: source, subPath: '/a/b', readOnly: true },
      { path: '/name', files: source, subPath: '/a/b/c' },
    ]);
    expect([files.read('/d/c'), files.read('/name')]).toEqual([
      { ok: true, value: 'c' },
      { ok: true, value: 'c' },
    ]);
    expect(files.write('/d/c', 'x')).toEqual({ ok: false, error: { code: 'EROFS', path: '/d/c' } });
    const seen: string[] = [];
    files.onChange((path) => seen.push(path));
    files.write('/name', 'x');
    expect([seen, source.read('/a/b/c')]).toEqual([['/d/c', '/name'], { ok: true, value: 'x' }]);
  });
});

describe('somebody who looks at mounted files', () => {
  const contents = {
    '/etc/shadow': { text: 'secret', mode: 0o640 },
    '/home/learner/': { mode: 0o755, owner: 'learner' },
    '/home/learner/mine': { text: 'mine', mode: 0o600, owner: 'learner' },
    '/home/learner/out': { link: '/etc/shadow' },
    '/root/': { mode: 0o700 },
    '/root/x': 'x',
    '/tmp/': { mode: 0o1777 },
    '/tmp/theirs': 'theirs',
  } as const;

  function setUp(viewer: Viewer) {
    const mounted = new MountedFiles(new MemoryFiles({ layers: [layerOf(contents)] }), []);
    return { mounted, view: mounted.viewFor(viewer) };
  }

  it('finds what is forbidden forbidden', () => {
    const { view } = setUp(user('learner'));
    const denied = (path: string, code = 'EACCES') => ({ ok: false, error: { code, path } });
    expect(view.read('/etc/shadow')).toEqual(denied('/etc/shadow'));
    expect(view.read('/home/learner/out')).toEqual(denied('/home/learner/out'));
    expect(view.stat('/root/x')).toEqual(denied('/root/x'));
    expect(view.list('/root')).toEqual(denied('/root'));
    expect(view.write('/etc/new', '')).toEqual(denied('/etc/new'));
    expect(view.makeDirectory('/etc/d/e', { parents: true })).toEqual(denied('/etc/d'));
    expect(view.remove('/etc/shadow')).toEqual(denied('/etc/shadow'));
    expect(view.rename('/home/learner/mine', '/etc/mine')).toEqual(denied('/etc/mine'));
    expect(view.setMode('/etc/shadow', 0o666)).toEqual(denied('/etc/shadow', 'EPERM'));
    expect(view.setOwner('/home/learner/mine', { owner: 'root' })).toEqual(denied('/home/learner/mine', 'EPERM'));
    expect(view.remove('/tmp/theirs')).toEqual(denied('/tmp/theirs', 'EPERM'));
    expect([view.allows('/home/learner/mine', 'write'), view.allows('/etc/shadow', 'read')]).toEqual([true, false]);
  });

  it('owns what is made', () => {
    const { mounted, view } = setUp(user('learner'));
    view.write('/tmp/new', 'new');
    view.makeDirectory('/home/learner/a/b', { parents: true });
    expect([mounted.stat('/tmp/new'), mounted.stat('/home/learner/a/b')]).toMatchObject([
      { value: { owner: 'learner' } },
      { value: { owner: 'learner' } },
    ]);
    expect(view.remove('/home/learner/a', { recursive: true })).toEqual(done);
    mounted.write('/tmp/new', 'root was here');
    expect(mounted.stat('/tmp/new')).toMatchObject({ value: { owner: 'learner' } });
  });

  it('may have another root, which links do not lead out of', () => {
    const { view } = setUp({ ...superuser, root: '/home/learner' });
    expect(view.list('/')).toEqual({ ok: true, value: ['mine', 'out'] });
    expect(view.read('/../../etc/shadow')).toEqual({ ok: false, error: { code: 'ENOENT', path: '/../../etc/shadow' } });
    expect(view.read('/out')).toEqual({ ok: false, error: { code: 'ENOENT', path: '/out' } });
    view.makeDirectory('/etc');
    view.write('/etc/shadow', 'inner');
    expect(view.read('/out')).toEqual({ ok: true, value: 'inner' });
  });
});

describe('a disk', () => {
  it('is full when it is full, and has room again when something goes', () => {
    const disk = new Disk(100, 20);
    const one = new MemoryFiles({ disk });
    const other = new MemoryFiles({ disk });
    expect(one.write('/a', 'x'.repeat(50))).toEqual(done);
    expect(other.write('/b', 'x'.repeat(40))).toEqual({ ok: false, error: { code: 'ENOSPC', path: '/b' } });
    expect(other.write('/b', '', { size: 30 })).toEqual(done);
    expect(one.usage()).toMatchObject({ capacity: 100, used: 100 });
    expect(one.write('/a', 'y', { append: true })).toEqual({ ok: false, error: { code: 'ENOSPC', path: '/a' } });
    expect(one.write('/a', 'short')).toEqual(done);
    other.write('/c', 'x'.repeat(45));
    expect(one.makeDirectory('/d')).toEqual(done);
    expect(one.rename('/a', '/d/a')).toEqual(done);
    expect(one.read('/d/a')).toEqual({ ok: true, value: 'short' });
    other.remove('/c');
    expect(disk.used).toBe(55);
    one.remove('/d', { recursive: true });
    other.remove('/b');
    expect(disk.used).toBe(20);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('counts what is on it, whatever is done (seed %i)', (seed) => {
    const random = new Random(seed);
    const disk = new Disk(400);
    const files = new MemoryFiles({ disk, layers: [layerOf({ '/a/a': 'of a layer', '/b': 'of a layer' })] });
    const path = () => Array.from({ length: 1 + random.integer(2) }, () => `/${random.pick(['a', 'b', 'c'])}`).join('');
    for (let step = 0; step < 300; step++) {
      const act = random.integer(5);
      if (act === 0) files.write(path(), 'x'.repeat(random.integer(120)), { append: random.next() < 0.5 });
      else if (act === 1) files.write(path(), '', { size: random.integer(90) });
      else if (act === 2) files.remove(path(), { recursive: random.next() < 0.7 });
      else if (act === 3) files.rename(path(), path());
      else files.makeDirectory(path());
      let sum = 0;
      for (const one of files.changes.paths) {
        const stat = files.stat(one, { follow: false });
        if (stat.ok && stat.value.type === 'file') sum += stat.value.size;
      }
      expect([step, disk.used]).toEqual([step, sum]);
    }
  });
});
