/** Lists as docker prints them: a table, a line of a template for each row, or JSON. */
import { GoStruct } from '../../templates/goStruct';
import { type GoTemplate, goTemplate } from '../../templates/goTemplate';
import type { TemplateFunctions } from '../../templates/templateFunctions';
import { alignTabs } from '../../text/tabWriter';
import { CliFailure } from '../failure';
import { dockerFunctions, headingFunctions } from './dockerFunctions';

/** A field that templates may ask a row for. */
export interface Field<T> {
  readonly name: string;
  readonly heading?: string;
  readonly value: (row: T) => unknown;
  /** Not among those that JSON shows. */
  readonly notInJson?: boolean;
}

export interface ListFormat<T> {
  /** What Go calls a row: `*formatter.ContainerContext`. */
  readonly type: string;
  readonly fields: readonly Field<T>[];
}

const TABS = { minWidth: 10, padding: 3 };

/**
 * The whole output for a list.
 * @param format `table TEMPLATE`, `json`, or a template
 * @throws CliFailure for a template that is none or does not fit
 */
export function formatList<T>(format: string, list: ListFormat<T>, rows: readonly T[]): string {
  const { isTable, text } = wholeFormat(format);
  const template = parseDockerTemplate(text);
  const lines = rows.map((row) => `${executed(template, rowStruct(list, row))}\n`).join('');
  if (!isTable) return lines;
  const headings = {
    ...Object.fromEntries(list.fields.map(({ name, heading }) => [name, heading ?? ''])),
    Label: labelHeading,
  };
  const heading = parseDockerTemplate(text, headingFunctions)(headings);
  return alignTabs(`${heading.ok ? heading.value : ''}\n${lines}`, TABS);
}

/** `com.example.built-by` stands above its column as `built by`. */
function labelHeading(name: unknown): string {
  return (String(name).split('.').at(-1) ?? '').replace(/[-_]/g, ' ');
}

/** Tries a format on a row that is none. @throws CliFailure as `docker ps` words it, which does so before it asks */
export function checkListFormat<T>(format: string, list: ListFormat<T>, row: T): void {
  const options = { name: '', allowMissing: true, functions: dockerFunctions };
  const parsed = goTemplate(wholeFormat(format).text, options);
  if (!parsed.ok) throw new CliFailure(`failed to parse template: ${parsed.error}`);
  const printed = parsed.value(rowStruct(list, row));
  if (!printed.ok) throw new CliFailure(`failed to execute template: ${printed.error}`);
}

/** A template as --format takes it. `name` is what messages call it. @throws CliFailure */
export function parseDockerTemplate(text: string, functions: TemplateFunctions = dockerFunctions): GoTemplate {
  const parsed = goTemplate(text, { name: '', allowMissing: true, functions });
  if (!parsed.ok) throw new CliFailure(`template parsing error: ${parsed.error}`);
  return parsed.value;
}

function wholeFormat(format: string): { isTable: boolean; text: string } {
  const isTable = format.startsWith('table');
  const template = format === 'json' ? '{{json .}}' : isTable ? format.slice('table'.length) : format;
  const trimmed = template.replace(/^ +| +$/g, '');
  return { isTable, text: trimmed.replaceAll('\\t', '\t').replaceAll('\\n', '\n') };
}

function executed(template: GoTemplate, data: unknown): string {
  const printed = template(data);
  if (printed.ok) return printed.value;
  throw new CliFailure(`template parsing error: ${printed.error}`);
}

/** A row as templates see it. */
export function rowStruct<T>({ type, fields }: ListFormat<T>, row: T): GoStruct {
  const evaluated = new Map(fields.map(({ name, value }) => [name, () => value(row)] as const));
  const shown = fields.filter((field) => field.notInJson !== true).sort((a, b) => (a.name < b.name ? -1 : 1));
  const json = () => Object.fromEntries(shown.map(({ name, value }) => [name, value(row)]));
  return new GoStruct(type, evaluated, { json, writesJson: true });
}
