/** jq's filters as trees. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Filter =
  | { readonly kind: 'identity' | 'recurse' }
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'text'; readonly format: string | undefined; readonly parts: readonly (string | Filter)[] }
  | { readonly kind: 'format'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'index'; readonly target: Filter; readonly key: Filter }
  | {
      readonly kind: 'slice';
      readonly target: Filter;
      readonly from: Filter | undefined;
      readonly to: Filter | undefined;
    }
  | { readonly kind: 'each'; readonly target: Filter }
  | { readonly kind: 'try'; readonly body: Filter; readonly otherwise: Filter | undefined }
  | { readonly kind: 'pipe' | 'comma' | 'alternative' | 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'update'; readonly operator: string; readonly target: Filter; readonly value: Filter }
  | { readonly kind: 'negate'; readonly operand: Filter }
  | { readonly kind: 'array'; readonly body: Filter | undefined }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Filter, Filter])[] }
  | { readonly kind: 'if'; readonly test: Filter; readonly then: Filter; readonly otherwise: Filter }
  | { readonly kind: 'bind'; readonly source: Filter; readonly name: string; readonly body: Filter }
  | {
      readonly kind: 'reduce';
      readonly source: Filter;
      readonly name: string;
      readonly start: Filter;
      readonly step: Filter;
    }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Filter[] };

/** The filter cannot be read. */
export class JqSyntaxError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** The filter cannot be applied to its input, or `error` was called. */
export class JqError {
  readonly value: Json;

  constructor(value: Json) {
    this.value = value;
  }
}

/** A value's type, as messages name it. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

export function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeOf(value) === 'object';
}
