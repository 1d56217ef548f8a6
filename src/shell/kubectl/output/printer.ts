/** `-o`: how objects are printed in each format. */
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { Process } from '../../../engine/processes/process';
import type { FlagValues } from '../../flags/flag';
import { goTemplate } from '../../templates/goTemplate';
import { goQuoted, goSyntax, goText } from '../../templates/goValue';
import { compactJson, writeJson } from '../../text/goJson';
import type { PlainObject } from '../client/documents';
import { CommandError } from '../errors';
import { jsonPath } from './jsonPath';
import { structJson } from './structOrder';
import { kubectlFunctions } from './templateFunctions';
import { writeYaml } from './yaml';

/** Gives an object's (or a List's) text. YAML documents after the first begin with `---`: use one printer for all. */
export type ObjectPrinter = (object: PlainObject) => string;

/** Formats in the order in which kubectl lists them. */
export const OBJECT_FORMATS: readonly string[] = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'name',
  'template',
  'templatefile',
  'yaml',
];

export interface PrinterOptions {
  /** Shown in the error for a format that is none; absent: `OBJECT_FORMATS`. */
  readonly formats?: readonly string[];
  /** How `-o name` ends its lines for verbs that changed something: ` created`. Not printed with -o name by itself. */
  readonly flags: FlagValues;
  readonly process: Process;
  /** True for objects that kubectl has as Go's structs: JSON then has their order. */
  readonly typed?: boolean;
}

/**
 * The printer that -o asks for; undefined when it was not given (the verb then prints its own words).
 * @throws CommandError for an unknown format or a template that cannot be read
 */
export function objectPrinter({
  flags,
  process,
  formats = OBJECT_FORMATS,
  typed = false,
}: PrinterOptions): ObjectPrinter | undefined {
  const output = plainFormat(flags.string('output'));
  const template = flags.knows('template') ? flags.string('template') : '';
  if (output === '' && template === '') return undefined;
  const allowMissing = !flags.knows('allow-missing-template-keys') || flags.bool('allow-missing-template-keys');
  const clean: (object: PlainObject) => PlainObject =
    flags.knows('show-managed-fields') && flags.bool('show-managed-fields') ? (object) => object : withoutManagedFields;
  const [format, argument] = splitFormat(output === '' ? 'go-template' : output, template);
  switch (['json', 'yaml', 'name'].includes(format.toLowerCase()) ? format.toLowerCase() : format) {
    case 'json':
      return (object) => (typed ? structJson(clean(object)) : writeJson(clean(object)));
    case 'yaml':
      return yamlPrinter(clean);
    case 'name':
      return printNames;
    case 'jsonpath':
      return jsonPathPrinter(argument, allowMissing);
    case 'jsonpath-file':
      return jsonPathPrinter(templateFile(process, argument), allowMissing);
    case 'jsonpath-as-json':
      return jsonPathListPrinter(argument, allowMissing);
    case 'template':
    case 'go-template':
      return goTemplatePrinter(argument, allowMissing);
    case 'templatefile':
    case 'go-template-file':
      return goTemplatePrinter(templateFile(process, argument), allowMissing);
    default:
      throw unknownFormat(output, formats);
  }
}

/** The formats without an argument may be written in capitals. */
export function plainFormat(output: string): string {
  const small = output.toLowerCase();
  return ['json', 'yaml', 'name'].includes(small) ? small : output;
}

/** The error for a format that is none. */
export function unknownFormat(output: string, formats: readonly string[]): CommandError {
  return new CommandError(
    `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${formats.join(',')}`,
  );
}

const TEMPLATED = [
  'jsonpath',
  'jsonpath-file',
  'jsonpath-as-json',
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
];

/** A template stands behind the format or in --template: with both the whole text is taken for a format, which it is not. */
function splitFormat(output: string, template: string): readonly [string, string] {
  const equals = template === '' ? output.indexOf('=') : -1;
  const format = equals < 0 ? output : output.slice(0, equals);
  if (!TEMPLATED.includes(format)) return [output, ''];
  const argument = equals < 0 ? template : output.slice(equals + 1);
  if (argument === '') throw new CommandError('template format specified but no template given');
  return [format, argument];
}

function templateFile(process: Process, path: string): string {
  const read = process.files.read(normalise(path, process.workingDirectory));
  if (read.ok) return read.value;
  const why = describeFileError(read.error).toLowerCase();
  throw new CommandError(`error reading --template ${path}, open ${path}: ${why}\n`);
}

/** The object without metadata.managedFields, in Lists as well. */
export function withoutManagedFields(object: PlainObject): PlainObject {
  const items = object['items'];
  if (Array.isArray(items)) return { ...object, items: (items as PlainObject[]).map(withoutManagedFields) };
  if (object.metadata?.['managedFields'] === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function yamlPrinter(clean: (object: PlainObject) => PlainObject): ObjectPrinter {
  let count = 0;
  return (object) => `${count++ > 0 ? '---\n' : ''}${writeYaml(clean(object))}`;
}

/** `pod/web`, `deployment.apps/web`; a List gives a line for each. */
function printNames(object: PlainObject): string {
  const items = object['items'];
  if (Array.isArray(items)) return (items as PlainObject[]).map(printNames).join('');
  const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]}` : '';
  return `${object.kind.toLowerCase()}${group}/${object.metadata?.name ?? ''}\n`;
}

function jsonPathPrinter(template: string, allowMissing: boolean): ObjectPrinter {
  const parsed = jsonPath(template, allowMissing);
  if (!parsed.ok) throw new CommandError(`error parsing jsonpath ${template}, ${parsed.error}`);
  return (object) => {
    const printed = parsed.value.print(object);
    if (printed.ok) return printed.value;
    const message = `Error executing template: ${printed.error}. Printing more information for debugging the template:`;
    const data = `\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n`;
    throw new CommandError(
      `error executing jsonpath ${goQuoted(template)}: ${message}\n\ttemplate was:\n\t\t${template}\n${data}\n`,
    );
  };
}

function jsonPathListPrinter(template: string, allowMissing: boolean): ObjectPrinter {
  const parsed = jsonPath(template, allowMissing);
  if (!parsed.ok) throw new CommandError(`error parsing jsonpath ${template}, ${parsed.error}`);
  return (object) => {
    const found = parsed.value.find(object);
    if (found.ok) return writeJson(found.value.flat());
    throw new CommandError(`error executing jsonpath ${goQuoted(template)}: ${found.error}\n`);
  };
}

/** @throws CommandError for a template that cannot be read */
export function goTemplatePrinter(template: string, allowMissing: boolean): ObjectPrinter {
  const parsed = goTemplate(template, { name: 'output', allowMissing, functions: kubectlFunctions });
  if (!parsed.ok) throw new CommandError(`error parsing template ${template}, ${parsed.error}`);
  return (object) => {
    const printed = parsed.value(object);
    if (printed.ok) return printed.value;
    const data = `\traw data was:\n\t\t${compactJson(object)}\n\tobject given to template engine was:\n\t\t${goText(object)}\n`;
    throw new CommandError(`error executing template ${goQuoted(template)}: ${printed.error}`, {
      printed: `Error executing template: ${printed.error}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n${data}`,
    });
  };
}
