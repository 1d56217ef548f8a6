/** Where a service's files come from: `volumes` in both forms, and `tmpfs`. */
import { ComposeProblem, isPlain, type Plain, textOf } from './composeValues';
import type { ComposeMount } from './project';

/** Makes a path of the project's directory absolute. */
interface Paths {
  resolvePath(path: string): string;
}

const FIELDS = new Set(['type', 'source', 'target', 'read_only', 'consistency', 'bind', 'volume', 'tmpfs']);

export function readMount(value: unknown, place: Paths, path: string): ComposeMount {
  return isPlain(value) ? longForm(value, place, path) : shortForm(String(value), place);
}

/** `/run:size=64m` */
export function readTmpfs(text: string): ComposeMount {
  const [target = '', tmpfsOptions = ''] = text.split(':');
  const readOnly = tmpfsOptions.split(',').includes('ro');
  return { type: 'tmpfs', source: '', target, readOnly, create: false, noCopy: false, tmpfsOptions };
}

function longForm(value: Plain, place: Paths, path: string): ComposeMount {
  const odd = Object.keys(value).find((key) => !FIELDS.has(key));
  if (odd !== undefined) throw new ComposeProblem(`${path} additional properties '${odd}' not allowed`);
  const type = textOf(value['type'], `${path}.type`);
  if (type !== 'bind' && type !== 'volume' && type !== 'tmpfs') {
    throw new ComposeProblem(`${path}.type ${type} is not simulated here`);
  }
  const part = (name: string, known: readonly string[]): Plain => {
    const fields = (value[name] ?? {}) as Plain;
    const other = Object.keys(fields).find((key) => !known.includes(key));
    if (other !== undefined) throw new ComposeProblem(`${path}.${name}.${other} is not simulated here`);
    return fields;
  };
  const source = textOf(value['source'], `${path}.source`);
  const { size, mode } = part('tmpfs', ['size', 'mode']) as { readonly size?: unknown; readonly mode?: unknown };
  return {
    type,
    source: type === 'bind' ? place.resolvePath(source) : source,
    target: textOf(value['target'], `${path}.target`),
    readOnly: value['read_only'] === true,
    create: part('bind', ['create_host_path'])['create_host_path'] !== false,
    noCopy: part('volume', ['nocopy'])['nocopy'] === true,
    tmpfsOptions: [
      ...(size === undefined ? [] : [`size=${String(size)}`]),
      ...(mode === undefined ? [] : [`mode=${Number(mode).toString(8)}`]),
    ].join(','),
  };
}

/** `SOURCE:TARGET:MODE` */
function shortForm(text: string, place: Paths): ComposeMount {
  const parts = text.split(':');
  const plain = { readOnly: false, create: true, noCopy: false, tmpfsOptions: '' };
  if (parts.length === 1) return { ...plain, type: 'volume', source: '', target: text };
  const [source = '', target = '', mode = ''] = parts;
  const bind = /^[./~]/.test(source);
  const words = mode.split(',');
  const propagated = words.find((word) => /^(r?shared|r?slave)$/.test(word));
  if (propagated !== undefined) throw new ComposeProblem(`${propagated} in ${text} is not simulated here`);
  return {
    ...plain,
    type: bind ? 'bind' : 'volume',
    source: bind ? place.resolvePath(source) : source,
    target,
    readOnly: words.includes('ro'),
    noCopy: words.includes('nocopy'),
  };
}
