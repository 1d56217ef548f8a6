/** After all renaming: fields that hold another object's old name get its new one. */
import { concerns, eachField } from './fieldPaths';
import { type NameReference, nameReferences } from './nameReferences';
import { KustomizeProblem } from './problem';
import {
  type Fields,
  idOf,
  idText,
  inSameNamespace,
  isClusterScoped,
  isFields,
  type Resource,
  type ResourceId,
} from './resource';

type Selected = NameReference['target'];

/** @throws KustomizeProblem when a name may mean several objects that are called differently now */
export function fixReferences(resources: readonly Resource[]): void {
  for (const referrer of resources) {
    const id = idOf(referrer.object);
    for (const { target, fields } of nameReferences) {
      for (const field of fields) {
        if (!concerns(field, id)) continue;
        eachField(referrer.object, { path: field.path }, (value) =>
          fixed(value, { referrer, target, path: field.path, resources }),
        );
      }
    }
  }
}

interface Search {
  readonly referrer: Resource;
  readonly target: Selected;
  readonly path: string;
  readonly resources: readonly Resource[];
}

function fixed(value: unknown, search: Search): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map((item) => fixed(item, search));
  if (isFields(value)) return fixedMap(value, search);
  if (typeof value !== 'string') return value;
  const found = select(value, search, couldBeReferenced(search));
  return found === undefined ? value : idOf(found.object).name;
}

/** A map with a name and perhaps a namespace, such as a subject of a role binding. */
function fixedMap(value: Fields, search: Search): Fields {
  const { name, namespace } = value;
  if (typeof name !== 'string') return value;
  let candidates = couldBeReferenced(search, true);
  if (typeof namespace === 'string') {
    const original = candidates.filter(
      (one) =>
        (one.previous[0] ?? idOf(one.object)).namespace === namespace ||
        ((one.previous[0] ?? idOf(one.object)).namespace === '' && namespace === 'default'),
    );
    candidates = original.length > 0 ? original : candidates.filter((one) => idOf(one.object).namespace === namespace);
  }
  const found = select(name, search, candidates);
  if (found === undefined) return value;
  const id = idOf(found.object);
  return { ...value, name: id.name, ...(id.namespace === '' ? {} : { namespace: id.namespace }) };
}

/** What lies in the referrer's namespace or in none; bindings may speak of accounts anywhere. */
function couldBeReferenced({ referrer, resources }: Search, anywhere = false): readonly Resource[] {
  const own = idOf(referrer.object);
  if (anywhere || isClusterScoped(own)) return resources;
  return resources.filter((one) => {
    const id = idOf(one.object);
    return isClusterScoped(id) || inSameNamespace(id, own);
  });
}

function select(oldName: string, search: Search, among: readonly Resource[]): Resource | undefined {
  const { referrer, target, path } = search;
  const own = idOf(referrer.object);
  let found = among
    .filter((one) => one.previous.some((id) => id.name === oldName))
    .filter((one) => one.previous.some((id) => isSelected(id, target)));
  const role = path.endsWith('roleRef/name') ? referrer.object['roleRef'] : undefined;
  if (isFields(role)) {
    found = found.filter((one) => one.previous.some((id) => id.kind === role['kind'] && id.group === role['apiGroup']));
  }
  if (!isClusterScoped(own)) {
    found = found.filter((one) => {
      const id = idOf(one.object);
      return isClusterScoped(id) || id.kind === 'ServiceAccount' || inSameNamespace(id, own);
    });
  }
  if (found.length > 1) found = found.filter((one) => sameContext(one, referrer));
  const [first] = found;
  if (first === undefined || found.every((one) => idOf(one.object).name === idOf(first.object).name)) return first;
  const ids = found.map((one) => idText(idOf(one.object))).join(', ');
  throw new KustomizeProblem(
    `updating name reference in '${path}' field of '${idText(own)}':  found multiple possible referrals: ${ids}`,
  );
}

function isSelected(id: ResourceId, { kind, group, version }: Selected): boolean {
  return id.kind === kind && (group ?? id.group) === id.group && (version ?? id.version) === id.version;
}

/** Both went through the same prefixes and suffixes. */
function sameContext(a: Resource, b: Resource): boolean {
  return a.prefixes.join('|') === b.prefixes.join('|') && a.suffixes.join('|') === b.suffixes.join('|');
}
