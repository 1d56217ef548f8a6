/** The variables that a file names, and what stands for them where they have no value. */
import { isPlain } from '../composeValues';

export interface NamedVariable {
  readonly name: string;
  readonly required: boolean;
  /** After `:-` or `-`. */
  readonly fallback: string;
  /** After `:+` or `+`. */
  readonly other: string;
}

export function variablesOf(value: unknown, found = new Map<string, NamedVariable>()): readonly NamedVariable[] {
  if (typeof value === 'string') {
    for (const [, plain, braced, operator = '', word = ''] of value.matchAll(
      /\$(?:\$|([_a-zA-Z]\w*)|\{([_a-zA-Z]\w*)(?:(:?[-?+])([^}]*))?\})/g,
    )) {
      const name = plain ?? braced;
      if (name === undefined) continue;
      found.set(name, {
        name,
        required: operator.endsWith('?'),
        fallback: operator.endsWith('-') ? word : '',
        other: operator.endsWith('+') ? word : '',
      });
    }
  } else if (Array.isArray(value)) for (const item of value as readonly unknown[]) variablesOf(item, found);
  else if (isPlain(value)) for (const member of Object.values(value)) variablesOf(member, found);
  return [...found.values()];
}
