/** `replacements`: a field of one object copied into fields of others. */
import { listIn, selectorIn, textIn, textsIn } from './kustomizationFile';
import { KustomizeProblem } from './problem';
import { type Fields, gvkText, isFields, type Resource } from './resource';
import { type Selector, selected } from './selector';

/** @throws KustomizeProblem when source or fields are not there */
export function replace(resources: readonly Resource[], entry: Fields): void {
  const { source } = entry;
  if (!isFields(source)) throw new KustomizeProblem('replacements must specify a source and at least one target');
  const value = sourceValue(resources, source);
  for (const target of listIn(entry, 'targets')) {
    if (!isFields(target['select'])) throw new KustomizeProblem('target must specify resources to select');
    const rejected = listIn(target, 'reject').flatMap((one) => selected(resources, selectorIn(one)));
    for (const resource of selected(resources, selectorIn(target['select']))) {
      if (!rejected.includes(resource)) setFields(resource.object, target, value);
    }
  }
}

function sourceValue(resources: readonly Resource[], source: Fields): unknown {
  const selector = selectorIn(source);
  const found = selected(resources, selector);
  const [first] = found;
  if (first === undefined) throw new KustomizeProblem(`nothing selected by ${selectorText(selector, source)}`);
  if (found.length > 1) throw new KustomizeProblem(`multiple matches for selector ${selectorText(selector, source)}`);
  const path = textIn(source, 'fieldPath') || 'metadata.name';
  const [place] = placesOf(first.object, pathOf(path), false);
  const value = place?.get();
  if (value === undefined)
    throw new KustomizeProblem(
      `fieldPath \`${path}\` is missing for replacement source ${selectorText(selector, source)}`,
    );
  const { delimiter, index } = optionsOf(source);
  if (delimiter === '') return value;
  const parts = String(value).split(delimiter);
  if (index < 0 || index >= parts.length) {
    throw new KustomizeProblem(`options.index ${index} is out of bounds for value ${String(value)}`);
  }
  return parts[index];
}

function selectorText(selector: Selector, source: Fields): string {
  const path = textIn(source, 'fieldPath');
  const id = `${gvkText(selector)}/${selector.name || '[noName]'}.${selector.namespace || '[noNs]'}`;
  return path === '' ? id : `${id}:${path}`;
}

function optionsOf(of: Fields): { delimiter: string; index: number; create: boolean } {
  const options = isFields(of['options']) ? of['options'] : {};
  const index = typeof options['index'] === 'number' ? options['index'] : 0;
  return { delimiter: textIn(options, 'delimiter'), index, create: options['create'] === true };
}

function setFields(object: Fields, target: Fields, value: unknown): void {
  const { delimiter, index, create } = optionsOf(target);
  const paths = textsIn(target, 'fieldPaths');
  for (const path of paths.length === 0 ? ['metadata.name'] : paths) {
    const places = placesOf(object, pathOf(path), create);
    if (places.length === 0) {
      throw new KustomizeProblem(`unable to find field ${JSON.stringify(path)} in replacement target`);
    }
    for (const place of places)
      place.set(delimiter === '' ? value : spliced(place.get(), String(value), delimiter, index));
  }
}

function spliced(old: unknown, value: string, delimiter: string, index: number): string {
  const parts = typeof old === 'string' ? old.split(delimiter) : [];
  if (index < 0) return [value, ...parts].join(delimiter);
  if (index >= parts.length) return [...parts, value].join(delimiter);
  return parts.map((part, at) => (at === index ? value : part)).join(delimiter);
}

/** A member of a map or an item of a list, to be read and written. */
class Place {
  readonly #holder: Record<string | number, unknown>;
  readonly #key: string | number;

  constructor(holder: Record<string | number, unknown>, key: string | number) {
    this.#holder = holder;
    this.#key = key;
  }

  get(): unknown {
    return this.#holder[this.#key];
  }

  set(value: unknown): void {
    this.#holder[this.#key] = value;
  }
}

/** `spec.containers.[name=web].image`; dots in names are written `\.`. */
function pathOf(text: string): string[] {
  return (text.match(/\[[^\]]*\]|(?:\\.|[^.\\])+/g) ?? []).map((part) => part.replace(/\\(.)/g, '$1'));
}

/** The places that a path leads to; lists are entered by index, `*` or `[key=value]`. */
function placesOf(at: unknown, [first = '', ...rest]: readonly string[], create: boolean): Place[] {
  const further = (holder: Record<string | number, unknown>, key: string | number): Place[] =>
    rest.length > 0 ? placesOf(holder[key], rest, create) : [new Place(holder, key)];
  if (Array.isArray(at)) {
    const holder = at as unknown as Record<number, unknown>;
    return indexesOf(at as unknown[], first).flatMap((index) => further(holder, index));
  }
  if (!isFields(at)) return [];
  if (first === '*') return Object.keys(at).flatMap((key) => further(at, key));
  if (at[first] === undefined) {
    if (!create) return [];
    if (rest.length > 0) at[first] = {};
  }
  return further(at, first);
}

function indexesOf(list: readonly unknown[], word: string): number[] {
  if (word === '*') return list.map((_, index) => index);
  const [, key = '', value = ''] = /^\[([^=]*)=(.*)\]$/.exec(word) ?? [];
  if (key !== '') return list.flatMap((item, index) => (isFields(item) && String(item[key]) === value ? [index] : []));
  return /^\d+$/.test(word) && Number(word) < list.length ? [Number(word)] : [];
}
