/** -v, --mount and --tmpfs. */
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
    const flag = value ?? 'true';
    if (key === 'readonly' || key === 'ro') {
      if (!/^(1|true|0|false)$/.test(flag)) return `invalid value for ${key}: ${flag}`;
      mount = { ...mount, ReadOnly: flag === '1' || flag === 'true' };
      continue;
    }
    if (key === 'volume-nocopy' || key === 'bind-nonrecursive') continue;
    if (value === undefined) return `invalid field '${field}' must be a key=value pair`;
    const next = withField(mount, key, value);
    if (next === undefined) return `unexpected key '${key}' in '${field}'`;
    mount = next;
  }
  if (mount.Target === '') return 'target is required';
  return mixedOptions(text, mount.Type) ?? mount;
}

/** Options of another type of mount. */
function mixedOptions(text: string, type: string): string | undefined {
  for (const one of ['bind', 'volume', 'image', 'tmpfs']) {
    if (one === type || !new RegExp(`(^|,)${one}-`, 'i').test(text)) continue;
    return `cannot mix '${one}-*' options with mount type '${type}'`;
  }
  return undefined;
}

function withField(mount: MountSpec, key: string, value: string): MountSpec | undefined {
  if (key === 'type') return { ...mount, Type: value.toLowerCase() as MountSpec['Type'] };
  if (key === 'source' || key === 'src') return { ...mount, Source: value };
  if (key === 'target' || key === 'dst' || key === 'destination') return { ...mount, Target: value };
  if (/^(bind-|volume-|tmpfs-|consistency)/.test(key)) return mount;
  return undefined;
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
  const ReadOnly = mode.split(',').includes('ro');
  if (source === '' || second === '') {
    throw new CliFailure(`Error response from daemon: invalid volume specification: '${text}'`, 125);
  }
  return {
    Type: source.startsWith('/') ? 'bind' : 'volume',
    Source: source,
    Target: second,
    ReadOnly,
    mustExist: false,
  };
}

/** `/run:size=64m` */
export function readTmpfs(text: string): MountSpec {
  const [target = '', options = ''] = text.split(':');
  return { Type: 'tmpfs', Source: '', Target: target, ReadOnly: options.split(',').includes('ro'), mustExist: false };
}
