/**
 * OpenAPI v2 of what is served: older clients read the definitions. Simplified: operations on collections and objects
 * only, without their answers' codes.
 */
import type { Kind } from '../../kinds/kind';
import { pathOf } from '../../kinds/kind';
import { pathOfGroupVersion } from './discovery';
import { openApiDocument, type WordsFor } from './openApi';

type Schema = Record<string, unknown>;
interface DocumentOfGroup {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const LIST_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta';

/** What lists and watches can be asked for. */
const LIST_PARAMETERS: Readonly<Record<string, string>> = {
  continue: 'The token of the answer before, which says where the list of returned objects goes on.',
  fieldSelector: 'Only objects whose fields are these. All by default.',
  labelSelector: 'Only objects whose labels match. All by default.',
  limit: 'The most objects that one answer holds; with more to come, it has a token to go on with.',
  resourceVersion: 'Which state of the objects is wanted.',
  resourceVersionMatch: 'How the resource version is meant: Exact or NotOlderThan.',
  timeoutSeconds: 'How long the request may take.',
  watch: 'Watch for changes to the described resources, as a stream of what is added, modified and deleted.',
};

export function openApiV2(kinds: readonly Kind[], wordsFor: WordsFor): object {
  const definitions: Record<string, unknown> = {};
  for (const place of new Set(kinds.map(pathOfGroupVersion))) {
    const document = openApiDocument(kinds, place, wordsFor) as DocumentOfGroup | undefined;
    for (const [name, schema] of Object.entries(document?.components.schemas ?? {})) {
      // A group's document knows its own kinds: what says so stays.
      const known = definitions[name] as Schema | undefined;
      if (known === undefined || schema[KINDS] !== undefined) definitions[name] = converted(schema);
    }
  }
  for (const kind of kinds) if (kind.verbs.includes('list')) definitions[`${kind.schema}List`] = listOf(kind);
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: 'v1.32.0' },
    paths: Object.assign({}, ...kinds.map(pathsOf)),
    definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const KINDS = 'x-kubernetes-group-version-kind';

function listOf({ schema, group, version, kind, plural }: Kind): Schema {
  return {
    description: `${kind}List is a list of ${plural}.`,
    type: 'object',
    required: ['items'],
    properties: {
      apiVersion: { type: 'string' },
      items: {
        description: `List of ${plural}`,
        type: 'array',
        items: { $ref: `#/definitions/${schema}` },
      },
      kind: { type: 'string' },
      metadata: { $ref: `#/definitions/${LIST_META}` },
    },
    [KINDS]: [{ group, kind: `${kind}List`, version }],
  };
}

/** A schema in the words of version 2: plain references, one type. */
function converted(schema: Schema): Schema {
  const { allOf, oneOf, default: _, enum: values, ...rest } = schema as Schema & { allOf?: Schema[] };
  const [first] = allOf ?? [];
  if (first !== undefined) {
    return { ...onlyWords(rest), $ref: String(first['$ref']).replace('#/components/schemas/', '#/definitions/') };
  }
  return {
    ...rest,
    ...(oneOf === undefined ? {} : { type: 'string' }),
    ...(values === undefined ? {} : { enum: values }),
    ...(rest['items'] === undefined ? {} : { items: converted(rest['items'] as Schema) }),
    ...(typeof rest['additionalProperties'] !== 'object'
      ? {}
      : { additionalProperties: converted(rest['additionalProperties'] as Schema) }),
    ...(rest['properties'] === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(rest['properties'] as Record<string, Schema>).map(([name, one]) => [name, converted(one)]),
          ),
        }),
  };
}

/** Beside a reference only words and extensions may stand. */
function onlyWords(schema: Schema): Schema {
  const entries = Object.entries(schema).filter(([name]) => name === 'description' || name.startsWith('x-'));
  return Object.fromEntries(entries);
}

function pathsOf(kind: Kind): object {
  const inNamespace = kind.namespaced ? '{namespace}' : undefined;
  const operation = (verb: string, of: string, parameters: readonly object[] = []) => ({
    consumes: ['*/*'],
    produces: ['application/json'],
    operationId: `${verb}${kind.kind}`,
    parameters,
    responses: { 200: { description: 'OK', schema: { $ref: `#/definitions/${of}` } } },
    'x-kubernetes-action': verb,
    [KINDS]: { group: kind.group, version: kind.version, kind: kind.kind },
  });
  const body = { name: 'body', in: 'body', required: true, schema: { $ref: `#/definitions/${kind.schema}` } };
  const list = Object.entries(LIST_PARAMETERS).map(([name, description]) => ({
    name,
    in: 'query',
    type: name === 'watch' ? 'boolean' : name === 'limit' || name === 'timeoutSeconds' ? 'integer' : 'string',
    description,
  }));
  const has = (verb: string) => kind.verbs.includes(verb);
  const collection = {
    ...(has('list') ? { get: operation('list', `${kind.schema}List`, list) } : {}),
    ...(has('create') ? { post: operation('post', kind.schema, [body]) } : {}),
  };
  const object = {
    ...(has('get') ? { get: operation('get', kind.schema) } : {}),
    ...(has('update') ? { put: operation('put', kind.schema, [body]) } : {}),
    ...(has('patch') ? { patch: operation('patch', kind.schema) } : {}),
    ...(has('delete') ? { delete: operation('delete', kind.schema) } : {}),
  };
  return {
    [pathOf(kind, inNamespace)]: collection,
    ...(Object.keys(object).length === 0
      ? {}
      : { [pathOf(kind, inNamespace, 'NAME').replace('NAME', '{name}')]: object }),
  };
}
