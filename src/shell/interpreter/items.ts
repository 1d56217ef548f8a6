import type { FieldBuilder } from './fields';
import type { Shell } from './shell';

/** Adds the items of a parameter: one text, or the elements of a list. */
export function addItems(
  items: readonly string[],
  list: '@' | '*' | undefined,
  builder: FieldBuilder,
  shell: Shell,
  quoted: boolean,
): void {
  if (list === undefined) {
    if (items[0] !== undefined) addResult(items[0], builder, quoted);
  } else if (quoted && list === '*') {
    builder.addQuoted(items.join((shell.variables.get('IFS') ?? ' ').slice(0, 1)));
  } else if (!builder.splits) builder.addLiteral(items.join(' '), !quoted);
  else
    items.forEach((item, at) => {
      if (at > 0) builder.breakField();
      addResult(item, builder, quoted);
    });
}

/** Adds the result of an expansion. */
export function addResult(text: string, builder: FieldBuilder, quoted: boolean): void {
  if (quoted) builder.addQuoted(text);
  else builder.addExpanded(text);
}
