/** A field that is wrong, worded as apimachinery's field.Error words it. */
type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueNotFound'
  | 'FieldValueTypeInvalid'
  | 'InternalError';

export interface FieldError {
  readonly type: FieldErrorType;
  /** Such as `spec.containers[0].name`. */
  readonly field: string;
  /** Without the field: `Required value: name is required`. */
  readonly body: string;
}

/** A value that is shown as it stands here: Go's notation of a struct, or what Go prints without quotes. */
export interface GoText {
  readonly goText: string;
}

export function goText(text: string): GoText {
  return { goText: text };
}

/** Go's notation (`%#v`) of a list of texts: `[]string{"None"}`. */
export function goStrings(values: readonly string[] | undefined): GoText {
  return goText(values === undefined ? '[]string(nil)' : `[]string{${values.map((one) => quote(one)).join(', ')}}`);
}

/** Go's notation of a map of texts: `map[string]string{"app":"web"}`. */
export function goMap(values: Readonly<Record<string, string>> | undefined): GoText {
  if (values === undefined) return goText('map[string]string(nil)');
  const pairs = Object.keys(values)
    .sort()
    .map((key) => `${quote(key)}:${quote(values[key] ?? '')}`);
  return goText(`map[string]string{${pairs.join(', ')}}`);
}

/** Go's notation of a number or text: `intstr.IntOrString{Type:0, IntVal:0, StrVal:""}`. */
export function goIntOrString(value: number | string): GoText {
  const [type, number, text] = typeof value === 'number' ? [0, value, ''] : [1, 0, value];
  return goText(`intstr.IntOrString{Type:${type}, IntVal:${number}, StrVal:${quote(text)}}`);
}

export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, body: withDetail('Required value', detail) };
}

export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, body: withDetail(`Invalid value: ${goValue(value)}`, detail) };
}

/** A value that is wrong and too large to be shown. */
export function invalidWithoutValue(field: string, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, body: `Invalid value: ${detail}` };
}

/** One `invalid` for each sentence. */
export function invalidEach(field: string, value: unknown, details: readonly string[]): FieldError[] {
  return details.map((detail) => invalid(field, value, detail));
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map((one) => JSON.stringify(one)).join(', ');
  const detail = supported.length > 0 ? `supported values: ${list}` : '';
  return { type: 'FieldValueNotSupported', field, body: withDetail(`Unsupported value: ${goValue(value)}`, detail) };
}

export function forbidden(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, body: withDetail('Forbidden', detail) };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field, body: `Duplicate value: ${goValue(value)}` };
}

export function notFound(field: string, value: unknown): FieldError {
  return { type: 'FieldValueNotFound', field, body: `Not found: ${goValue(value)}` };
}

export function tooLong(field: string, limit: number): FieldError {
  return { type: 'FieldValueTooLong', field, body: `Too long: may not be more than ${limit} bytes` };
}

export function tooMany(field: string, count: number, limit: number): FieldError {
  return { type: 'FieldValueTooMany', field, body: `Too many: ${count}: must have at most ${limit} items` };
}

/** A text that must be one of a few: missing is required, anything else is not supported. */
export function oneOf(field: string, value: string | undefined, supported: readonly string[]): FieldError[] {
  if (!value) return [required(field)];
  return supported.includes(value) ? [] : [notSupported(field, value, supported)];
}

/** A number that must not be negative. */
export function notNegative(field: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(field, value, 'must be greater than or equal to 0')] : [];
}

/** Whether `value` may be shown as it stands. */
function isGoText(value: unknown): value is GoText {
  return typeof value === 'object' && value !== null && typeof (value as GoText).goText === 'string';
}

/** The value as field.Error prints it: texts quoted, numbers plain, lists and maps in Go's notation. */
function goValue(value: unknown): string {
  if (value === undefined || value === null) return '"null"';
  if (isGoText(value)) return value.goText;
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function withDetail(text: string, detail: string): string {
  return detail === '' ? text : `${text}: ${detail}`;
}
