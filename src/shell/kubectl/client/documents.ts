/** The objects of manifest files: files, directories, standard input; several documents and Lists in one file. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import { normalise } from '../../../engine/files/fileSystem';
import { readAll } from '../../../engine/processes/pipe';
import type { Process } from '../../../engine/processes/process';
import type { Routine } from '../../../engine/processes/routine';
import { CommandError } from '../errors';
import { readYaml, type YamlVersion } from '../yaml/readYaml';
import { parseGoJson } from './goJson';

/** An object of the API as plain data. */
export interface PlainObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** A text to read objects from; `name` is how messages call it: the path as given, or `STDIN`. */
export interface ManifestSource {
  readonly name: string;
  readonly text: string;
}

const EXTENSIONS = ['.json', '.yaml', '.yml'];

/**
 * The texts behind -f's values. Directories give their .json, .yaml and .yml files, with -R those below as well.
 * @throws CommandError `the path "x.yaml" does not exist`
 */
export function* readSources(
  process: Process,
  filenames: readonly string[],
  recursive: boolean,
): Routine<readonly ManifestSource[]> {
  const out: ManifestSource[] = [];
  for (const name of filenames) {
    if (name === '-') {
      out.push({ name: 'STDIN', text: yield* readAll(process.stdin) });
    } else if (/^https?:\/\//.test(name)) {
      throw new CommandError(`cannot read ${name}: the network outside this playground is not simulated`);
    } else {
      out.push(...readPath(process, name, recursive));
    }
  }
  return out;
}

/** An error for each file of -f that is not there. */
export function missingPaths(process: Process, filenames: readonly string[]): CommandError[] {
  return filenames
    .filter((name) => name !== '-' && !/^https?:\/\//.test(name))
    .filter(
      (name) => !process.files.stat(normalise(name, process.workingDirectory)).ok && glob(process, name).length === 0,
    )
    .map((name) => new CommandError(`the path ${JSON.stringify(name)} does not exist`));
}

function readPath(process: Process, name: string, recursive: boolean): ManifestSource[] {
  const { files, workingDirectory } = process;
  const path = normalise(name, workingDirectory);
  const stat = files.stat(path);
  if (!stat.ok) {
    const matches = glob(process, name);
    if (matches.length > 0) return matches.flatMap((match) => readPath(process, match, recursive));
    throw new CommandError(`the path ${JSON.stringify(name)} does not exist`);
  }
  if (stat.value.type !== 'directory') return [readFile(process, name, path)];
  const found = walk(process, name.replace(/^\.\/+|\/+$/g, ''), path, recursive);
  if (found.length === 0) {
    throw new CommandError(`error reading [${name}]: recognized file extensions are [${EXTENSIONS.join(' ')}]`);
  }
  return found;
}

function walk(process: Process, name: string, path: string, recursive: boolean): ManifestSource[] {
  const listed = process.files.list(path);
  if (!listed.ok) return [];
  return listed.value.flatMap((entry) => {
    const below = normalise(entry, path);
    const called = name === '' || name === '.' ? entry : `${name}/${entry}`;
    const stat = process.files.stat(below);
    if (stat.ok && stat.value.type === 'directory') return recursive ? walk(process, called, below, true) : [];
    return EXTENSIONS.some((extension) => entry.endsWith(extension)) ? [readFile(process, called, below)] : [];
  });
}

function readFile(process: Process, name: string, path: string): ManifestSource {
  const text = process.files.read(path);
  if (!text.ok) throw new CommandError(`open ${name}: permission denied`);
  return { name, text: text.value };
}

function glob(process: Process, name: string): string[] {
  if (!/[*?[]/.test(name)) return [];
  const slash = name.lastIndexOf('/');
  const directory = slash < 0 ? '' : name.slice(0, slash + 1);
  const listed = process.files.list(normalise(directory || '.', process.workingDirectory));
  const pattern = name
    .slice(slash + 1)
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  const test = new RegExp(`^${pattern}$`);
  return listed.ok ? listed.value.filter((entry) => test.test(entry)).map((entry) => directory + entry) : [];
}

/**
 * A text's documents one after the other, blank ones left out. The last may be an error: what stands behind a document
 * that cannot be parsed is not read. The error's words follow `error parsing x.yaml: `.
 */
export function parseDocuments(text: string, version: YamlVersion = '1.1'): Result<unknown, string>[] {
  if (text.trimStart().startsWith('{')) return parseJsonStream(text);
  const out: Result<unknown, string>[] = [];
  for (const document of splitDocuments(text)) {
    const isJson = document.trimStart().startsWith('{');
    if (isJson) {
      const json = parseGoJson(document);
      if (json.ok) {
        out.push(json);
        continue;
      }
    }
    const parsed = readYaml(document, version);
    if (!parsed.ok) return [...out, fail(`error converting YAML to JSON: yaml: ${parsed.error}`)];
    if (parsed.value !== null && parsed.value !== undefined) out.push(parsed);
  }
  return out;
}

function parseJsonStream(text: string): Result<unknown, string>[] {
  const whole = parseGoJson(text);
  if (whole.ok) return [whole];
  const several = jsonValues(text).map(parseGoJson);
  if (several.length > 1 && several.every((one) => one.ok)) return several;
  // YAML in flow style begins with a brace as well
  const yaml = readYaml(text);
  if (yaml.ok && !text.trimEnd().endsWith('}')) return [yaml];
  if (yaml.ok && !text.includes('"')) return [ok(yaml.value)];
  return [fail(`json: ${whole.error}`)];
}

/** The text cut behind each object that ends. */
function jsonValues(text: string): string[] {
  const out: string[] = [];
  let [start, depth] = [0, 0];
  for (const { 0: token, index } of text.matchAll(/"(?:\\.|[^"\\])*"|[{}]/g)) {
    if (token === '{') depth++;
    if (token !== '}' || --depth > 0) continue;
    out.push(text.slice(start, index + 1));
    start = index + 1;
  }
  const rest = text.slice(start);
  return rest.trim() === '' ? out : [...out, rest];
}

/** Documents are separated by lines that begin with `---`. */
function splitDocuments(text: string): string[] {
  const out: string[] = [];
  let current: string[] = [];
  for (const line of text.split('\n')) {
    if (/^---(\s|$)/.test(line)) {
      // the last line keeps its end: a block text at the end of a document has it
      out.push(current.map((one) => `${one}\n`).join(''));
      const rest = line.slice(3);
      current = rest.trim() === '' || rest.trim().startsWith('#') ? [] : [rest];
    } else {
      current.push(line);
    }
  }
  return [...out, current.join('\n')];
}
