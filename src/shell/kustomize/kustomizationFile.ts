/** A kustomization file: finding it, reading it, and what it asks for as data with nothing left out. */
import { writeYaml } from '../kubectl/output/yaml';
import { readYaml } from '../kubectl/yaml/readYaml';
import type { FieldSpec } from './fieldPaths';
import type { GeneratorEntry, GeneratorOptions } from './generators';
import type { ImageEntry } from './images';
import { checkedFields } from './kustomizationFields';
import type { KustomizationFiles } from './kustomizationFiles';
import type { LabelEntry } from './labels';
import { KustomizeProblem } from './problem';
import { type Fields, isFields } from './resource';
import type { Selector } from './selector';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const FIX = "Run 'kustomize edit fix' to update your Kustomization automatically.";

/** A kustomization as it stands in its file, with fields of old names under their new ones. */
export class Kustomization {
  readonly #fields: Fields;

  /** @throws KustomizeProblem when there is none, more than one, or one that makes no sense */
  constructor(files: KustomizationFiles, warn: (line: string) => void) {
    const [text = '', ...more] = NAMES.flatMap((name) => files.find(name) ?? []);
    const found = NAMES.filter((name) => files.find(name) !== undefined);
    if (found.length === 0) {
      throw new KustomizeProblem(
        `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${files.root}'`,
      );
    }
    if (more.length > 0) throw new KustomizeProblem(`Found multiple kustomization files under: ${files.root}\n`);
    const parsed = readYaml(text);
    if (!parsed.ok) throw new KustomizeProblem(`invalid Kustomization: yaml: ${parsed.error}`);
    this.#fields = checkedFields(parsed.value ?? {}) as Fields;
    if (Object.keys(this.#fields).length === 0) throw new KustomizeProblem('kustomization.yaml is empty');
    for (const line of warningsOf(this.#fields)) warn(line);
    refuseWhatIsMissing(this.#fields);
    const problems = this.#headProblems();
    if (problems.length > 0) {
      throw new KustomizeProblem(`Failed to read kustomization file under ${files.root}:\n${problems.join('\n')}`);
    }
  }

  get isComponent(): boolean {
    return this.kind === 'Component';
  }

  get kind(): string {
    return this.text('kind') || 'Kustomization';
  }

  text(name: string): string {
    return textIn(this.#fields, name);
  }

  texts(name: string): readonly string[] {
    return textsIn(this.#fields, name);
  }

  map(name: string): Readonly<Record<string, string>> {
    return mapIn(this.#fields, name);
  }

  list(name: string): readonly Fields[] {
    return listIn(this.#fields, name);
  }

  get resources(): readonly string[] {
    return [...this.texts('resources'), ...this.texts('bases')];
  }

  get images(): readonly ImageEntry[] {
    return [...this.list('images'), ...this.list('imageTags')].map((one) => ({
      name: textIn(one, 'name'),
      newName: textIn(one, 'newName'),
      newTag: textIn(one, 'newTag'),
      tagSuffix: textIn(one, 'tagSuffix'),
      digest: textIn(one, 'digest'),
    }));
  }

  get labels(): readonly LabelEntry[] {
    return this.list('labels').map((one) => ({
      pairs: mapIn(one, 'pairs'),
      includeSelectors: one['includeSelectors'] === true,
      includeTemplates: one['includeTemplates'] === true,
      fields: listIn(one, 'fields') as unknown as readonly FieldSpec[],
    }));
  }

  get generators(): readonly GeneratorEntry[] {
    return [
      ...this.list('configMapGenerator').map((one) => this.#generator('ConfigMap', one)),
      ...this.list('secretGenerator').map((one) => this.#generator('Secret', one)),
    ];
  }

  /** Undefined: nobody asked for an order. */
  get sortOptions():
    | { readonly order: string; readonly first?: readonly string[]; readonly last?: readonly string[] }
    | undefined {
    const asked = this.#fields['sortOptions'];
    if (!isFields(asked)) return undefined;
    const legacy = asked['legacySortOptions'];
    if (!isFields(legacy)) return { order: textIn(asked, 'order') };
    return { order: textIn(asked, 'order'), first: textsIn(legacy, 'orderFirst'), last: textsIn(legacy, 'orderLast') };
  }

  #generator(kind: GeneratorEntry['kind'], one: Fields): GeneratorEntry {
    const env = textIn(one, 'env');
    return {
      kind,
      name: textIn(one, 'name'),
      namespace: textIn(one, 'namespace'),
      behavior: textIn(one, 'behavior'),
      type: textIn(one, 'type'),
      literals: textsIn(one, 'literals'),
      files: textsIn(one, 'files'),
      envs: [...textsIn(one, 'envs'), ...(env === '' ? [] : [env])],
      options: mergedOptions(optionsIn(this.#fields['generatorOptions']), optionsIn(one['options'])),
    };
  }

  #headProblems(): string[] {
    const out: string[] = [];
    if (this.kind !== 'Kustomization' && this.kind !== 'Component')
      out.push('kind should be Kustomization or Component');
    const version = `kustomize.config.k8s.io/${this.isComponent ? 'v1alpha1' : 'v1beta1'}`;
    const given = this.text('apiVersion');
    if (given !== '' && given !== version) out.push(`apiVersion for ${this.kind} should be ${version}`);
    return out;
  }
}

/** What a selector in a kustomization says, with '' for what it leaves open. */
export function selectorIn(value: unknown): Selector {
  const fields = isFields(value) ? value : {};
  return {
    group: textIn(fields, 'group'),
    version: textIn(fields, 'version'),
    kind: textIn(fields, 'kind'),
    name: textIn(fields, 'name'),
    namespace: textIn(fields, 'namespace'),
    labelSelector: textIn(fields, 'labelSelector'),
    annotationSelector: textIn(fields, 'annotationSelector'),
  };
}

function warningsOf(fields: Fields): string[] {
  const replaced: readonly (readonly [string, string])[] = [
    ['bases', 'resources'],
    ['commonLabels', 'labels'],
    ['imageTags', 'images'],
    ['patchesJson6902', 'patches'],
    ['patchesStrategicMerge', 'patches'],
    ['vars', 'replacements'],
  ];
  return replaced
    .filter(([old]) => fields[old] !== undefined && fields[old] !== null)
    .map(([old, now]) => {
      const fix = old === 'vars' ? `[EXPERIMENTAL] ${FIX}` : FIX;
      return `# Warning: '${old}' is deprecated. Please use '${now}' instead. ${fix}`;
    });
}

/** What is not simulated is told instead of being left out silently. */
function refuseWhatIsMissing(fields: Fields): void {
  for (const name of [
    'vars',
    'crds',
    'configurations',
    'generators',
    'transformers',
    'validators',
    'openapi',
    'buildMetadata',
  ]) {
    const value = fields[name];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    throw new KustomizeProblem(`the field '${name}' of kustomizations is not simulated here yet`);
  }
  const [chart] = [...listIn(fields, 'helmCharts'), ...listIn(fields, 'helmChartInflationGenerator')];
  if (chart !== undefined) {
    const config = `with config: \`\n${writeYaml(chart)}\``;
    throw new KustomizeProblem(
      `trouble configuring builtin HelmChartInflationGenerator ${config}: must specify --enable-helm`,
    );
  }
}

function optionsIn(value: unknown): GeneratorOptions {
  const fields = isFields(value) ? value : {};
  return {
    labels: mapIn(fields, 'labels'),
    annotations: mapIn(fields, 'annotations'),
    disableNameSuffixHash: fields['disableNameSuffixHash'] === true,
    immutable: fields['immutable'] === true,
  };
}

function mergedOptions(general: GeneratorOptions, own: GeneratorOptions): GeneratorOptions {
  return {
    labels: { ...general.labels, ...own.labels },
    annotations: { ...general.annotations, ...own.annotations },
    disableNameSuffixHash: general.disableNameSuffixHash || own.disableNameSuffixHash,
    immutable: general.immutable || own.immutable,
  };
}

export function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

export function textsIn(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return Array.isArray(value) ? (value as unknown[]).filter((one) => typeof one === 'string') : [];
}

function mapIn(fields: Fields, name: string): Readonly<Record<string, string>> {
  const value = fields[name];
  return isFields(value) ? (value as Record<string, string>) : {};
}

export function listIn(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? (value as unknown[]).filter(isFields) : [];
}
