/** `patches`, `patchesStrategicMerge` and `patchesJson6902`. */
import { jsonPatch } from '../../kinds/patch/jsonPatch';
import { parseDocuments } from '../kubectl/client/documents';
import { writeYaml } from '../kubectl/output/yaml';
import { readYaml } from '../kubectl/yaml/readYaml';
import { selectorIn, textIn } from './kustomizationFile';
import type { KustomizationFiles } from './kustomizationFiles';
import { mergeObjects } from './mergeObjects';
import { KustomizeProblem } from './problem';
import {
  allIds,
  type Fields,
  idOf,
  idText,
  isFields,
  metadataOf,
  type Resource,
  remember,
  resourceOf,
  sameId,
} from './resource';
import { selected } from './selector';

/** One entry of `patches`. @throws KustomizeProblem when it is none, or does not fit its targets */
export function applyPatchEntry(files: KustomizationFiles, resources: Resource[], entry: Fields): void {
  const text = patchText(files, entry);
  const trouble = (why: string) =>
    new KustomizeProblem(`trouble configuring builtin PatchTransformer with config: \`\n${writeYaml(entry)}\`: ${why}`);
  const operations = jsonOperations(text);
  if (operations !== undefined) {
    if (!isFields(entry['target'])) {
      throw new KustomizeProblem(`must specify a target for JSON patch ${patchName(entry, text)}`);
    }
    applyOperations(resources, entry, operations);
    return;
  }
  const patches = mergePatches(text);
  if (patches === undefined) throw trouble(`unable to parse SM or JSON patch from ${patchName(entry, text)}`);
  for (const patch of patches) {
    if (!isFields(entry['target'])) mergeIntoNamed(resources, patch);
    else
      for (const one of selected(resources, selectorIn(entry['target'])))
        mergeInto(resources, one, patch, entry['options']);
  }
}

/** One entry of `patchesStrategicMerge`: a file or the patch itself. */
export function applyMergePatch(files: KustomizationFiles, resources: Resource[], entry: string): void {
  let patches = mergePatches(entry);
  if (patches === undefined || !entry.includes(':')) {
    try {
      patches = mergePatches(files.load(entry));
    } catch (error) {
      if (!(error instanceof KustomizeProblem)) throw error;
      const config = writeYaml({ paths: [entry] });
      throw new KustomizeProblem(
        `trouble configuring builtin PatchStrategicMergeTransformer with config: \`\n${config}\`: ${error.message}`,
      );
    }
  }
  for (const patch of patches ?? []) mergeIntoNamed(resources, patch);
}

/** One entry of `patchesJson6902`. */
export function applyJsonPatch(files: KustomizationFiles, resources: Resource[], entry: Fields): void {
  const operations = jsonOperations(patchText(files, entry));
  if (operations === undefined)
    throw new KustomizeProblem(`unable to parse JSON patch from ${patchName(entry, patchText(files, entry))}`);
  applyOperations(resources, entry, operations);
}

function patchText(files: KustomizationFiles, entry: Fields): string {
  const [path, patch] = [textIn(entry, 'path'), textIn(entry, 'patch').trim()];
  const trouble = (why: string) =>
    new KustomizeProblem(`trouble configuring builtin PatchTransformer with config: \`\n${writeYaml(entry)}\`: ${why}`);
  if (path === '' && patch === '') throw trouble(`must specify one of patch and path in\n${writeYaml(entry)}`);
  if (path !== '' && patch !== '') throw trouble(`patch and path can't be set at the same time\n${writeYaml(entry)}`);
  if (path === '') return patch;
  try {
    return files.load(path);
  } catch (error) {
    if (error instanceof KustomizeProblem)
      throw trouble(`failed to get the patch file from path(${path}): ${error.message}`);
    throw error;
  }
}

function patchName(entry: Fields, text: string): string {
  const path = textIn(entry, 'path');
  return path === '' ? `[patch: ${JSON.stringify(text)}]` : `[path: ${JSON.stringify(path)}]`;
}

/** The operations of a JSON patch; undefined when the text is none. */
function jsonOperations(text: string): readonly unknown[] | undefined {
  const parsed = readYaml(text);
  return parsed.ok && Array.isArray(parsed.value) ? (parsed.value as unknown[]) : undefined;
}

function mergePatches(text: string): Fields[] | undefined {
  const out: Fields[] = [];
  for (const document of parseDocuments(text, '1.2')) {
    if (!document.ok || !isFields(document.value) || typeof document.value['kind'] !== 'string') return undefined;
    out.push(document.value);
  }
  return out.length === 0 ? undefined : out;
}

function applyOperations(resources: readonly Resource[], entry: Fields, operations: readonly unknown[]): void {
  for (const resource of selected(resources, selectorIn(entry['target']))) {
    remember(resource);
    resource.object = patched(resource.object, operations);
  }
}

/** The library that the real one uses names the operation that fails. */
function patched(object: Fields, operations: readonly unknown[]): Fields {
  let now: unknown = object;
  for (const operation of operations) {
    const { op, path } = (operation ?? {}) as { op?: unknown; path?: unknown };
    const result = jsonPatch(now, [operation]);
    if (result.ok) now = result.value;
    else throw new KustomizeProblem(operationProblem(String(op), String(path), result.error));
  }
  return now as Fields;
}

function operationProblem(op: string, path: string, reason: string): string {
  if (op === 'remove') {
    const key = path.slice(path.lastIndexOf('/') + 1);
    return `error in remove for path: '${path}': Unable to remove nonexistent key: ${key}: missing value`;
  }
  if (op === 'test') return `testing value ${path} failed: test failed`;
  if (op === 'replace') return `replace operation does not apply: doc is missing path: ${path}: missing value`;
  if (op === 'add') return `add operation does not apply: doc is missing path: "${path}": missing value`;
  return `${op} operation does not apply: ${reason}`;
}

function mergeIntoNamed(resources: Resource[], patch: Fields): void {
  const id = idOf(resourceOf(patch).object);
  const found = resources.filter((one) => allIds(one).some((other) => sameId(other, id)));
  const [target] = found;
  if (target === undefined || found.length > 1) {
    const text = idText(id);
    const why = found.length > 1 ? 'multiple matches' : 'no matches';
    throw new KustomizeProblem(
      `no resource matches strategic merge patch ${JSON.stringify(text)}: ${why} for Id ${text}; failed to find unique target for patch ${text}`,
    );
  }
  mergeInto(resources, target, patch, undefined);
}

/** Merges the patch in; its name does not become the object's unless that is allowed. */
function mergeInto(resources: Resource[], target: Resource, patch: Fields, options: unknown): void {
  const { kind, name, namespace } = idOf(target.object);
  const merged = mergeObjects(target.object, patch);
  if (merged === undefined) {
    resources.splice(resources.indexOf(target), 1);
    return;
  }
  const allowed = isFields(options) ? options : {};
  remember(target);
  target.object = merged;
  const metadata = { ...metadataOf(merged) };
  if (allowed['allowNameChange'] !== true) metadata['name'] = name;
  if (namespace === '') delete metadata['namespace'];
  else metadata['namespace'] = namespace;
  if (allowed['allowKindChange'] !== true) merged['kind'] = kind;
  merged['metadata'] = metadata;
}
