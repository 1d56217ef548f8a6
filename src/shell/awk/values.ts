/** Awk's values: numbers, texts, and texts from input that count as numbers where they look like ones. */

export type Value = number | string | InputText;

export class InputText {
  readonly text: string;
  /** Undefined when it does not look like a number. */
  readonly number: number | undefined;

  constructor(text: string) {
    this.text = text;
    this.number = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text) ? Number(text) : undefined;
  }
}

export function toNumber(value: Value | undefined): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : value.text;
  return Number(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(text)?.[0] ?? 0);
}

export function toText(value: Value | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.text;
  if (Number.isInteger(value)) return Math.abs(value) < 1e16 ? String(value) : BigInt(value).toString();
  return String(Number(value.toPrecision(6)));
}

export function isTrue(value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  return value.number === undefined ? value.text !== '' : value.number !== 0;
}

/** Less than 0, 0 or more: as numbers when both are numbers or look like ones, else as texts. */
export function compareValues(left: Value | undefined, right: Value | undefined): number {
  const number = (value: Value | undefined) =>
    value === undefined ? 0 : typeof value === 'number' ? value : typeof value === 'string' ? undefined : value.number;
  const [a, b] = [number(left), number(right)];
  if (a !== undefined && b !== undefined) return a - b;
  const [x, y] = [toText(left), toText(right)];
  return x < y ? -1 : x > y ? 1 : 0;
}
