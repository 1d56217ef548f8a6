/** Field selectors: `status.phase=Running,spec.nodeName!=node-1`. */
import { fail, ok, type Result } from '../base/result';
import type { Kind } from './kind';
import type { ClusterObject } from './object';

export interface FieldRequirement {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

/** Parses a field selector; the error is the API server's sentence. */
export function parseFieldSelector(text: string): Result<readonly FieldRequirement[], string> {
  const requirements: FieldRequirement[] = [];
  for (const term of termsOf(text)) {
    if (term === '') continue;
    const match = /^((?:[^\\=!]|\\.|!(?!=))*)(!=|==|=)((?:.|\n)*)$/.exec(term);
    const value = match === null ? undefined : unescaped(match[3] ?? '');
    if (match === null || value === undefined) return fail(`invalid selector: '${text}'; can't understand '${term}'`);
    requirements.push({ field: match[1] ?? '', operator: match[2] === '!=' ? '!=' : '=', value });
  }
  return ok(requirements);
}

/** The first field that this kind cannot be selected by, in the API server's words; undefined when all are known. */
export function fieldSelectorError(kind: Kind, selector: readonly FieldRequirement[]): string | undefined {
  for (const { field } of selector) {
    if (field === 'metadata.name' || (kind.namespaced && field === 'metadata.namespace')) continue;
    if (kind.selectableFields?.[field] !== undefined) continue;
    return kind.selectableFields === undefined
      ? `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
      : `field label not supported: ${field}`;
  }
  return undefined;
}

/** Whether an object satisfies every requirement. */
export function matchesFields(kind: Kind, selector: readonly FieldRequirement[], object: ClusterObject): boolean {
  return selector.every(
    ({ field, operator, value }) => (fieldValue(kind, field, object) === value) === (operator === '='),
  );
}

function fieldValue(kind: Kind, field: string, object: ClusterObject): string {
  if (field === 'metadata.name') return object.metadata.name;
  if (field === 'metadata.namespace') return object.metadata.namespace ?? '';
  return kind.selectableFields?.[field]?.(object) ?? '';
}

/** Splits at commas that no backslash protects. */
function termsOf(text: string): string[] {
  return text.match(/(?:[^\\,]|\\.?)+/gs) ?? [];
}

/** Takes away the backslashes before `,`, `=` and `\`; undefined when one stands elsewhere or a sign is bare. */
function unescaped(value: string): string | undefined {
  if (/^(?:[^\\,=]|\\[\\,=])*$/.test(value)) return value.replace(/\\([\\,=])/g, '$1');
  return undefined;
}
