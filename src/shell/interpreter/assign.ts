/** Assignments: `x=1`, `x+=1`, `a=(1 2)`, `a[2]=x`. */
import type { ArrayValue, Assignment } from 'unbash';
import type { Routine } from '../../engine/processes/routine';
import { evaluateText } from './arithmetic';
import { ExpansionError } from './control';
import { expandText, expandWords } from './expand';
import type { ExpansionContext } from './expansionContext';
import { LONGEST } from './fields';
import { elementKey } from './parameters';
import { parseWord } from './syntax';

/** Carries out one assignment in the shell. */
export function* assign(assignment: Assignment, context: ExpansionContext): Routine<void> {
  const { shell } = context;
  const { name, value } = assignment;
  if (shell.variables.find(name)?.readonly === true) throw new ExpansionError(`${name}: readonly variable`, 'line');
  if (value.type === 'ArrayValue') {
    yield* assignArray(name, value, assignment.append === true, context);
    return;
  }
  const text = yield* expandText(value, context, true);
  if (assignment.index !== undefined) {
    const key = elementKey(shell, name, yield* expandText(assignment.index, context));
    const before = assignment.append === true ? (new Map(shell.variables.elements(name)).get(key) ?? '') : '';
    shell.variables.setElement(name, key, before + text);
  } else {
    const before = shell.variables.get(name)?.length ?? 0;
    const after = combined(name, text, assignment.append === true, context);
    shell.variables.set(name, after);
    holdMore(context, after.length - before);
  }
  if (shell.options.has('allexport')) shell.variables.declare(name, { exported: true });
}

/** Changes of a variable's size that count for nothing, in bytes. */
const NOTHING = 65_536;

/** What variables hold is memory of the shell's process: over a limit, the kernel ends it. */
function holdMore({ shell: { process } }: ExpansionContext, bytes: number): void {
  if (Math.abs(bytes) > NOTHING) process.setMemory(Math.max(0, process.memory + bytes));
}

/** The value that `name=text` or `name+=text` gives. */
function combined(name: string, text: string, append: boolean, context: ExpansionContext): string {
  const { variables } = context.shell;
  const before = append ? (variables.get(name) ?? '') : '';
  if (before.length + text.length > LONGEST) throw new ExpansionError('xrealloc: cannot allocate memory', 'shell');
  if (variables.find(name)?.integer !== true) return before + text;
  return String(evaluateText(append ? `(${before || '0'})+(${text})` : text, variables));
}

/** `[key]=`, before an element's value. */
const KEYED = /^\[((?:[^\]"']|"[^"]*"|'[^']*')*)\]=/;

/** Sets an array's elements; all values are expanded before the old ones go. */
export function* assignArray(
  name: string,
  value: ArrayValue,
  append: boolean,
  context: ExpansionContext,
): Routine<void> {
  const { shell } = context;
  const texts = new Map<ArrayValue['elements'][number], readonly string[]>();
  for (const element of value.elements)
    if (!KEYED.test(element.text)) texts.set(element, yield* expandWords([element], context));
  if (!append) shell.variables.clearElements(name);
  else if (shell.variables.find(name)?.elements === undefined) shell.variables.declare(name, { kind: 'indexed' });
  for (const element of value.elements) {
    const keyed = KEYED.exec(element.text);
    const index = keyed === null ? undefined : parseWord(keyed[1] as string);
    if (keyed !== null && index !== undefined) {
      const rest = parseWord(element.text.slice(keyed[0].length));
      const key = elementKey(shell, name, yield* expandText(index, context));
      shell.variables.setElement(name, key, rest === undefined ? '' : yield* expandText(rest, context));
    } else for (const text of texts.get(element) ?? []) shell.variables.setElement(name, undefined, text);
  }
}
