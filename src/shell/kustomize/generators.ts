/** configMapGenerator and secretGenerator: objects made of literals, files and files of variables. */
import { encodeTextBase64 } from '../../base/base64';
import type { KustomizationFiles } from './kustomizationFiles';
import { KustomizeProblem, within } from './problem';
import { allIds, type Fields, idOf, isFields, metadataOf, type Resource, type ResourceId, sameId } from './resource';

export interface GeneratorOptions {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly disableNameSuffixHash: boolean;
  readonly immutable: boolean;
}

export interface GeneratorEntry {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namespace: string;
  readonly behavior: string;
  /** Of a Secret. */
  readonly type: string;
  readonly literals: readonly string[];
  readonly files: readonly string[];
  readonly envs: readonly string[];
  readonly options: GeneratorOptions;
}

/** Makes the object. @throws KustomizeProblem when a source cannot be read */
export function generate(files: KustomizationFiles, entry: GeneratorEntry): Resource {
  const what = entry.kind.toLowerCase();
  if (entry.name === '') throw new KustomizeProblem(`a ${what} must have a name`);
  const pairs = within('loading KV pairs', () => readPairs(files, entry));
  const data: Record<string, string> = {};
  for (const [key, value] of pairs) {
    if (key in data) throw new KustomizeProblem(`${what} ${entry.name} illegally repeats the key \`${key}\``);
    data[key] = entry.kind === 'Secret' ? inLines(encodeTextBase64(value)) : value;
  }
  const { labels, annotations, immutable, disableNameSuffixHash } = entry.options;
  const metadata: Fields = { name: entry.name };
  if (entry.namespace !== '') metadata['namespace'] = entry.namespace;
  if (Object.keys(labels).length > 0) metadata['labels'] = { ...labels };
  if (Object.keys(annotations).length > 0) metadata['annotations'] = { ...annotations };
  const object: Fields = { apiVersion: 'v1', kind: entry.kind, metadata };
  if (entry.kind === 'Secret') object['type'] = entry.type === '' ? 'Opaque' : entry.type;
  if (Object.keys(data).length > 0) object['data'] = data;
  if (immutable) object['immutable'] = true;
  const { behavior } = entry;
  return {
    object,
    previous: [],
    prefixes: [],
    suffixes: [],
    needsHash: !disableNameSuffixHash,
    behavior: behavior === 'create' || behavior === 'merge' || behavior === 'replace' ? behavior : '',
  };
}

/** Long values stand in lines of 70 letters. */
function inLines(text: string): string {
  return text.length <= 70 ? text : (text.match(/.{1,70}/g) ?? []).map((line) => `${line}\n`).join('');
}

function readPairs(files: KustomizationFiles, { envs, literals, files: paths }: GeneratorEntry): [string, string][] {
  return [
    ...within(`env source files: [${envs.join(' ')}]`, () => envs.flatMap((path) => readEnv(files.load(path)))),
    ...within(`literal sources [${literals.join(' ')}]`, () => literals.map(readLiteral)),
    ...within(`file sources: [${paths.join(' ')}]`, () => paths.map((path) => readFile(files, path))),
  ];
}

function readLiteral(literal: string): [string, string] {
  const at = literal.indexOf('=');
  if (at < 1) throw new KustomizeProblem(`invalid literal source ${literal}, expected key=value`);
  return [literal.slice(0, at), withoutQuotes(literal.slice(at + 1))];
}

function withoutQuotes(text: string): string {
  return /^(".*"|'.*')$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function readFile(files: KustomizationFiles, source: string): [string, string] {
  const parts = source.split('=');
  const [first = '', second] = parts;
  if (parts.length > 2) throw new KustomizeProblem(`key names or file paths cannot contain '='`);
  if (parts.length === 2 && first === '') throw new KustomizeProblem(`key name for file path '${second}' missing`);
  if (second === '') throw new KustomizeProblem(`file path for key name '${first}' missing`);
  const path = second ?? first;
  return [second === undefined ? path.slice(path.lastIndexOf('/') + 1) : first, files.load(path)];
}

function readEnv(text: string): [string, string][] {
  const out: [string, string][] = [];
  for (const whole of text.split('\n')) {
    const line = whole.trimStart().replace(/\r$/, '');
    if (line === '' || line.startsWith('#')) continue;
    const at = line.indexOf('=');
    if (at < 0) out.push([line, '']);
    else out.push([line.slice(0, at), line.slice(at + 1)]);
  }
  return out;
}

/** Takes a generated object in: new, or merged with or in place of the one that has its name. */
export function absorb(resources: Resource[], made: Resource): void {
  const id = idOf(made.object);
  const matches = resources.filter((one) => allIds(one).some((other) => sameId(other, id)));
  const [old] = matches;
  if (matches.length > 1)
    throw new KustomizeProblem(`found multiple objects ${goId(id)} that could accept merge of ${goId(id)}`);
  const refuse = (words: string): never => {
    throw new KustomizeProblem(`merging from generator ${generatorText(id)}: id ${goId(id)} ${words}`);
  };
  if (old === undefined) {
    if (made.behavior === 'merge' || made.behavior === 'replace') refuse('does not exist; cannot merge or replace');
    resources.push(made);
    return;
  }
  if (made.behavior !== 'merge' && made.behavior !== 'replace') refuse('exists; behavior must be merge or replace');
  const before = old.object;
  const after = made.object;
  const mergeData = (field: string): void => {
    const [mine, theirs] = [after[field], before[field]];
    if (made.behavior === 'merge' && isFields(theirs)) after[field] = { ...theirs, ...(isFields(mine) ? mine : {}) };
  };
  mergeData('data');
  mergeData('binaryData');
  if (made.behavior === 'merge' && after['kind'] === 'Secret' && before['type'] !== undefined)
    after['type'] = before['type'];
  const [theirs, mine] = [metadataOf(before), metadataOf(after)];
  for (const field of ['labels', 'annotations']) {
    const both = { ...asMap(theirs[field]), ...asMap(mine[field]) };
    if (Object.keys(both).length > 0) mine[field] = both;
  }
  old.object = {
    ...after,
    metadata: { ...mine, name: theirs['name'], ...('namespace' in theirs ? { namespace: theirs['namespace'] } : {}) },
  };
  old.needsHash = old.needsHash || made.needsHash;
}

function asMap(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Go prints the structure. */
function goId({ group, version, kind, name, namespace }: ResourceId): string {
  const gvk = `resid.Gvk{Group:${JSON.stringify(group)}, Version:${JSON.stringify(version)}, Kind:${JSON.stringify(kind)}, isClusterScoped:false}`;
  return `resid.ResId{Gvk:${gvk}, Name:${JSON.stringify(name)}, Namespace:${JSON.stringify(namespace)}}`;
}

/** The real one prints addresses in its memory, which mean nothing to anybody. */
function generatorText({ kind, name }: ResourceId): string {
  return `${kind} ${JSON.stringify(name)}`;
}
