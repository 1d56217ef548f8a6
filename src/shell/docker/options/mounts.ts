/** -v, --mount and --tmpfs. */
import { parseBinarySize } from '../../../base/units';
import type { MountSpec } from '../../../engine/docker/daemon';
import { CliFailure } from '../failure';

/** What is wrong with a --mount, in the client's words. */
export function mountProblem(text: string): string | undefined {
  const read = readMount(text);
  return typeof read === 'string' ? read : undefined;
}

/** A --mount, or what is wrong with it. */
export function readMount(text: string): MountSpec | string {
  let mount: MountSpec = { Type: 'volume', Source: '', Target: '', ReadOnly: false, mustExist: true };
  for (const field of text.split(',')) {
    const at = field.indexOf('=');
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    const value = at < 0 ? undefined : field.slice(at + 1);
    const next = SWITCHES.has(key)
      ? withSwitch(mount, key, value ?? 'true')
      : value === undefined
        ? `invalid field '${field}' must be a key=value pair`
        : withField(mount, key, value, field);
    if (typeof next === 'string') return next;
    mount = next;
  }
  if (mount.Target === '') return 'target is required';
  return mixedOptions(text, mount.Type) ?? mount;
}

/** Fields that need no value. */
const SWITCHES = new Set(['readonly', 'ro', 'volume-nocopy', 'bind-nonrecursive']);

function withSwitch(mount: MountSpec, key: string, value: string): MountSpec | string {
  if (!/^(1|true|0|false)$/.test(value)) return `invalid value for ${key}: ${value}`;
  const on = value === '1' || value === 'true';
  if (key === 'volume-nocopy') return { ...mount, noCopy: on };
  if (key === 'bind-nonrecursive') return on ? notSimulated(key) : mount;
  return { ...mount, ReadOnly: on };
}

/** What `-v`'s and `--mount`'s further options would do that isn't done here is said, not passed over. */
function notSimulated(option: string): string {
  return `${option} is not simulated here`;
}

/** Options of another type of mount. */
function mixedOptions(text: string, type: string): string | undefined {
  for (const one of ['bind', 'volume', 'image', 'tmpfs']) {
    if (one === type || !new RegExp(`(^|,)${one}-`, 'i').test(text)) continue;
    return `cannot mix '${one}-*' options with mount type '${type}'`;
  }
  return undefined;
}

function withField(mount: MountSpec, key: string, value: string, field: string): MountSpec | string {
  if (key === 'type') {
    const type = value.toLowerCase();
    if (type === 'bind' || type === 'volume' || type === 'tmpfs') return { ...mount, Type: type };
    return notSimulated(`a mount of type ${value}`);
  }
  if (key === 'source' || key === 'src') return { ...mount, Source: value };
  if (key === 'target' || key === 'dst' || key === 'destination') return { ...mount, Target: value };
  if (key.startsWith('tmpfs-')) return withTmpfs(mount, key, value) ?? `unexpected key '${key}' in '${field}'`;
  // Docker for Linux takes no notice of it either.
  if (key === 'consistency') return mount;
  if (key === 'bind-propagation') return value === 'rprivate' || value === '' ? mount : notSimulated(field);
  if (key === 'volume-driver') return value === 'local' ? mount : notSimulated(field);
  if (OTHERS.has(key)) return notSimulated(key);
  return `unexpected key '${key}' in '${field}'`;
}

const OTHERS = new Set(['bind-recursive', 'volume-subpath', 'volume-opt', 'volume-label', 'image-subpath']);

function withTmpfs(mount: MountSpec, key: string, value: string): MountSpec | string | undefined {
  const add = (option: string): MountSpec => ({
    ...mount,
    tmpfsOptions: [mount.tmpfsOptions ?? '', option].filter((part) => part !== '').join(','),
  });
  if (key === 'tmpfs-options') return add(value);
  if (key === 'tmpfs-mode') return /^[0-7]+$/.test(value) ? add(`mode=${value}`) : `invalid value for ${key}: ${value}`;
  if (key !== 'tmpfs-size') return undefined;
  const size = parseBinarySize(value);
  return size.ok ? add(`size=${size.value}`) : `invalid value for ${key}: ${value}`;
}

/** Where a -v leads; `resolve` makes a whole path of `.` and `./x`. */
export function readVolume(text: string, resolve: (path: string) => string): MountSpec {
  const parts = text.split(':');
  if (text === '') throw new CliFailure('invalid empty volume spec');
  if (parts.length > 3) throw new CliFailure(`invalid spec: ${text}: too many colons`);
  const [first = '', second, mode = ''] = parts;
  if (second === undefined) return { Type: 'volume', Source: '', Target: first, ReadOnly: false, mustExist: false };
  const unknown = mode
    .split(',')
    .find((word) => word !== '' && !/^(ro|rw|z|Z|nocopy|cached|delegated|r?shared|r?slave|r?private)$/.test(word));
  if (unknown !== undefined) throw new CliFailure(`Error response from daemon: invalid mode: ${mode}`, 125);
  const source = /^(\.{1,2}(\/|$)|~\/)/.test(first) ? resolve(first) : first;
  const words = mode.split(',');
  const propagated = words.find((word) => /^(r?shared|r?slave)$/.test(word));
  if (propagated !== undefined) throw new CliFailure(notSimulated(`-v ${text}: ${propagated}`), 125);
  const ReadOnly = words.includes('ro');
  if (source === '' || second === '') {
    throw new CliFailure(`Error response from daemon: invalid volume specification: '${text}'`, 125);
  }
  return {
    Type: source.startsWith('/') ? 'bind' : 'volume',
    Source: source,
    Target: second,
    ReadOnly,
    mustExist: false,
    ...(words.includes('nocopy') ? { noCopy: true } : {}),
  };
}

/** `/run:size=64m` */
export function readTmpfs(text: string): MountSpec {
  const [target = '', options = ''] = text.split(':');
  return {
    Type: 'tmpfs',
    Source: '',
    Target: target,
    ReadOnly: options.split(',').includes('ro'),
    mustExist: false,
    tmpfsOptions: options,
  };
}
