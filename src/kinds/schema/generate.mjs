/**
 * Writes the API's schema beside this file, as two git-ignored files, from the packages that are installed:
 *
 *   structure.generated.json     {definition: {field: type}}; a type that starts with `!` is required
 *   descriptions.generated.json  {definition: {'': what it is, field: what it is for}}
 *
 * Definitions are named `core/v1.Pod`. Types are written `string`, `int32`, `int64`, `number`, `boolean`, `any`,
 * `time`, `microTime`, `quantity`, `intOrString`, `bytes`, a definition's name, `[]T` for lists and `{}T` for maps.
 *
 * Names, types and required fields come from @kubernetes/client-node (Kubernetes 1.32). Its texts have lost their line
 * breaks, and fields whose type is another definition have none: those come from kubernetes-types (1.30).
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corrected, fieldDescriptions, furtherDefinitions, quantityFields } from './corrections.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const modules = findModules(here);
const models = join(modules, '@kubernetes/client-node/dist/gen/models');

/** What the API takes and gives beside the kinds: bodies of subresources, options, statuses. */
const furtherRoots = [
  'core/v1.Binding',
  'core/v1.TopologySelectorTerm',
  'autoscaling/v1.Scale',
  'policy/v1.Eviction',
  'authentication/v1.TokenRequest',
  'meta/v1.DeleteOptions',
  'meta/v1.Status',
];
const metaTypes = new Set([
  'Condition',
  'DeleteOptions',
  'LabelSelector',
  'LabelSelectorRequirement',
  'ListMeta',
  'ManagedFieldsEntry',
  'ObjectMeta',
  'OwnerReference',
  'Preconditions',
  'Status',
  'StatusCause',
  'StatusDetails',
]);

/** Plain values with a definition of their own, whose text `explain` shows below the field's. */
const sharedTypes = [
  ['intOrString', 'core/v1', 'IntOrString'],
  ['microTime', 'meta/v1', 'MicroTime'],
  ['quantity', 'api/resource', 'Quantity'],
  ['time', 'meta/v1', 'Time'],
];

const structure = {};
const descriptions = {};
/** The definition that each model class became: the first package that reaches a class owns it. */
const owners = new Map();
const older = new Map();

for (const root of [...kindRoots(), ...furtherRoots].sort(byPackage)) define(root, modelOf(root));
for (const [name, { '': text, ...fields }] of Object.entries(furtherDefinitions)) {
  const declared = Object.entries(fields);
  structure[name] = Object.fromEntries(declared.map(([field, [code]]) => [field, code]));
  descriptions[name] = Object.fromEntries([['', text], ...declared.map(([field, [, what]]) => [field, what])]);
}
for (const [scalar, packageName, kind] of sharedTypes) descriptions[scalar] = { '': sharedText(packageName, kind) };
write('structure.generated.json', structure);
write('descriptions.generated.json', descriptions);

/** The definitions that the kinds name in their declarations. */
function kindRoots() {
  const folder = dirname(here);
  const texts = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const names = texts.flatMap((text) =>
    [
      ...text.matchAll(
        /schema:\s+'(io\.k8s\.(?:api|apiextensions-apiserver\.pkg\.apis|kube-aggregator\.pkg\.apis)\.[^']+)'/g,
      ),
    ].map((match) => match[1]),
  );
  return names.map((name) => name.replace(/^io\.k8s\..*?(\w+)\.(\w+)\.(\w+)$/, '$1/$2.$3'));
}

