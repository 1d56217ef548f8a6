/** The types of what admission policies are shown beside the objects: the request, and the namespace. */
import type { JsonSchema } from './jsonSchema';

const TEXT: JsonSchema = { type: 'string' };
const texts = (...names: string[]): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, TEXT])),
});
const LIST: JsonSchema = { type: 'array', items: TEXT };
const MAP: JsonSchema = { type: 'object', additionalProperties: TEXT };

export const REQUEST_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    kind: texts('group', 'version', 'kind'),
    resource: texts('group', 'version', 'resource'),
    subResource: TEXT,
    requestKind: texts('group', 'version', 'kind'),
    requestResource: texts('group', 'version', 'resource'),
    requestSubResource: TEXT,
    name: TEXT,
    namespace: TEXT,
    operation: TEXT,
    userInfo: {
      type: 'object',
      properties: {
        username: TEXT,
        uid: TEXT,
        groups: LIST,
        extra: { type: 'object', additionalProperties: LIST },
      },
    },
    dryRun: { type: 'boolean' },
  },
};

export const NAMESPACE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    metadata: {
      type: 'object',
      properties: {
        name: TEXT,
        generateName: TEXT,
        namespace: TEXT,
        labels: MAP,
        annotations: MAP,
        UID: TEXT,
        creationTimestamp: { type: 'string', format: 'date-time' },
        generation: { type: 'integer' },
      },
    },
    spec: { type: 'object', properties: { finalizers: LIST } },
    status: { type: 'object', properties: { phase: TEXT } },
  },
};
