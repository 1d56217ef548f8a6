/** What authors of webhooks and admission policies leave out. */
import type { AdmissionObject, Rule } from './admissionObject';

export function setWebhookDefaults({ webhooks = [] }: AdmissionObject): void {
  for (const webhook of webhooks) {
    webhook.failurePolicy ??= 'Fail';
    webhook.matchPolicy ??= 'Equivalent';
    webhook.namespaceSelector ??= {};
    webhook.objectSelector ??= {};
    webhook.timeoutSeconds ??= 10;
    if (webhook.clientConfig?.service !== undefined) webhook.clientConfig.service.port ??= 443;
    for (const rule of (webhook.rules ?? []) as Rule[]) rule.scope ??= '*';
  }
}

export function setPolicyDefaults({ spec }: AdmissionObject): void {
  if (spec === undefined) return;
  spec.failurePolicy ??= 'Fail';
  const { matchConstraints } = spec;
  if (matchConstraints === undefined) return;
  matchConstraints.matchPolicy ??= 'Equivalent';
  matchConstraints.namespaceSelector ??= {};
  matchConstraints.objectSelector ??= {};
  for (const rule of [...(matchConstraints.resourceRules ?? []), ...(matchConstraints.excludeResourceRules ?? [])]) {
    rule.scope ??= '*';
  }
}
