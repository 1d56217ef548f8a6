/** Prefixes, suffixes and namespaces. */
import { eachField } from './fieldPaths';
import { KustomizeProblem } from './problem';
import { type Fields, idOf, isClusterScoped, isFields, metadataOf, type Resource, remember, sameId } from './resource';

const KEEP_THEIR_NAME: ReadonlySet<string> = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);

export function addPrefix(resources: readonly Resource[], prefix: string): void {
  rename(resources, (resource, name) => {
    resource.prefixes.push(prefix);
    return `${prefix}${name}`;
  });
}

export function addSuffix(resources: readonly Resource[], suffix: string): void {
  rename(resources, (resource, name) => {
    resource.suffixes.push(suffix);
    return `${name}${suffix}`;
  });
}

function rename(resources: readonly Resource[], change: (resource: Resource, name: string) => string): void {
  for (const resource of resources) {
    const { kind, name } = idOf(resource.object);
    if (KEEP_THEIR_NAME.has(kind)) continue;
    remember(resource);
    metadataOf(resource.object)['name'] = change(resource, name);
  }
}

/** Puts everything that lives in a namespace into this one. @throws KustomizeProblem when two objects become one */
export function setNamespace(resources: readonly Resource[], namespace: string): void {
  for (const resource of resources) {
    const { object } = resource;
    const id = idOf(object);
    if (id.kind === 'Namespace' && id.group === '') {
      remember(resource);
      metadataOf(object)['name'] = namespace;
    } else if (!isClusterScoped(id)) {
      remember(resource);
      metadataOf(object)['namespace'] = namespace;
    }
    if (id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding') setDefaultSubjects(object, namespace);
    if (id.kind === 'APIService') eachField(object, { path: 'spec/service/namespace', create: true }, () => namespace);
  }
  for (const resource of resources) {
    const same = resources.filter((one) => sameId(idOf(one.object), idOf(resource.object)));
    if (same.length > 1) {
      const texts = same.map((one) => JSON.stringify(withHistory(one)));
      throw new KustomizeProblem(`namespace transformation produces ID conflict: [${texts.join(' ')}]`);
    }
  }
}

/** Of the subjects only the service account `default` follows by itself; others follow their accounts. */
function setDefaultSubjects(object: Fields, namespace: string): void {
  const { subjects } = object;
  for (const subject of Array.isArray(subjects) ? (subjects as unknown[]) : []) {
    if (isFields(subject) && subject['kind'] === 'ServiceAccount' && subject['name'] === 'default') {
      subject['namespace'] = namespace;
    }
  }
}

/** The object as kustomize keeps it meanwhile: what it was called stands in annotations. */
function withHistory({ object, previous }: Resource): Fields {
  const prefix = 'internal.config.kubernetes.io/';
  const annotations = {
    [`${prefix}previousKinds`]: previous.map((one) => one.kind).join(','),
    [`${prefix}previousNames`]: previous.map((one) => one.name).join(','),
    [`${prefix}previousNamespaces`]: previous.map((one) => one.namespace || 'default').join(','),
  };
  const { name, namespace, ...rest } = metadataOf(object);
  const own = isFields(rest['annotations']) ? rest['annotations'] : {};
  return { ...object, metadata: { annotations: { ...own, ...annotations }, ...rest, name, namespace } };
}
