/**
 * The words in which the shape of a compose file is written: JSON schema's, as far as compose uses them. The keys of an
 * object stand in the order in which `compose config` prints them.
 */

export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

export interface Schema {
  readonly types: readonly SchemaType[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly unique?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** What members with other names are, where their names match. */
  readonly members?: { readonly names: RegExp; readonly schema: Schema };
  /** Whether `x-` members are taken. */
  readonly extensions?: boolean;
  /** Whether members that nothing names are refused. */
  readonly closed?: boolean;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}

const of = (...types: readonly SchemaType[]): Schema => ({ types });

export const text = of('string');
export const number = of('number');
export const whole = of('integer');
export const flag = of('boolean');
export const flagOrText = of('boolean', 'string');
export const numberOrText = of('number', 'string');
export const wholeOrText = of('integer', 'string');
export const nothing = of('null');
export const anyObject = of('object');

export function either(...types: readonly SchemaType[]): Schema {
  return { types };
}

export function oneOf(...schemas: readonly Schema[]): Schema {
  return { types: [], oneOf: schemas };
}

export function words(...values: readonly string[]): Schema {
  return { types: ['string'], enum: values };
}

export function list(items: Schema, unique = false): Schema {
  return { types: ['array'], items, unique };
}

/** An object with these members, and with `x-` members. */
export function object(properties: Readonly<Record<string, Schema>>, further: Partial<Schema> = {}): Schema {
  return { types: ['object'], properties, extensions: true, closed: true, ...further };
}

/** An object of any members whose names match. */
export function membersOf(names: RegExp, schema: Schema, closed = true): Schema {
  return { types: ['object'], members: { names, schema }, closed };
}

export const NAME = /^[a-zA-Z0-9._-]+$/;
export const texts = list(text, true);
export const textOrTexts = oneOf(text, texts);
export const dictionary = oneOf(membersOf(/.+/, either('string', 'number', 'boolean', 'null')), texts);
