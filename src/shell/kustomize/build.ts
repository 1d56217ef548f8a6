/** Builds a kustomization: its objects, customised, in order. Everything that `kubectl kustomize` and -k know. */
import { clone } from '../../base/clone';
import { fail, ok, type Result } from '../../base/result';
import type { FileSystem } from '../../engine/files/fileSystem';
import { parseDocuments } from '../kubectl/client/documents';
import { fixReferences } from './fixReferences';
import { absorb, generate } from './generators';
import { changeImages } from './images';
import { Kustomization, textIn } from './kustomizationFile';
import { KustomizationFiles } from './kustomizationFiles';
import { addAnnotations, addLabels } from './labels';
import { addHashes } from './nameHash';
import { addPrefix, addSuffix, setNamespace } from './names';
import { FIRST, inLegacyOrder, LAST } from './order';
import { applyJsonPatch, applyMergePatch, applyPatchEntry } from './patches';
import { KustomizeProblem, MalformedYaml, within } from './problem';
import { replace } from './replacements';
import { setReplicas } from './replicas';
import { type Fields, idOf, idText, isFields, metadataOf, type Resource, resourceOf, sameId } from './resource';

/**
 * Builds what the kustomization in a directory describes. `warn` is told of old fields, whatever the outcome.
 * Follows Kustomize 5.5; simplified: nothing is fetched from elsewhere, and fields that are not simulated (vars,
 * plugins, charts, configurations) are refused. The error is kustomize's sentence.
 */
export function buildKustomization(
  files: FileSystem,
  directory: string,
  from: string,
  options: { readonly warn: (line: string) => void; readonly anywhere?: boolean },
): Result<readonly Fields[], string> {
  try {
    if (isRemote(directory)) throw remote(directory);
    const root = new KustomizationFiles(files, directory, from, options.anywhere === true);
    const kustomization = load(root, options.warn);
    const resources: Resource[] = [];
    accumulate(root, kustomization, resources, options.warn);
    addHashes(resources);
    fixReferences(resources);
    const kept = resources.filter(({ object }) => !isLocal(object));
    return ok(ordered(kept, kustomization).map((one) => one.object));
  } catch (error) {
    if (error instanceof KustomizeProblem) return fail(error.message);
    throw error;
  }
}

type Warn = (line: string) => void;

/** Reads a kustomization file; what its author should know is told before anything else may be wrong. */
function load(files: KustomizationFiles, warn: Warn): Kustomization {
  return new Kustomization(files, warn);
}

function isLocal(object: Fields): boolean {
  const { annotations } = metadataOf(object);
  return (
    isFields(annotations) &&
    'config.kubernetes.io/local-config' in annotations &&
    annotations['config.kubernetes.io/local-config'] !== 'false'
  );
}

function ordered(resources: readonly Resource[], kustomization: Kustomization): readonly Resource[] {
  const asked = kustomization.sortOptions;
  if (asked === undefined) return inLegacyOrder(resources);
  if (asked.order === 'fifo') return resources;
  if (asked.order !== 'legacy') {
    throw new KustomizeProblem("the field 'sortOptions.order' must be one of [fifo, legacy]");
  }
  return inLegacyOrder(resources, asked.first ?? FIRST, asked.last ?? LAST);
}

/** Everything that a kustomization asks for, in kustomize's order. */
function accumulate(files: KustomizationFiles, kustomization: Kustomization, resources: Resource[], warn: Warn): void {
  within('accumulating resources', () => {
    for (const path of kustomization.resources) addResources(files, path, resources, warn);
  });
  for (const entry of kustomization.generators) absorb(resources, generate(files, entry));
  within('accumulating components', () => {
    for (const path of kustomization.texts('components')) addComponent(files, path, resources, warn);
  });
  transform(files, kustomization, resources);
}

