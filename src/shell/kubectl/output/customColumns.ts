/** `-o custom-columns`: a header and a path for each column. */

import { goText } from '../../templates/goValue';
import { CommandError } from '../errors';
import { type JsonPath, jsonPath, relaxedJsonPath } from './jsonPath';

export interface CustomColumns {
  readonly header: string;
  /** One object's line, tab-separated. */
  line(object: unknown): string;
}

/** From `NAME:.metadata.name,NODE:.spec.nodeName`. */
export function customColumns(spec: string, allowMissing: boolean): CustomColumns {
  if (spec === '') throw new CommandError('custom-columns format specified but no custom columns given');
  const parts = spec.split(',').map((part) => {
    const [header = '', path, ...more] = part.split(/:(.*)/s);
    if (path === undefined || more.some((one) => one !== '')) {
      throw new CommandError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header, path };
  });
  return columns(parts, allowMissing);
}

/** From a file with a line of headers and a line of paths. */
export function customColumnsFile(text: string, allowMissing: boolean): CustomColumns {
  const [headers = '', paths = ''] = text.split('\n');
  const names = headers.trim().split(/\s+/).filter(Boolean);
  const specs = paths.trim().split(/\s+/).filter(Boolean);
  if (names.length !== specs.length) {
    throw new CommandError(
      `number of headers (${names.length}) and field specifications (${specs.length}) don't match`,
    );
  }
  return columns(
    names.map((header, i) => ({ header, path: specs[i] ?? '' })),
    allowMissing,
  );
}

function columns(parts: readonly { header: string; path: string }[], allowMissing: boolean): CustomColumns {
  const paths = parts.map(({ path }) => parsed(path, allowMissing));
  return {
    header: `${parts.map((part) => part.header).join('\t')}\n`,
    line: (object) => `${paths.map((path) => cell(path, object)).join('\t')}\n`,
  };
}

function parsed(path: string, allowMissing: boolean): JsonPath {
  const relaxed = relaxedJsonPath(path);
  if (relaxed === undefined) {
    throw new CommandError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  const made = jsonPath(relaxed, allowMissing);
  if (!made.ok) throw new CommandError(made.error);
  return made.value;
}

function cell(path: JsonPath, object: unknown): string {
  const found = path.find(object);
  if (!found.ok) throw new CommandError(found.error);
  const values = found.value.flat();
  return values.length === 0 ? '<none>' : values.map(goText).join(',');
}
