/** The older output of `kubectl explain`: --output=plaintext-openapiv2. */
import { type ApiResource, groupVersionText } from '../client/discovery';
import {
  type Definition,
  type Definitions,
  definitionOf,
  definitionTypeName,
  innermostDefinition,
} from '../client/openApiV2';
import { CommandError } from '../errors';
import { paragraphs } from './paragraphs';

const COLUMNS = 80;
const FIELD = 3;
const TEXT = 5;

/** @throws CommandError for a field that isn't there */
export function explainedV2(
  definitions: Definitions,
  resource: ApiResource,
  path: readonly string[],
  recursive: boolean,
): string {
  let one = definitionOf(definitions, resource);
  for (const name of path) one = fieldOf(definitions, one, name);
  const { inner, words } = innermostDefinition(definitions, one);
  const name = path.at(-1);
  const what = inner.properties === undefined ? 'FIELD:    ' : 'RESOURCE: ';
  const head = [`KIND:     ${resource.kind}`, `VERSION:  ${groupVersionText(resource)}`, ''];
  if (name !== undefined) head.push(`${what}${name} <${definitionTypeName(definitions, one)}>`, '');
  const lines = [...head, 'DESCRIPTION:', ...descriptionLines(words)];
  if (inner.properties !== undefined)
    lines.push('', 'FIELDS:', ...fieldLines(definitions, inner, recursive, FIELD, []));
  return `${lines.join('\n')}\n`;
}

/** Maps are gone into by any name. */
function fieldOf(definitions: Definitions, holder: Definition, name: string): Definition {
  const { inner } = innermostDefinition(definitions, holder);
  const found = inner.properties?.[name];
  if (found !== undefined) return found;
  // Behind a plain value the path is not looked at any more.
  if (inner.properties === undefined) return holder.additionalProperties ?? holder;
  throw new CommandError(`field ${JSON.stringify(name)} does not exist`);
}

function descriptionLines(words: readonly string[]): string[] {
  const lines: string[] = [];
  words.forEach((text, index) => {
    if (text === '') return;
    if (index !== 0) lines.push('');
    lines.push(...indented(text, TEXT));
  });
  return lines.length === 0 ? indented('<empty>', TEXT) : lines;
}

function fieldLines(
  definitions: Definitions,
  holder: Definition,
  recursive: boolean,
  indent: number,
  above: readonly Definition[],
): string[] {
  const names = Object.keys(holder.properties ?? {}).sort();
  return names.flatMap((name) => {
    const field = holder.properties?.[name] ?? {};
    const type = `${' '.repeat(indent)}${name}\t<${definitionTypeName(definitions, field)}>`;
    if (!recursive) {
      const required = holder.required?.includes(name) === true ? ' -required-' : '';
      return [`${type}${required}`, ...indented(field.description ?? '', indent + 2), ''];
    }
    const { inner } = innermostDefinition(definitions, field);
    const deeper = inner.properties !== undefined && !above.includes(inner);
    return [type, ...(deeper ? fieldLines(definitions, inner, true, indent + FIELD, [...above, inner]) : [])];
  });
}

function indented(text: string, by: number): string[] {
  return paragraphs(text, COLUMNS - by).map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`));
}