function transform(files: KustomizationFiles, kustomization: Kustomization, resources: Resource[]): void {
  for (const entry of kustomization.texts('patchesStrategicMerge')) applyMergePatch(files, resources, entry);
  for (const entry of kustomization.list('patches')) applyPatchEntry(files, resources, entry);
  const namespace = kustomization.text('namespace');
  if (namespace !== '') setNamespace(resources, namespace);
  const [prefix, suffix] = [kustomization.text('namePrefix'), kustomization.text('nameSuffix')];
  if (prefix !== '') addPrefix(resources, prefix);
  if (suffix !== '') addSuffix(resources, suffix);
  for (const entry of kustomization.labels) addLabels(resources, entry);
  const common = kustomization.map('commonLabels');
  addLabels(resources, { pairs: common, includeSelectors: true, includeTemplates: true, fields: [] });
  addAnnotations(resources, kustomization.map('commonAnnotations'));
  for (const entry of kustomization.list('patchesJson6902')) applyJsonPatch(files, resources, entry);
  for (const entry of kustomization.list('replicas'))
    setReplicas(resources, textIn(entry, 'name'), Number(entry['count'] ?? 0));
  for (const entry of kustomization.images) changeImages(resources, entry);
  for (const entry of kustomization.list('replacements')) replace(resources, entry);
}

/** A path is a file of objects, or else the directory of another kustomization. */
function addResources(files: KustomizationFiles, path: string, into: Resource[], warn: Warn): void {
  if (isRemote(path)) throw remote(path);
  let first: string;
  try {
    append(into, readResources(files, path), `merging resources from '${path}'`);
    return;
  } catch (error) {
    if (!(error instanceof KustomizeProblem) || error instanceof MalformedYaml) throw error;
    first = error.message;
  }
  within(`accumulation err='${first}'`, () => {
    const below = files.below(path);
    const made = accumulateBelow(below, false, [], warn);
    append(into, made, `recursed merging from path '${below.root}'`);
  });
}

function readResources(files: KustomizationFiles, path: string): Resource[] {
  const text = within(`accumulating resources from '${path}'`, () => files.load(path));
  const out: Resource[] = [];
  for (const document of parseDocuments(text, '1.2')) {
    if (!document.ok) {
      const why = document.error.replace(/^error converting YAML to JSON: /, '');
      throw new MalformedYaml(`accumulating resources from '${path}': MalformedYAMLError: ${why} in File: ${path}`);
    }
    const { value } = document;
    const isList = isFields(value) && String(value['kind']).endsWith('List') && Array.isArray(value['items']);
    for (const item of isList ? (value['items'] as unknown[]) : [value]) {
      out.push(within(`accumulating resources from '${path}'`, () => resourceOf(clone(item))));
    }
  }
  return out;
}

function accumulateBelow(files: KustomizationFiles, component: boolean, into: Resource[], warn: Warn): Resource[] {
  const kustomization = within(`couldn't make target for path '${files.root}'`, () => load(files, warn));
  if (component !== kustomization.isComponent) {
    throw new KustomizeProblem(
      component
        ? `expected kind 'Component' for path '${files.root}' but got '${kustomization.kind}'`
        : `expected kind != 'Component' for path '${files.root}'`,
    );
  }
  within(`recursed accumulation of path '${files.root}'`, () => accumulate(files, kustomization, into, warn));
  return into;
}

function addComponent(files: KustomizationFiles, path: string, into: Resource[], warn: Warn): void {
  try {
    accumulateBelow(files.below(path), true, into, warn);
  } catch (error) {
    if (!(error instanceof KustomizeProblem)) throw error;
    throw new KustomizeProblem(`accumulateDirectory: ${JSON.stringify(error.message)}`);
  }
}

function append(into: Resource[], more: readonly Resource[], words: string): void {
  for (const resource of more) {
    const id = idOf(resource.object);
    if (into.some((one) => sameId(idOf(one.object), id))) {
      throw new KustomizeProblem(`${words}: may not add resource with an already registered id: ${idText(id)}`);
    }
    into.push(resource);
  }
}

function isRemote(path: string): boolean {
  return /^(https?|ssh|git|file):\/\/|^git@|^git::|^github\.com[/:]/.test(path);
}

function remote(path: string): KustomizeProblem {
  return new KustomizeProblem(`cannot read ${path}: the network outside this playground is not simulated`);
}