/** Core first, since its definitions are shared by the other groups. */
function byPackage(a, b) {
  const rank = (name) => (name.startsWith('meta/') ? 0 : name.startsWith('core/') ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function define(name, model) {
  owners.set(model, name);
  const [packageName] = splitName(name);
  const fields = {};
  const texts = {};
  const declared = readDeclaration(model);
  const before = olderTexts(name);
  structure[name] = fields;
  descriptions[name] = texts;
  texts[''] = bestText(declared.text, before['']);
  for (const { baseName, type, format } of readFields(model)) {
    const own = declared.fields[baseName];
    const code = typeCode(type, format, name, baseName, packageName);
    fields[baseName] = own?.required ? `!${code}` : code;
    const isShared = /^(time|microTime|quantity|intOrString)$|[a-z]\/v/.test(code) && !code.startsWith('[]');
    const text = fieldDescriptions[`${name}.${baseName}`] ?? bestText(isShared ? '' : own?.text, before[baseName]);
    if (text) texts[baseName] = corrected(name, baseName, text);
  }
}

function typeCode(type, format, definition, field, packageName) {
  if (quantityFields.has(`${definition}.${field}`)) return type.startsWith('{') ? '{}quantity' : 'quantity';
  const list = /^Array<(.+)>$/.exec(type);
  if (list) return `[]${typeCode(list[1], format, definition, field, packageName)}`;
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type);
  if (map) return `{}${typeCode(map[1], format, definition, field, packageName)}`;
  if (type === 'string') return format === 'byte' ? 'bytes' : 'string';
  if (type === 'number') return format === 'int32' || format === 'int64' ? format : 'number';
  if (type === 'Date') return 'time';
  if (type === 'V1MicroTime') return 'microTime';
  if (type === 'IntOrString') return 'intOrString';
  if (type === 'boolean') return 'boolean';
  if (type === 'any') return 'any';
  const known = owners.get(type);
  if (known !== undefined) return known;
  const bare = type.replace(/^([A-Z][a-z]+)?V\d+((alpha|beta)\d+)?/, '');
  const name = `${metaTypes.has(bare) ? 'meta/v1' : packageName}.${bare}`;
  define(name, type);
  return name;
}

/** The text of a plain type; of IntOrString it stands where a field of that type is. */
function sharedText(packageName, kind) {
  if (kind === 'IntOrString') return readDeclaration('V1ServicePort').fields.targetPort.text;
  const source = readFileSync(join(modules, 'kubernetes-types', `${packageName}.d.ts`), 'utf8');
  const end = source.indexOf(`*/\nexport type ${kind} `);
  return plain(source.slice(source.lastIndexOf('/**', end) + 3, end));
}

/** The class that a definition is generated from. */
function modelOf(name) {
  const [packageName, kind] = splitName(name);
  const [group, version] = packageName.split('/');
  const upper = (word) => word[0].toUpperCase() + word.slice(1);
  const candidates = [`${upper(version)}${kind}`, `${upper(group)}${upper(version)}${kind}`];
  const model = candidates.find((candidate) => existsSync(join(models, `${candidate}.js`)));
  if (model === undefined) throw new Error(`the installed @kubernetes/client-node has no model of ${name}`);
  return model;
}

function splitName(name) {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function readFields(model) {
  const source = readFileSync(join(models, `${model}.js`), 'utf8');
  return JSON.parse(/attributeTypeMap = (\[[\s\S]*?\n\]|\[\]);/.exec(source)[1]);
}

function readDeclaration(model) {
  const source = readFileSync(join(models, `${model}.d.ts`), 'utf8').replace(/\r/g, '');
  const text = withoutBackslashes(/\/\*\*\n\* ([^\n]*)\n\*\/\nexport declare class/.exec(source)?.[1] ?? '');
  const fields = {};
  for (const match of source.matchAll(/(?: {4}\/\*\*\n {4}\* ([^\n]*)\n {4}\*\/\n)? {4}'([^']+)'(\?)?: /g)) {
    fields[match[2]] = { text: withoutBackslashes(match[1] ?? ''), required: match[3] !== '?' };
  }
  return { text, fields };
}

/** The texts of kubernetes-types for a definition: {'': ..., field: ...}. */
function olderTexts(name) {
  const [packageName, kind] = splitName(name);
  if (!older.has(packageName)) {
    const file = join(modules, 'kubernetes-types', `${packageName}.d.ts`);
    older.set(packageName, existsSync(file) ? readOlder(readFileSync(file, 'utf8')) : {});
  }
  return older.get(packageName)[kind] ?? {};
}

function readOlder(source) {
  const texts = {};
  const pattern = /(?:^\/\*\*([\s\S]*?)\*\/\n)?^export interface (\w+) \{\n([\s\S]*?)^\}/gm;
  for (const [, text, kind, body] of source.matchAll(pattern)) {
    const own = { '': plain(text ?? '') };
    for (const [, field, name] of body.matchAll(/^ {4}\/\*\*([\s\S]*?)\*\/\n {4}(?:readonly )?"?([\w$]+)"?\??: /gm)) {
      own[name] = plain(field);
    }
    texts[kind] = own;
  }
  return texts;
}

/** A comment's text without its stars. */
function plain(comment) {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();
}

function withoutBackslashes(text) {
  return text.replace(/\\(.)/g, '$1').trim();
}

/** The newer text, with the older one's line breaks when they say the same; the older one when there is no newer. */
function bestText(newer, before) {
  if (!newer) return before ?? '';
  if (!before) return newer.replace(/ {2}(?=[A-Z"])/g, '\n\n');
  const squeezed = (text) => text.replace(/\s+/g, ' ').trim();
  return squeezed(before) === squeezed(newer) ? before : newer;
}

function write(file, value) {
  const path = join(here, file);
  const text = `${JSON.stringify(value)}\n`;
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

function findModules(from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules');
    if (existsSync(join(candidate, '@kubernetes/client-node'))) return candidate;
    if (dirname(folder) === folder) throw new Error('install the packages first: npm ci');
  }
}
