/**
 * Rules about requests that anybody can make: ValidatingAdmissionPolicies, where a binding puts them to use.
 *
 * Simplified: policies act at once, where the real server takes a second to notice them; audit annotations are evaluated
 * and go nowhere, since nothing is audited; requests that open streams are not looked at.
 */
import { admissionPolicyBindingKind, admissionPolicyKind } from '../../../kinds/extensions/admissionKinds';
import type { AdmissionObject } from '../../../kinds/extensions/admissionObject';
import { type AdmissionInput, type CompiledPolicy, compilePolicy } from '../../../kinds/extensions/compiledPolicy';
import { apiVersionOf, type Kind } from '../../../kinds/kind';
import type { ClusterObject } from '../../../kinds/object';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';
import { isAbout, isExempt, matchesConstraints, namespaceOf } from './policyMatching';
import { collectParams } from './policyParams';

interface Denial {
  readonly message: string;
  readonly reason?: string;
}

/** By the stored object, which never changes. */
const compiled = new WeakMap<AdmissionObject, CompiledPolicy>();

export const validatingAdmissionPolicy: AdmissionPlugin = {
  name: 'ValidatingAdmissionPolicy',
  validate(request, context) {
    if (isExempt(request)) return undefined;
    let first: Denial | undefined;
    for (const policy of context.list(admissionPolicyKind) as Iterable<AdmissionObject>) {
      const constraints = policy.spec?.matchConstraints;
      if (constraints === undefined || !matchesConstraints(constraints, request, context)) continue;
      const [denial] = denialsOf(policy, request, context);
      first ??= denial;
    }
    return first === undefined ? undefined : refusal(first, request);
  },
};

/** What each binding of a policy has against the request; warnings are given on the way. */
function denialsOf(policy: AdmissionObject, request: AdmissionRequest, context: AdmissionContext): Denial[] {
  const { paramKind, failurePolicy } = policy.spec ?? {};
  const kind = paramKind === undefined ? undefined : context.findKind(paramKind.apiVersion ?? '', paramKind.kind ?? '');
  const bindings = [...(context.list(admissionPolicyBindingKind) as Iterable<AdmissionObject>)].filter(
    ({ spec }) => spec?.policyName === policy.metadata.name,
  );
  if (paramKind !== undefined && kind === undefined && bindings.length > 0) {
    const why = `failed to find resource referenced by paramKind: '${groupVersionKind(paramKind)}'`;
    const message = `${nameOf(policy)} denied request: failed to configure policy: ${why}`;
    return failurePolicy === 'Ignore' ? [] : [{ message }];
  }
  return bindings
    .filter((binding) => isAbout(binding, request, context))
    .flatMap((binding) => denialsOfBinding(policy, binding, kind, request, context));
}

function nameOf({ metadata }: AdmissionObject): string {
  return `ValidatingAdmissionPolicy '${metadata.name}'`;
}

function denialsOfBinding(
  policy: AdmissionObject,
  binding: AdmissionObject,
  paramKind: Kind | undefined,
  request: AdmissionRequest,
  context: AdmissionContext,
): Denial[] {
  const who = `${nameOf(policy)} with binding '${binding.metadata.name}'`;
  const params = collectParams(binding, paramKind, request, context);
  if (!params.ok) {
    const message = `${who} denied request: failed to configure binding: ${params.error}`;
    return policy.spec?.failurePolicy === 'Ignore' ? [] : [{ message }];
  }
  const actions = binding.spec?.validationActions ?? [];
  const broken = params.value.flatMap((param) => evaluate(policy, inputOf(request, param, context)));
  if (actions.includes('Warn')) {
    for (const { message } of broken) request.warn?.(`Validation failed for ${who}: ${message}`);
  }
  if (!actions.includes('Deny')) return [];
  return broken.map((denial) => ({ ...denial, message: `${who} denied request: ${denial.message}` }));
}

function groupVersionKind({ apiVersion = '', kind = '' }: { apiVersion?: string; kind?: string }): string {
  return `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
}

/** The validations that the input breaks. */
function evaluate(policy: AdmissionObject, input: AdmissionInput): Denial[] {
  const program = compiled.get(policy) ?? compilePolicy(policy);
  compiled.set(policy, program);
  const variables = program.read(input);
  const strict = policy.spec?.failurePolicy !== 'Ignore';
  const failed = (expression: string, why: string): Denial[] =>
    strict ? [{ message: `expression '${expression}' resulted in error: ${why}` }] : [];
  const conditions = policy.spec?.matchConditions ?? [];
  for (const [index, condition] of program.matchConditions.entries()) {
    const result = condition.ok ? condition.value.evaluate(variables) : condition;
    if (!result.ok) return failed(conditions[index]?.expression ?? '', result.error);
    if (result.value !== true) return [];
  }
  return program.validations.flatMap(({ expression, message }, index) => {
    const validation = policy.spec?.validations?.[index] ?? { expression: '' };
    const result = expression.ok ? expression.value.evaluate(variables) : expression;
    if (!result.ok) return failed(validation.expression, result.error);
    if (result.value === true) return [];
    const said = message?.ok === true ? message.value.evaluate(variables) : undefined;
    const text = said?.ok === true ? String(said.value).trim() : '';
    const usual = validation.message?.trim() || `failed expression: ${validation.expression.trim()}`;
    const { reason } = validation;
    return [
      {
        message: text === '' || text.includes('\n') ? usual : text,
        ...(reason === undefined ? {} : { reason }),
      },
    ];
  });
}

function inputOf(request: AdmissionRequest, params: ClusterObject | null, context: AdmissionContext): AdmissionInput {
  const { kind, operation, name, namespace, subresource, user, dryRun } = request;
  const isNamespace = kind.group === '' && kind.plural === 'namespaces';
  const resource = { group: kind.group, version: kind.version, resource: kind.plural };
  const named = { group: kind.group, version: kind.version, kind: kind.kind };
  const typed = (object: ClusterObject | undefined) =>
    object === undefined ? null : { ...object, apiVersion: apiVersionOf(kind), kind: kind.kind };
  return {
    object: typed(request.object),
    oldObject: typed(request.old),
    params,
    namespaceObject: (isNamespace ? undefined : namespaceOf(request, context)) ?? null,
    request: {
      kind: named,
      resource,
      subResource: subresource,
      requestKind: named,
      requestResource: resource,
      requestSubResource: subresource,
      name,
      namespace,
      operation,
      userInfo: { username: user.user, uid: user.uid ?? '', groups: user.groups, extra: user.extra ?? {} },
      dryRun,
    },
  };
}

const CODES: Readonly<Record<string, number>> = { Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413 };

function refusal({ message, reason = 'Invalid' }: Denial, request: AdmissionRequest): Status {
  const status = statusError.forbidden(request.kind, nameInMessages(request), message);
  return {
    ...statusError.withCause(status, { message }),
    reason: reason as Status['reason'] & string,
    code: CODES[reason] ?? 422,
  };
}
