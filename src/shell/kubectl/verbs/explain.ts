/** kubectl explain: what a kind and its fields are for, from the server's OpenAPI document. */
import type { Routine } from '../../../engine/processes/routine';
import type { ClusterAccess } from '../client/access';
import { type ApiResource, groupVersionText, mappedResource } from '../client/discovery';
import { innermost, openApiOf, type Schema, type SchemaDocument, typeText } from '../client/openApi';
import { definitionsOf } from '../client/openApiV2';
import { CommandError } from '../errors';
import { explainedV2 } from '../output/explainV2';
import { wordWrap } from '../output/wordWrap';
import type { Verb } from '../verb';

/** Columns of a description; it stands four blanks in. */
const WIDTH = 76;

export const explain: Verb = {
  name: 'explain',
  short: 'Show the documentation of a type and its fields',
  long: `Show the documentation of a type and of a field in it, named by its path: TYPE.FIELD.FIELD.

 What is shown comes from the server. Use "kubectl api-resources" for a list of the types.`,
  examples: `
# A type and its fields
kubectl explain pods
# A field
kubectl explain pods.spec.containers
# Everything below, names only
kubectl explain deployment.spec.strategy --recursive`,
  usage: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  flags: [
    { name: 'api-version', type: 'string', usage: 'Take this group/version of the type.' },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'plaintext',
      usage: 'plaintext, or the older plaintext-openapiv2.',
      complete: ['plaintext', 'plaintext-openapiv2'],
    },
    { name: 'recursive', type: 'bool', usage: 'Show the names of all fields below as well.' },
  ],
  complete: 'types',
  *run({ access, args, flags, print }) {
    if (args.length === 0) {
      throw new CommandError(
        'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
      );
    }
    if (args.length > 1) throw new CommandError('We accept only this format: explain RESOURCE\n');
    const output = flags.string('output');
    if (output !== 'plaintext' && output !== 'plaintext-openapiv2') {
      throw new CommandError(`unrecognized format: ${output}`);
    }
    const { resource, path } = yield* parseRequest(access, args[0] ?? '', flags.string('api-version'));
    if (output === 'plaintext-openapiv2') {
      print(explainedV2(yield* definitionsOf(access), resource, path, flags.bool('recursive')));
      return 0;
    }
    const document = yield* openApiOf(access, resource);
    // the head is out before a wrong path is noticed
    print(heading(resource));
    print(explanation(path, document, flags.bool('recursive')));
    return 0;
  },
};

interface Request {
  readonly resource: ApiResource;
  readonly path: readonly string[];
}

/** The longest beginning that names a type; what follows is the path of a field. */
function* parseRequest(access: ClusterAccess, word: string, apiVersion: string): Routine<Request> {
  const discovery = yield* access.discovery();
  const [first = '', ...rest] = word.split('.').filter((part) => part !== '');
  const found = mappedResource(discovery, first);
  const group = found.group.split('.');
  const qualified = found.group !== '' && rest.slice(0, group.length).join('.') === found.group;
  const path = qualified ? rest.slice(group.length) : rest;
  if (apiVersion === '') return { resource: found, path };
  const versioned = discovery.resources.find(
    (one) => one.plural === found.plural && groupVersionText(one) === apiVersion,
  );
  if (versioned === undefined) {
    const wanted = `${apiVersion.includes('/') ? '' : '/'}${apiVersion}, Resource=${found.plural}`;
    const isServed = discovery.resources.some((one) => groupVersionText(one) === apiVersion);
    throw new CommandError(
      isServed ? `GVR (${wanted}) not found in OpenAPI schema` : `couldn't find resource for "${wanted}"`,
    );
  }
  return { resource: versioned, path };
}

function heading({ group, kind, version }: ApiResource): string {
  return `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
}

function explanation(path: readonly string[], document: SchemaDocument, recursive: boolean): string {
  let schema = document.root;
  for (const name of path) {
    const holder = schema.properties === undefined ? innermost(schema, document) : schema;
    const next = holder?.properties?.[name];
    if (next === undefined) throw new CommandError(`field ${JSON.stringify(name)} does not exist`);
    schema = next;
  }
  const out: string[] = [];
  const name = path.at(-1);
  if (name !== undefined) {
    out.push(`FIELD: ${name} <${typeText(schema, document)}>\n`);
    if (schema.enum !== undefined) out.push(`ENUM:\n${schema.enum.map((value) => `    ${value}\n`).join('')}`);
    else out.push('\n');
    out.push('\n');
  }
  out.push(`DESCRIPTION:\n${indented(descriptions(schema, document), 4)}\n`);
  const holder = schema.properties === undefined ? innermost(schema, document) : schema;
  if (holder?.properties !== undefined) out.push(`FIELDS:\n${fieldList(holder, document, recursive, 1, [])}`);
  out.push(recursive ? '\n' : '\n\n');
  return out.join('');
}

/** The texts of a field and of its type, a line each. */
function descriptions(schema: Schema, document: SchemaDocument): string {
  const inner = innermost(schema, document);
  const texts = [schema.description, inner === schema ? undefined : inner?.description];
  const all = texts.filter((text): text is string => text !== undefined && text !== '');
  return all.length === 0 ? '<empty>' : all.map((text) => `${text}\n`).join('');
}

function indented(text: string, by: number): string {
  const pad = ' '.repeat(by);
  return wordWrap(text, WIDTH)
    .split('\n')
    .map((line) => pad + line)
    .join('\n');
}

function fieldList(
  schema: Schema,
  document: SchemaDocument,
  recursive: boolean,
  level: number,
  above: readonly Schema[],
): string {
  const pad = '  '.repeat(level);
  const properties = Object.entries(schema.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return properties
    .map(([name, field]) => {
      const required = schema.required?.includes(name) === true ? ' -required-' : '';
      let text = `${pad}${name}\t<${typeText(field, document)}>${required}\n`;
      if (field.enum !== undefined) text += `${pad}enum: ${enumText(field.enum)}\n`;
      if (!recursive) return `${text}${indented(field.description ?? '<no description>', 4)}\n\n`;
      const inner = innermost(field, document);
      // a type that holds itself is not followed for ever
      if (inner?.properties !== undefined && !above.includes(inner)) {
        text += fieldList(inner, document, recursive, level + 1, [...above, inner]);
      }
      return text;
    })
    .join('');
}

/** At most four values, then dots. */
function enumText(values: readonly string[]): string {
  const shown = values.slice(0, 4).map((value) => (value === '' ? '""' : value));
  return values.length > 4 ? `${shown.join(', ')}, ....` : shown.join(', ');
}
