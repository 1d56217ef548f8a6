/** One compose file: its YAML, its variables, what it extends and includes. */
import { describeFileError, type FileSystem, normalise } from '../../../engine/files/fileSystem';
import { readYaml } from '../../kubectl/yaml/readYaml';
import { ComposeProblem, isPlain, type Plain } from '../composeValues';
import { serviceWithAbsolutePaths, withAbsolutePaths } from './absolutePaths';
import type { Draft } from './canonicalValues';
import { readEnvFile } from './envFile';
import { fileSchema } from './fileSchema';
import { interpolate } from './interpolate';
import { mergeValues, withoutRepetition } from './merge';
import type { Path } from './paths';
import { schemaProblem } from './validate';

export interface LoadPlace {
  readonly files: FileSystem;
  readonly environment: ReadonlyMap<string, string>;
  /** Where relative paths of the files begin. */
  readonly directory: string;
  readonly interpolate: boolean;
  warn(message: string): void;
}

/** `!reset` and `!override` of a file: what they take away of the files before. */
interface Removal {
  readonly path: Path;
  /** Whether the file's own value stands in its place. */
  readonly replaced: boolean;
}

/** Several files as one, checked against the schema, not yet in long forms. @throws ComposeProblem */
export function loadFiles(paths: readonly string[], place: LoadPlace, including: readonly string[] = []): Plain {
  let merged: Plain = {};
  for (const path of paths) {
    const { tree, removals } = parseFile(path, place);
    const filled = fill(tree, place);
    const extended = extendServices(filled, path, place);
    const whole = includeFiles(extended, place, [...including, path]);
    for (const removal of removals) merged = without(merged, removal.path) as Plain;
    merged = withoutRepetition(mergeValues(merged, whole)) as Plain;
    const problem = schemaProblem(merged, fileSchema);
    if (problem !== undefined) throw new ComposeProblem(withFile(path, problem));
    if ('version' in merged) {
      place.warn(
        `${path}: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion`,
      );
      merged = without(merged, ['version']) as Plain;
    }
  }
  return merged;
}

/** Sections that hold nothing are complained about without the file's name. */
function withFile(path: string, problem: string): string {
  return `validating ${path}: ${problem}`;
}

export function readText(path: string, files: FileSystem): string {
  const text = files.read(path);
  if (text.ok) return text.value;
  const { code } = text.error;
  throw new ComposeProblem(
    code === 'EISDIR' ? `read ${path}: is a directory` : `open ${path}: ${describeFileError(text.error).toLowerCase()}`,
  );
}

class Tagged {
  readonly tag: string;
  readonly value: unknown;

  constructor(tag: string, value: unknown) {
    this.tag = tag;
    this.value = value;
  }
}

interface ParsedFile {
  readonly tree: Plain;
  readonly removals: readonly Removal[];
}

/** A file's documents; a later one is laid over those before. */
function parseFile(path: string, place: LoadPlace): ParsedFile {
  const parts = documents(readText(path, place.files)).map((text) => parseDocument(text, path));
  return parts.reduce((base, over) => ({
    tree: mergeValues(base.tree, over.tree) as Plain,
    removals: [...base.removals, ...over.removals],
  }));
}

