import { duplicate, type FieldError, forbidden, goText, invalid, invalidEach, oneOf, required } from './fieldError';
import { labelValueErrors, qualifiedNameErrors } from './names';
import type { Node } from './node';
import { taintEffects } from './pods/validateScheduling';

export function validateNode(node: Node): FieldError[] {
  const seen = new Set<string>();
  return (node.spec.taints ?? []).flatMap(({ key, value = '', effect }, index) => {
    const field = `spec.taints[${index}]`;
    const errors = [
      ...(key ? invalidEach(`${field}.key`, key, qualifiedNameErrors(key)) : [required(`${field}.key`)]),
      ...invalidEach(`${field}.value`, value, labelValueErrors(value)),
      ...oneOf(`${field}.effect`, effect, taintEffects),
    ];
    const identity = `${key}:${effect}`;
    if (seen.has(identity)) {
      const shown = `core.Taint{Key:${JSON.stringify(key)}, Value:${JSON.stringify(value)}, Effect:${JSON.stringify(effect)}, TimeAdded:<nil>}`;
      errors.push(duplicate(field, goText(shown)));
    }
    seen.add(identity);
    return errors;
  });
}

/** Addresses and identity of a node are set once. */
export function validateNodeUpdate(node: Node, old: Node): FieldError[] {
  const errors: FieldError[] = [];
  const before = old.spec.podCIDRs ?? [];
  if (before.length > 0 && before.join() !== (node.spec.podCIDRs ?? []).join()) {
    errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  }
  if (old.spec.providerID && old.spec.providerID !== node.spec.providerID) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  if (node.spec.podCIDR && node.spec.podCIDRs?.[0] !== undefined && node.spec.podCIDR !== node.spec.podCIDRs[0]) {
    errors.push(invalid('spec.podCIDR', node.spec.podCIDR, 'must be the first of podCIDRs'));
  }
  return errors;
}
