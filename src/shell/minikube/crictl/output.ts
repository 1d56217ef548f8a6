/** How crictl prints: tables, JSON, YAML, Go templates. */

import type { Flag } from '../../flags/flag';
import { writeYaml } from '../../kubectl/output/yaml';
import { goTemplate } from '../../templates/goTemplate';
import { builtinFunctions } from '../../templates/templateFunctions';
import { TabWriter } from '../../text/tabWriter';
import type { CrictlInvocation } from './crictl';
import { fatal } from './failure';

const TABS = { minWidth: 20, padding: 3 };

export function table(rows: readonly (readonly string[])[]): string {
  const writer = new TabWriter(TABS);
  for (const row of rows) writer.write(`${row.join('\t')}\n`);
  return writer.flush();
}

export const listOutputFlag: Flag = {
  name: 'output',
  shorthand: 'o',
  type: 'string',
  default: 'table',
  usage: 'json, yaml or table',
};

export const statusFlags: readonly Flag[] = [
  { name: 'output', shorthand: 'o', type: 'string', default: 'json', usage: 'json, yaml or go-template' },
  { name: 'template', type: 'string', usage: 'The template for -o go-template' },
  { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Without what only this runtime tells' },
];

/** Prints a list's message where -o asks for one; false: a table is wanted. @throws for a format that crictl has not */
export function printList({ flags, print }: CrictlInvocation, message: object): boolean {
  const output = flags.string('output');
  if (output === 'table' || output === '') return false;
  if (output === 'json') print(`${JSON.stringify(message, undefined, 2)}\n`);
  else if (output === 'yaml') print(`${writeYaml(message)}\n`);
  else throw fatal(`unsupported output format "${output}"`);
  return true;
}

/** Prints what inspect and its like found: one by itself, several as a list. */
export function printStatuses({ flags, print }: CrictlInvocation, statuses: readonly object[]): number {
  const value = sorted(statuses.length === 1 ? statuses[0] : statuses);
  const output = flags.string('output');
  if (output === 'json' || output === '') print(`${JSON.stringify(value, undefined, 2)}\n`);
  else if (output === 'yaml') print(`${writeYaml(value)}\n`);
  else if (output === 'go-template') print(`${filled(flags.string('template'), value)}\n`);
  else if (output === 'table') throw fatal('-o table of this command is not simulated here');
  else throw fatal(`unsupported format: "${output}"`);
  return 0;
}

function filled(text: string, value: unknown): string {
  if (text === '') throw fatal('template string is empty');
  const template = goTemplate(text, { name: 'tmplExecuteRawJSON', allowMissing: true, functions: builtinFunctions });
  if (!template.ok) throw fatal(`execute template: failed to generate go-template: ${template.error}`);
  const result = template.value(value);
  if (!result.ok) throw fatal(`execute template: failed to generate go-template: ${result.error}`);
  return result.value;
}

/** Go's maps are printed in the order of their keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
