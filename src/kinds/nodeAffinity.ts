/** Whether a node is one that a pod's nodeSelector and required node affinity allow. */
import type { NodeSelectorRequirement, NodeSelectorTerm } from 'kubernetes-types/core/v1';
import type { Node } from './node';
import type { Pod } from './pod';
import { matchesLabels, matchesSelector, type Requirement, type SelectorOperator } from './selector';

const OPERATORS: Readonly<Record<string, SelectorOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: '>',
  Lt: '<',
};

/** nodeSelector and requiredDuringSchedulingIgnoredDuringExecution, both of which must hold. */
export function matchesRequiredNodeAffinity(pod: Pod, node: Node): boolean {
  if (!matchesLabels(pod.spec.nodeSelector, node.metadata.labels)) return false;
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required.nodeSelectorTerms.some((term) => matchesNodeTerm(term, node));
}

/** All expressions of a term must hold; an empty term matches nothing. */
export function matchesNodeTerm(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  return (
    matchesSelector(matchExpressions.map(requirementOf), node.metadata.labels) &&
    matchesSelector(matchFields.map(requirementOf), { 'metadata.name': node.metadata.name })
  );
}

function requirementOf(expression: NodeSelectorRequirement): Requirement {
  const operator = OPERATORS[expression.operator] ?? 'in';
  return { key: expression.key, operator, values: expression.values ?? [] };
}
