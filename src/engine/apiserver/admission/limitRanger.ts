import type { Container, LimitRangeItem } from 'kubernetes-types/core/v1';
import { type LimitRange, limitRangeKind } from '../../../kinds/limits/limitRange';
import type { ClusterObject } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import { type Amounts, containerAmounts, podAmounts } from '../../../kinds/pods/podAmounts';
import { compareQuantities, formatQuantity, type Quantity, quantityOf } from '../../../kinds/quantity';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/** Gives containers the default requests and limits of their namespace, and refuses what is out of its ranges. */
export const limitRanger: AdmissionPlugin = { name: 'LimitRanger', admit, validate };

function admit(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, subresource, namespace, object } = request;
  if (kind.kind !== 'Pod' || operation !== 'CREATE' || subresource !== '') return undefined;
  for (const range of rangesIn(context, namespace)) setDefaults(object as Pod, range);
  return undefined;
}

function validate(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, subresource, namespace, object } = request;
  if (operation !== 'CREATE' || subresource !== '' || object === undefined) return undefined;
  const check = CHECKS[kind.kind];
  if (check === undefined) return undefined;
  for (const range of rangesIn(context, namespace)) {
    const problems = (range.spec.limits ?? []).flatMap((item) => check(object, item));
    const [first] = problems;
    if (first === undefined) continue;
    const unique = [...new Set(problems)];
    const text = unique.length === 1 ? first : `[${unique.join(', ')}]`;
    return statusError.forbidden(kind, nameInMessages(request), text);
  }
  return undefined;
}

function rangesIn(context: AdmissionContext, namespace: string): Iterable<LimitRange> {
  return context.list(limitRangeKind, namespace) as Iterable<LimitRange>;
}

function setDefaults(pod: Pod, range: LimitRange): void {
  const items = (range.spec.limits ?? []).filter(({ type }) => type === 'Container');
  const limits: Record<string, string> = Object.assign({}, ...items.map((item) => item.default));
  const requests: Record<string, string> = Object.assign({}, ...items.map((item) => item.defaultRequest));
  const notes = [
    ...pod.spec.containers.flatMap((one) => setContainerDefaults(one, 'container', requests, limits)),
    ...(pod.spec.initContainers ?? []).flatMap((one) => setContainerDefaults(one, 'init container', requests, limits)),
  ];
  if (notes.length === 0) return;
  const text = `LimitRanger plugin set: ${notes.join('; ')}`;
  pod.metadata.annotations = { ...pod.metadata.annotations, [ANNOTATION]: text };
}

/** Returns what was set, in words. */
function setContainerDefaults(
  container: Container,
  what: string,
  requests: Readonly<Record<string, string>>,
  limits: Readonly<Record<string, string>>,
): string[] {
  const own = container.resources ?? {};
  const missing = (defaults: Readonly<Record<string, string>>, given: Readonly<Record<string, string>> = {}) =>
    Object.keys(defaults)
      .filter((name) => given[name] === undefined)
      .sort();
  const setRequests = missing(requests, own.requests);
  const setLimits = missing(limits, own.limits);
  if (setRequests.length > 0) own.requests = { ...requests, ...own.requests };
  if (setLimits.length > 0) own.limits = { ...limits, ...own.limits };
  container.resources = own;
  return [
    ...(setRequests.length === 0 ? [] : [`${setRequests.join(', ')} request for ${what} ${container.name}`]),
    ...(setLimits.length === 0 ? [] : [`${setLimits.join(', ')} limit for ${what} ${container.name}`]),
  ];
}

const CHECKS: Readonly<Record<string, (object: ClusterObject, item: LimitRangeItem) => string[]>> = {
  Pod: (object, item) => {
    const pod = object as Pod;
    if (item.type === 'Pod') return problemsOf(item, podAmounts(pod, 'requests'), podAmounts(pod, 'limits'));
    if (item.type !== 'Container') return [];
    return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap((one) =>
      problemsOf(item, containerAmounts(one, 'requests'), containerAmounts(one, 'limits')),
    );
  },
  PersistentVolumeClaim: (object, item) => {
    if (item.type !== 'PersistentVolumeClaim') return [];
    const { spec } = object as { spec?: { resources?: { requests?: Record<string, string> } } };
    return claimProblems(item, quantityOf(spec?.resources?.requests?.['storage']));
  },
};

function problemsOf(item: LimitRangeItem, requests: Amounts, limits: Amounts): string[] {
  const { type, min = {}, max = {}, maxLimitRequestRatio: ratios = {} } = item;
  const each = (list: Readonly<Record<string, string>>, check: (name: string, bound: string) => string | undefined) =>
    Object.keys(list)
      .sort()
      .flatMap((name) => check(name, list[name] ?? '0') ?? []);
  return [
    ...each(min, (name, bound) =>
      belowMinimum(`minimum ${name} usage per ${type} is ${bound}`, bound, requests.get(name), limits.get(name)),
    ),
    ...each(max, (name, bound) =>
      aboveMaximum(`maximum ${name} usage per ${type} is ${bound}`, bound, requests.get(name), limits.get(name)),
    ),
    ...each(ratios, (name, bound) =>
      aboveRatio(
        `${name} max limit to request ratio per ${type} is ${bound}`,
        bound,
        requests.get(name),
        limits.get(name),
      ),
    ),
  ];
}

type Amount = Quantity | undefined;

function belowMinimum(rule: string, bound: string, request: Amount, limit: Amount): string | undefined {
  if (request === undefined) return `${rule}.  No request is specified`;
  if (compareQuantities(request, quantityOf(bound)) < 0) return `${rule}, but request is ${formatQuantity(request)}`;
  const low = limit !== undefined && compareQuantities(limit, quantityOf(bound)) < 0;
  return low ? `${rule}, but limit is ${formatQuantity(limit)}` : undefined;
}

function aboveMaximum(rule: string, bound: string, request: Amount, limit: Amount): string | undefined {
  if (limit === undefined) return `${rule}.  No limit is specified`;
  if (compareQuantities(limit, quantityOf(bound)) > 0) return `${rule}, but limit is ${formatQuantity(limit)}`;
  const high = request !== undefined && compareQuantities(request, quantityOf(bound)) > 0;
  return high ? `${rule}, but request is ${formatQuantity(request)}` : undefined;
}

function aboveRatio(rule: string, bound: string, request: Amount, limit: Amount): string | undefined {
  if (request === undefined || request.nano === 0n) return `${rule}, but no request is specified or request is 0`;
  if (limit === undefined || limit.nano === 0n) return `${rule}, but no limit is specified or limit is 0`;
  const ratio = Number(limit.nano) / Number(request.nano);
  const high = ratio > Number(quantityOf(bound).nano) / 1e9;
  return high ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}

function claimProblems({ type, min, max }: LimitRangeItem, asked: Quantity): string[] {
  const problems: string[] = [];
  const text = formatQuantity(asked);
  const [low, high] = [min?.['storage'], max?.['storage']];
  if (low !== undefined && compareQuantities(asked, quantityOf(low)) < 0) {
    problems.push(`minimum storage usage per ${type} is ${low}, but request is ${text}`);
  }
  if (high !== undefined && compareQuantities(asked, quantityOf(high)) > 0) {
    problems.push(`maximum storage usage per ${type} is ${high}, but request is ${text}`);
  }
  return problems;
}
