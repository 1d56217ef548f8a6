import type { PodSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import { type FieldError, invalid } from '../../../kinds/fieldError';
import { type Namespace, namespaceKind } from '../../../kinds/namespace';
import type { ClusterObject } from '../../../kinds/object';
import { type Pod, podKind } from '../../../kinds/pod';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';
import { type Violation, violationsOf } from './podSecurityChecks';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS = ['privileged', 'baseline', 'restricted'];

interface Policy {
  readonly level: string;
  readonly version: string;
}

/** Holds pods to the standards that their namespace's labels name; what runs pods only warns. Nothing is audited. */
export const podSecurity: AdmissionPlugin = { name: 'PodSecurity', validate };

function validate(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, subresource, namespace, object } = request;
  if (operation === 'DELETE' || object === undefined) return undefined;
  if (kind.plural === namespaceKind.plural && kind.group === '') return reviewNamespace(request, context);
  const isPod = kind.plural === podKind.plural && kind.group === '';
  if (isPod && subresource !== 'ephemeralcontainers' && (operation !== 'CREATE' || subresource !== ''))
    return undefined;
  if (!isPod && subresource !== '') return undefined;
  const spec = isPod ? (object as Pod).spec : templateOf(object);
  if (spec === undefined) return undefined;
  const found = context.find(namespaceKind, '', namespace) as Namespace | undefined;
  const { enforce, warn } = policiesOf(found?.metadata.labels ?? {});
  const broken = isPod ? violationsOf(enforce.level, spec) : [];
  if (broken.length > 0) {
    const why = `violates PodSecurity ${JSON.stringify(nameOf(enforce))}: ${detailsOf(broken)}`;
    return statusError.forbidden(kind, nameInMessages(request), why);
  }
  const doubtful = violationsOf(warn.level, spec);
  if (doubtful.length > 0) {
    request.warn?.(`would violate PodSecurity ${JSON.stringify(nameOf(warn))}: ${detailsOf(doubtful)}`);
  }
  return undefined;
}

/** The pod that an object makes others of. */
function templateOf(object: ClusterObject): PodSpec | undefined {
  const { spec } = object as {
    spec?: { template?: { spec?: PodSpec }; jobTemplate?: { spec?: { template?: { spec?: PodSpec } } } };
  };
  const found = spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec;
  return found?.containers === undefined ? undefined : found;
}

/** Warnings are as strict as what is enforced, unless the labels say otherwise. */
function policiesOf(labels: Readonly<Record<string, string>>): { readonly enforce: Policy; readonly warn: Policy } {
  const policy = (mode: string): Policy => ({
    level: labels[`${PREFIX}${mode}`] ?? 'privileged',
    version: labels[`${PREFIX}${mode}-version`] ?? 'latest',
  });
  const enforce = policy('enforce');
  const said = [`${PREFIX}warn`, `${PREFIX}warn-version`].some((label) => labels[label] !== undefined);
  return { enforce, warn: said ? policy('warn') : enforce };
}

function nameOf({ level, version }: Policy): string {
  return `${level}:${version}`;
}

function detailsOf(violations: readonly Violation[]): string {
  return violations.map(({ reason, detail }) => `${reason} (${detail})`).join(', ');
}

/** Labels must name levels and versions; pods that are there already are only warned of. */
function reviewNamespace(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { operation, subresource, object, old } = request;
  if (subresource !== '' || object === undefined) return undefined;
  const labels = object.metadata.labels ?? {};
  const before = old?.metadata.labels ?? {};
  if (operation === 'UPDATE' && equal(labels, before)) return undefined;
  const errors = labelErrors(labels);
  if (errors.length > 0) return statusError.invalid({ group: '', kind: 'Namespace' }, object.metadata.name, errors);
  const { enforce } = policiesOf(labels);
  if (operation === 'CREATE' || equal(enforce, policiesOf(before).enforce)) return undefined;
  const groups = new Map<string, string[]>();
  for (const pod of context.list(podKind, object.metadata.name) as Iterable<Pod>) {
    const reasons = violationsOf(enforce.level, pod.spec).map(({ reason }) => reason);
    if (reasons.length === 0) continue;
    const text = reasons.join(', ');
    groups.set(text, [...(groups.get(text) ?? []), pod.metadata.name]);
  }
  if (groups.size === 0) return undefined;
  request.warn?.(
    `existing pods in namespace ${JSON.stringify(object.metadata.name)} violate the new PodSecurity enforce level ${JSON.stringify(nameOf(enforce))}`,
  );
  const lines = [...groups].map(([reasons, names]) => `${namesInWords(names)}: ${reasons}`);
  for (const line of lines.sort()) request.warn?.(line);
  return undefined;
}

function namesInWords([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  return `${first} (and ${others.length} other ${others.length === 1 ? 'pod' : 'pods'})`;
}

function labelErrors(labels: Readonly<Record<string, string>>): FieldError[] {
  return ['enforce', 'audit', 'warn'].flatMap((mode) => {
    const [level, version] = [labels[`${PREFIX}${mode}`], labels[`${PREFIX}${mode}-version`]];
    const errors: FieldError[] = [];
    if (level !== undefined && !LEVELS.includes(level)) {
      errors.push(invalid(`metadata.labels[${PREFIX}${mode}]`, level, `must be one of ${LEVELS.join(', ')}`));
    }
    if (version !== undefined && version !== 'latest' && !/^v1\.(0|[1-9][0-9]*)$/.test(version)) {
      errors.push(invalid(`metadata.labels[${PREFIX}${mode}-version]`, version, 'must be "latest" or "v1.x"'));
    }
    return errors;
  });
}
