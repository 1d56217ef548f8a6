import { describe, expect, it } from 'vitest';
import { DeviceFiles } from './deviceFiles';
import { layerOf } from './fileLayer';
import { MapFiles } from './mapFiles';
import { MemoryFiles } from './memoryFiles';
import { MountedFiles } from './mountedFiles';

const base = layerOf({
  '/etc/hosts': '127.0.0.1 localhost\n',
  '/etc/app/a.conf': 'a',
  '/etc/app/b.conf': 'b',
  '/usr/bin/ls': { text: 'ls', mode: 0o755, size: 1000 },
  '/bin': { link: 'usr/bin' },
  '/run/': '',
  '/var/run': { link: '/run' },
});

describe('files in memory', () => {
  it('shares read-only layers and copies on write', () => {
    const one = new MemoryFiles({ layers: [base], now: () => 5 });
    const two = new MemoryFiles({ layers: [base] });
    expect(one.write('/etc/hosts', '10.0.0.1 me\n', { append: true })).toEqual({ ok: true, value: undefined });
    expect(one.read('/etc/hosts')).toEqual({ ok: true, value: '127.0.0.1 localhost\n10.0.0.1 me\n' });
    expect(two.read('/etc/hosts')).toEqual({ ok: true, value: '127.0.0.1 localhost\n' });
    expect([...one.changes.paths]).toEqual(['/etc/hosts']);
    expect(one.stat('/etc/hosts')).toMatchObject({ value: { modified: 5, size: 32, mode: 0o644 } });
  });

  it('hides removed files of the layers below, also when their directory is made anew', () => {
    const files = new MemoryFiles({ layers: [base] });
    expect(files.remove('/etc/app/a.conf').ok).toBe(true);
    expect(files.list('/etc/app')).toEqual({ ok: true, value: ['b.conf'] });
    expect(files.remove('/etc/app')).toEqual({ ok: false, error: { code: 'ENOTEMPTY', path: '/etc/app' } });
    expect(files.remove('/etc/app', { recursive: true }).ok).toBe(true);
    expect(files.read('/etc/app/b.conf')).toEqual({ ok: false, error: { code: 'ENOENT', path: '/etc/app/b.conf' } });
    files.makeDirectory('/etc/app');
    expect(files.list('/etc/app')).toEqual({ ok: true, value: [] });
    files.write('/etc/app/c.conf', 'c');
    expect(files.list('/etc/app')).toEqual({ ok: true, value: ['c.conf'] });
  });

  it('stacks layers with whiteouts between them', () => {
    const upper = layerOf({ '/etc/app/a.conf': null, '/etc/app/z.conf': 'z' });
    const files = new MemoryFiles({ layers: [upper, base] });
    expect(files.list('/etc/app')).toEqual({ ok: true, value: ['b.conf', 'z.conf'] });
  });

  it('follows links, and tells of the link itself when asked', () => {
    const files = new MemoryFiles({ layers: [base] });
    expect(files.read('/bin/ls')).toEqual({ ok: true, value: 'ls' });
    expect(files.stat('/bin')).toMatchObject({ value: { type: 'directory' } });
    expect(files.stat('/bin', { follow: false })).toMatchObject({ value: { type: 'link', target: 'usr/bin' } });
    files.link('loop', '/loop');
    expect(files.read('/loop')).toEqual({ ok: false, error: { code: 'ELOOP', path: '/loop' } });
    files.link('/etc/new', '/link');
    files.write('/link', 'through');
    expect(files.read('/etc/new')).toEqual({ ok: true, value: 'through' });
  });

  it('moves directories with what is in them', () => {
    const files = new MemoryFiles({ layers: [base] });
    expect(files.rename('/etc/app', '/opt')).toEqual({ ok: true, value: undefined });
    expect(files.list('/opt')).toEqual({ ok: true, value: ['a.conf', 'b.conf'] });
    expect(files.stat('/etc/app').ok).toBe(false);
    expect(files.rename('/etc', '/etc/inside')).toEqual({ ok: false, error: { code: 'EINVAL', path: '/etc/inside' } });
  });

  it('gives the errors of Linux', () => {
    const files = new MemoryFiles({ layers: [base] });
    expect(files.read('/etc')).toEqual({ ok: false, error: { code: 'EISDIR', path: '/etc' } });
    expect(files.write('/no/file', '')).toEqual({ ok: false, error: { code: 'ENOENT', path: '/no/file' } });
    expect(files.write('/etc/hosts/x', '')).toEqual({ ok: false, error: { code: 'ENOTDIR', path: '/etc/hosts/x' } });
    expect(files.makeDirectory('/etc')).toEqual({ ok: false, error: { code: 'EEXIST', path: '/etc' } });
    expect(files.makeDirectory('/a/b/c', { parents: true }).ok).toBe(true);
    expect(files.list('/a/b')).toEqual({ ok: true, value: ['c'] });
  });
});

describe('mounted files', () => {
  it('shows volumes in their places and keeps read-only ones as they are', () => {
    const config = new Map([['/app.conf', 'one']]);
    const shared = new MemoryFiles();
    const root = new MemoryFiles({ layers: [base] });
    const files = new MountedFiles(root, [
      { path: '/run/secrets', files: new MapFiles(new Map([['/token', 't']])), readOnly: true },
      { path: '/etc/app', files: new MapFiles(config), readOnly: true },
      { path: '/etc/one', files: new MapFiles(config), subPath: 'app.conf' },
      { path: '/data', files: shared },
      { path: '/dev', files: new DeviceFiles() },
    ]);
    const other = new MountedFiles(new MemoryFiles(), [{ path: '/html', files: shared }]);
    const seen: string[] = [];
    other.onChange((path) => seen.push(path));
    expect(files.read('/var/run/secrets/token')).toEqual({ ok: true, value: 't' });
    expect(files.list('/etc')).toEqual({ ok: true, value: ['app', 'hosts', 'one'] });
    expect(files.list('/etc/app')).toEqual({ ok: true, value: ['app.conf'] });
    expect(files.read('/etc/one')).toEqual({ ok: true, value: 'one' });
    config.set('/app.conf', 'two');
    expect(files.read('/etc/app/app.conf')).toEqual({ ok: true, value: 'two' });
    expect(files.write('/etc/app/x', '')).toEqual({ ok: false, error: { code: 'EROFS', path: '/etc/app/x' } });
    files.write('/data/index.html', 'hello');
    expect(other.read('/html/index.html')).toEqual({ ok: true, value: 'hello' });
    expect(seen).toEqual(['/html/index.html']);
    expect(files.rename('/data/index.html', '/etc/x')).toEqual({ ok: false, error: { code: 'EXDEV', path: '/etc/x' } });
    expect(files.remove('/data', { recursive: true })).toEqual({ ok: false, error: { code: 'EBUSY', path: '/data' } });
    expect(files.write('/dev/null', 'gone').ok).toBe(true);
  });
});
