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
  if (text === '') return 'EOF';
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
    return UNMET_TYPES.has(type) ? notSimulated(`a mount of type ${value}`) : { ...mount, Type: type };
  }
  if (key === 'source' || key === 'src') return { ...mount, Source: value };
  if (key === 'target' || key === 'dst' || key === 'destination') return { ...mount, Target: value };
  if (key.startsWith('tmpfs-')) return withTmpfs(mount, key, value) ?? `unexpected key '${key}' in '${field}'`;
  // Docker for Linux takes no notice of it either.
  if (key === 'consistency') return mount;
  if (key === 'bind-propagation') {
    return UNMET_PROPAGATIONS.has(value.toLowerCase())
      ? notSimulated(field)
      : { ...mount, propagation: value.toLowerCase() || 'rprivate' };
  }
  if (key === 'volume-driver') return value === 'local' ? mount : notSimulated(field);
  if (OTHERS.has(key)) return notSimulated(key);
  return `unexpected key '${key}' in '${field}'`;
}

/** What the daemon knows and this one doesn't; others it refuses itself. */
const UNMET_TYPES = new Set(['cluster', 'image', 'npipe']);
const UNMET_PROPAGATIONS = new Set(['private', 'shared', 'rshared', 'slave', 'rslave']);
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

/**
 * Where a -v leads; `resolve` makes a whole path of `.` and `./x`. Read as the client does: one or two characters are a
 * path in the container, and a single letter before a colon is a drive.
 */
export function readVolume(text: string, resolve: (path: string) => string): MountSpec {
  if (text === '') throw new CliFailure('invalid empty volume spec');
  const [first = '', second, mode, extra] = text.length < 3 ? [text] : fieldsOf(text);
  if (text.length > 2 && (first === '' || second === '')) {
    throw new CliFailure(`invalid spec: ${text}: empty section between colons`);
  }
  if (extra !== undefined) throw new CliFailure(`invalid spec: ${text}: too many colons`);
  if (second === undefined) return { Type: 'volume', Source: '', Target: first, ReadOnly: false, mustExist: false };
  const words = mode?.split(',') ?? [];
  const source = /^(\.{1,2}(\/|$)|~\/)/.test(first) ? resolve(first) : first;
  const Type = source.startsWith('/') ? 'bind' : 'volume';
  const problem = mode === undefined ? undefined : modeProblem(text, mode, words, Type);
  if (problem !== undefined) throw new CliFailure(`Error response from daemon: ${problem}`);
  const propagated = words.find((word) => UNMET_PROPAGATIONS.has(word));
  if (propagated !== undefined) throw new CliFailure(notSimulated(`-v ${text}: ${propagated}`));
  return {
    Type,
    Source: source,
    Target: second,
    ReadOnly: words.includes('ro'),
    mustExist: false,
    ...(words.includes('nocopy') ? { noCopy: true } : {}),
  };
}

/** Parted at colons, but for one behind a single letter. */
function fieldsOf(text: string): readonly string[] {
  const fields = [''];
  for (const character of text) {
    const at = fields.length - 1;
    const field = fields[at] ?? '';
    if (character === ':' && !/^[a-z]$/i.test(field)) fields.push('');
    else fields[at] = field + character;
  }
  return fields;
}

const MODES = /^(ro|rw|z|Z|nocopy|cached|delegated|consistent|default|r?shared|r?slave|r?private)$/;
/** Of each of these a mode has one word at most. */
const GROUPS = [
  /^r[ow]$/,
  /^z$/i,
  /^(r?shared|r?slave|r?private)$/,
  /^nocopy$/,
  /^(cached|delegated|consistent|default)$/,
];

/** What the daemon says of the part behind the second colon. */
function modeProblem(text: string, mode: string, words: readonly string[], type: string): string | undefined {
  const unknown = words.some((word) => !MODES.test(word));
  if (unknown || GROUPS.some((group) => words.filter((word) => group.test(word)).length > 1)) {
    return `invalid mode: ${mode}`;
  }
  const misplaced =
    type === 'bind' ? words.includes('nocopy') : words.some((word) => /(shared|slave|private)$/.test(word));
  const field = type === 'bind' ? 'VolumeOptions' : 'BindOptions';
  if (!misplaced) return undefined;
  return `invalid volume specification: '${text}': invalid mount config for type "${type}": field ${field} must not be specified`;
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
