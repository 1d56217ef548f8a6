/** `target` and `select`: which objects a patch or a replacement speaks of. */
import { matchesSelector } from '../../kinds/selector';
import { parseSelector } from '../../kinds/selectorText';
import { KustomizeProblem } from './problem';
import { allIds, idOf, isFields, metadataOf, type Resource } from './resource';

export interface Selector {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Regular expressions for the whole. */
  readonly name: string;
  readonly namespace: string;
  readonly labelSelector: string;
  readonly annotationSelector: string;
}

/** The objects that fit by any of their names. */
export function selected(resources: readonly Resource[], selector: Selector): Resource[] {
  return resources.filter((one) => {
    const gvk = idOf(one.object);
    const fits =
      matches(selector.group, gvk.group) && matches(selector.version, gvk.version) && matches(selector.kind, gvk.kind);
    if (!fits) return false;
    const named = allIds(one).some(
      (id) => matches(selector.name, id.name) && matches(selector.namespace, id.namespace || 'default'),
    );
    const metadata = metadataOf(one.object);
    return (
      named &&
      carries(selector.labelSelector, metadata['labels']) &&
      carries(selector.annotationSelector, metadata['annotations'])
    );
  });
}

function matches(pattern: string, text: string): boolean {
  if (pattern === '') return true;
  try {
    return new RegExp(`^(?:${pattern.replace(/^\^|\$$/g, '')})$`).test(text);
  } catch {
    throw new KustomizeProblem(`error parsing regexp: ${pattern}`);
  }
}

function carries(text: string, pairs: unknown): boolean {
  if (text === '') return true;
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new KustomizeProblem(parsed.error);
  return matchesSelector(parsed.value, isFields(pairs) ? (pairs as Record<string, string>) : {});
}
