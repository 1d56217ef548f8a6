/** Selectors of command lines as the objects that the API has for them. */
import type { LabelSelector, LabelSelectorRequirement } from 'kubernetes-types/meta/v1';
import { parseSelector } from '../../../kinds/selectorText';
import { CommandError } from '../errors';

const OPERATORS: Readonly<Record<string, string>> = { in: 'In', notin: 'NotIn', exists: 'Exists', '!': 'DoesNotExist' };

/** Equalities as labels, everything else as expressions. @throws CommandError for what cannot be said so */
export function readLabelSelector(text: string): LabelSelector {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new CommandError(`couldn't parse the selector string "${text}": ${parsed.error}`);
  const matchLabels: Record<string, string> = {};
  const matchExpressions: LabelSelectorRequirement[] = [];
  for (const { key, operator, values } of parsed.value) {
    if (operator === '=') {
      matchLabels[key] = values[0] ?? '';
      continue;
    }
    const known = OPERATORS[operator];
    if (known === undefined) throw new CommandError(`${JSON.stringify(operator)} ${unsupported(operator)}`);
    matchExpressions.push({ key, operator: known, ...(values.length === 0 ? {} : { values: [...values].sort() }) });
  }
  return {
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  };
}

function unsupported(operator: string): string {
  return operator === '!=' ? 'is not a valid label selector operator' : "isn't supported in label selectors";
}
