/** The server's OpenAPI v2 document, as far as the older output of `kubectl explain` reads it. */
import type { Routine } from '../../../engine/processes/routine';
import { CommandError } from '../errors';
import type { ClusterAccess } from './access';
import type { ApiResource } from './discovery';

export interface Definition {
  readonly description?: string;
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Definition;
  readonly additionalProperties?: Definition;
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly Readonly<Record<'group' | 'version' | 'kind', string>>[];
}

export type Definitions = Readonly<Record<string, Definition>>;

export function* definitionsOf(access: ClusterAccess): Routine<Definitions> {
  const document = yield* access.call<{ definitions: Definitions }>({ method: 'GET', path: '/openapi/v2' });
  return document.definitions;
}

/** @throws CommandError when no definition says that it is of this kind */
export function definitionOf(definitions: Definitions, { group, version, kind }: ApiResource): Definition {
  const found = Object.values(definitions).find((one) =>
    one['x-kubernetes-group-version-kind']?.some(
      (of) => of.group === group && of.version === version && of.kind === kind,
    ),
  );
  if (found === undefined) throw new CommandError(`couldn't find resource for "${group}/${version}, Kind=${kind}"`);
  return found;
}

function resolved(definitions: Definitions, { $ref = '' }: Definition): Definition {
  return definitions[$ref.replace('#/definitions/', '')] ?? {};
}

/** What is inside lists, maps and references, with the words on the way to it. */
export function innermostDefinition(
  definitions: Definitions,
  start: Definition,
): { readonly inner: Definition; readonly words: readonly string[] } {
  const words: string[] = [];
  let inner = start;
  for (;;) {
    words.push(inner.description ?? '');
    if (inner.$ref !== undefined) inner = resolved(definitions, inner);
    else if (inner.items !== undefined) inner = inner.items;
    else if (inner.additionalProperties !== undefined) inner = inner.additionalProperties;
    else return { inner, words };
  }
}

/** `Object`, `[]string`, `map[string]string`. */
export function definitionTypeName(definitions: Definitions, one: Definition): string {
  if (one.$ref !== undefined) return definitionTypeName(definitions, resolved(definitions, one));
  if (one.items !== undefined) return `[]${definitionTypeName(definitions, one.items)}`;
  if (one.additionalProperties !== undefined) {
    return `map[string]${definitionTypeName(definitions, one.additionalProperties)}`;
  }
  if (one.properties !== undefined) return 'Object';
  return one.type === 'object' ? 'map[string]' : (one.type ?? '');
}