/** The texts between lines of `---`, each with its lines where they were. */
function documents(text: string): readonly string[] {
  const lines = text.split('\n');
  const out: string[] = [];
  let begin = 0;
  for (const [at, line] of lines.entries()) {
    if (!/^---(?:\s|$)/.test(line)) continue;
    if (lines.slice(begin, at).some((one) => !/^\s*(?:#.*)?$/.test(one))) {
      out.push('\n'.repeat(begin) + lines.slice(begin, at).join('\n'));
      begin = at;
    }
  }
  const last = lines.slice(begin);
  if (out.length === 0 || last.some((one) => !/^(?:---)?\s*(?:#.*)?$/.test(one)))
    out.push('\n'.repeat(begin) + last.join('\n'));
  return out;
}

function parseDocument(text: string, path: string): ParsedFile {
  const parsed = readYaml(text, '1.2', {
    uniqueKeys: true,
    linesFromStart: true,
    tagged: (tag, value) => (tag === '!reset' || tag === '!override' ? new Tagged(tag, value) : value),
  });
  if (!parsed.ok) {
    const repeated = parsed.error.includes('already defined at line');
    throw new ComposeProblem(repeated ? `failed to parse ${path}: ${parsed.error}` : `yaml: ${parsed.error}`);
  }
  if (parsed.value === null) throw new ComposeProblem('empty compose file');
  if (!isPlain(parsed.value)) {
    const type = Array.isArray(parsed.value)
      ? '!!seq'
      : `${yamlTag(parsed.value)} \`${String(parsed.value).slice(0, 7)}\``;
    throw new ComposeProblem(`yaml: unmarshal errors:\n  line 1: cannot unmarshal ${type} into cli.named`);
  }
  const removals: Removal[] = [];
  const tree = untagged(parsed.value, [], removals) as Plain;
  return { tree, removals };
}

function yamlTag(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? '!!int' : '!!float';
  return typeof value === 'boolean' ? '!!bool' : '!!str';
}

function untagged(value: unknown, path: Path, removals: Removal[]): unknown {
  if (value instanceof Tagged) {
    const replaced = value.tag === '!override';
    removals.push({ path, replaced });
    return replaced ? untagged(value.value, path, removals) : undefined;
  }
  if (Array.isArray(value)) return value.map((item) => untagged(item, [...path, '[]'], removals));
  if (!isPlain(value)) return value;
  const members = Object.entries(value).map(
    ([key, member]) => [key, untagged(member, [...path, key], removals)] as const,
  );
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

function without(value: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined || !isPlain(value) || !(first in value)) return value;
  const { [first]: inner, ...others } = value;
  return rest.length === 0 ? others : { ...others, [first]: without(inner, rest) };
}

function fill(tree: Plain, { environment, interpolate: wanted, warn }: LoadPlace): Plain {
  if (!wanted) return tree;
  const filled = interpolate(tree, { get: (name) => environment.get(name), warn });
  if (!filled.ok) throw new ComposeProblem(filled.error);
  return filled.value as Plain;
}

/** Services that extend others, with what these say. */
function extendServices(file: Plain, path: string, place: LoadPlace): Plain {
  const { services } = file;
  if (services === undefined) return file;
  if (!isPlain(services)) throw new ComposeProblem('services must be a mapping');
  const out: Draft = {};
  for (const [name, service] of Object.entries(services)) {
    if (!isPlain(service) && service !== null) throw new ComposeProblem(`services.${name} must be a mapping`);
    out[name] = extendService(name, services, path, place, []);
  }
  return { ...file, services: out };
}

function extendService(name: string, services: Plain, path: string, place: LoadPlace, way: readonly string[]): unknown {
  const service = services[name];
  if (!isPlain(service) || service['extends'] === undefined) return service;
  const link = service['extends'];
  const step = `${name} in ${path}`;
  if (way.includes(step)) throw new ComposeProblem(`Circular reference:\n  ${[...way, step].join('\n  extends ')}`);
  const wanted = isPlain(link) ? link['service'] : link;
  if (typeof wanted !== 'string') throw new ComposeProblem(`extends.${name}.service is required`);
  const given = isPlain(link) ? link['file'] : undefined;
  const elsewhere = typeof given === 'string';
  const file = elsewhere ? normalise(given, place.directory) : path;
  const source = elsewhere ? servicesOf(file, place) : services;
  if (!(wanted in source)) {
    const where = elsewhere ? ` in ${given}` : '';
    throw new ComposeProblem(
      `cannot extend service ${JSON.stringify(name)} in ${path}: service ${JSON.stringify(wanted)} not found${where}`,
    );
  }
  const there = elsewhere ? { ...place, directory: normalise(`${file}/..`) } : place;
  const base = extendService(wanted, source, file, there, [...way, step]);
  const { extends: _, ...own } = service;
  const inherited = isPlain(base) && elsewhere ? serviceWithAbsolutePaths(base, resolver(there)) : base;
  const merged = mergeValues({ services: { [name]: inherited } }, { services: { [name]: own } }) as Plain;
  return (merged['services'] as Plain)[name];
}

function servicesOf(path: string, place: LoadPlace): Plain {
  const services = fill(parseFile(path, place).tree, place)['services'];
  return isPlain(services) ? services : {};
}

/** Makes a path of the files absolute. */
export function resolver(place: LoadPlace): (path: string) => string {
  return (path) => normalise(path.replace(/^~(?=\/|$)/, place.environment.get('HOME') ?? '/root'), place.directory);
}

/** A file with what it includes. */
function includeFiles(file: Plain, place: LoadPlace, way: readonly string[]): Plain {
  const { include, ...own } = file;
  if (include === undefined) return file;
  if (!Array.isArray(include)) throw new ComposeProblem('`include` must be a list');
  const out: Record<string, unknown> = { ...own };
  for (const entry of include as readonly unknown[]) {
    const options: Plain = isPlain(entry) ? entry : { path: entry };
    const paths = listOf(options['path']).map((path) => normalise(path, place.directory));
    const [first = ''] = paths;
    if (way.includes(first)) throw new ComposeProblem(`include cycle detected:\n${way[0]}\n include ${first}`);
    const given = options['project_directory'];
    const directory = typeof given === 'string' ? normalise(given, place.directory) : normalise(`${first}/..`);
    const environment = includedVariables(listOf(options['env_file']), directory, place);
    const there: LoadPlace = { ...place, directory, environment };
    const loaded = withAbsolutePaths(loadFiles(paths, there, way), resolver(there));
    for (const kind of ['services', 'networks', 'volumes', 'secrets', 'configs', 'models'])
      if (isPlain(loaded[kind])) out[kind] = joined(kind, (out[kind] ?? {}) as Plain, loaded[kind]);
  }
  return out;
}

function joined(kind: string, own: Plain, imported: Plain): Plain {
  const out: Draft = { ...own };
  for (const [name, value] of Object.entries(imported)) {
    if (name in own && JSON.stringify(own[name]) !== JSON.stringify(value))
      throw new ComposeProblem(`${kind}.${name} conflicts with imported resource`);
    out[name] = value;
  }
  return out;
}

function includedVariables(
  envFiles: readonly string[],
  directory: string,
  place: LoadPlace,
): ReadonlyMap<string, string> {
  const values = new Map(place.environment);
  const paths =
    envFiles.length === 0 ? [normalise('.env', directory)] : envFiles.map((path) => normalise(path, place.directory));
  for (const path of paths) {
    if (envFiles.length === 0 && !place.files.stat(path).ok) continue;
    const read = readEnvFile(readText(path, place.files), (name) => place.environment.get(name));
    if (!read.ok) throw new ComposeProblem(`failed to read ${path}: ${read.error}`);
    for (const [name, value] of read.value) if (!place.environment.has(name)) values.set(name, value);
  }
  return values;
}

function listOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String);
}
