/** An object on its way through a kustomization: what it is now, and under which names it was known before. */
import { findKind } from '../../kinds/registry';
import { KustomizeProblem } from './problem';

export type Fields = Record<string, unknown>;

/** Under what an object can be addressed. */
export interface ResourceId {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

export interface Resource {
  /** Changed in place by transformers. */
  object: Fields;
  /** Its earlier names, oldest first. */
  readonly previous: ResourceId[];
  /** What was put before and behind its name, in order. */
  readonly prefixes: string[];
  readonly suffixes: string[];
  /** A generator's wish: the name ends with a hash of the content. */
  needsHash: boolean;
  readonly behavior: 'create' | 'merge' | 'replace' | '';
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The resource for a document. @throws KustomizeProblem when it has no kind or name */
export function resourceOf(value: unknown): Resource {
  if (!isFields(value) || (value['kind'] === undefined && value['metadata'] === undefined)) {
    throw new KustomizeProblem('missing Resource metadata');
  }
  const { metadata, kind, apiVersion } = value;
  const words = `{{${textOf(apiVersion)} ${textOf(kind)}} {{ } map[] map[]}}`;
  if (typeof kind !== 'string' || kind === '') throw new KustomizeProblem(`missing kind in object ${words}`);
  if (!isFields(metadata) || typeof metadata['name'] !== 'string' || metadata['name'] === '') {
    if (!kind.endsWith('List')) throw new KustomizeProblem(`missing metadata.name in object ${words}`);
  }
  return { object: value, previous: [], prefixes: [], suffixes: [], needsHash: false, behavior: '' };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function metadataOf(object: Fields): Fields {
  const { metadata } = object;
  if (isFields(metadata)) return metadata;
  const fresh: Fields = {};
  object['metadata'] = fresh;
  return fresh;
}

/** What an object is called now. */
export function idOf(object: Fields): ResourceId {
  const [version = '', group = ''] = textOf(object['apiVersion']).split('/').reverse();
  const metadata = metadataOf(object);
  return {
    group,
    version,
    kind: textOf(object['kind']),
    name: textOf(metadata['name']),
    namespace: textOf(metadata['namespace']),
  };
}

/** All ids under which it can be addressed. */
export function allIds(resource: Resource): readonly ResourceId[] {
  return [...resource.previous, idOf(resource.object)];
}

/** Remembers the present id before something of it changes. */
export function remember(resource: Resource): void {
  resource.previous.push(idOf(resource.object));
}

/** `Deployment.v1.apps/web.[noNs]`, as messages have it. */
export function idText(id: ResourceId): string {
  return `${gvkText(id)}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`;
}

export function gvkText({ kind, version, group }: Pick<ResourceId, 'kind' | 'version' | 'group'>): string {
  return `${kind || '[noKind]'}.${version || '[noVer]'}.${group || '[noGrp]'}`;
}

/** Two ids name the same object: no namespace means `default`. */
export function sameId(a: ResourceId, b: ResourceId): boolean {
  return (
    a.group === b.group && a.version === b.version && a.kind === b.kind && a.name === b.name && inSameNamespace(a, b)
  );
}

export function inSameNamespace(a: ResourceId, b: ResourceId): boolean {
  return effectiveNamespace(a) === effectiveNamespace(b);
}

function effectiveNamespace(id: ResourceId): string {
  return isClusterScoped(id) ? '' : id.namespace || 'default';
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'ComponentStatus',
  'CustomResourceDefinition',
  'FlowSchema',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'SelfSubjectAccessReview',
  'SelfSubjectRulesReview',
  'StorageClass',
  'SubjectAccessReview',
  'TokenReview',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** Kinds of the API that lie outside namespaces; those that nobody knows lie inside. */
export function isClusterScoped({ group, kind }: Pick<ResourceId, 'group' | 'kind'>): boolean {
  if (group !== '' && !group.endsWith('.k8s.io')) return false;
  const known = findKind(kind, group);
  return known === undefined ? CLUSTER_SCOPED.has(kind) : !known.namespaced;
}
