/** The keys and size of what ConfigMaps and Secrets hold, and that immutable ones stay as they are. */
import { equal } from '../base/equality';
import { encodeUtf8 } from '../base/utf8';
import { type FieldError, forbidden, invalid, invalidEach } from './fieldError';
import { configKeyErrors } from './names';

/** What a ConfigMap or a Secret can hold, in bytes. */
export const dataLimit = 1024 * 1024;

/** Errors of the keys of one map; keys that `other` has too are duplicates. */
export function validateKeys(
  field: string,
  data: Readonly<Record<string, unknown>> | undefined,
  other?: { readonly name: string; readonly data: Readonly<Record<string, unknown>> | undefined },
): FieldError[] {
  return Object.keys(data ?? {})
    .sort()
    .flatMap((key) => {
      const place = `${field}[${key}]`;
      const errors = invalidEach(place, key, configKeyErrors(key));
      if (other?.data?.[key] === undefined) return errors;
      return [...errors, invalid(place, key, `duplicate of key present in ${other.name}`)];
    });
}

/** The size of texts in UTF-8, and of base64 decoded, in bytes. */
export function sizeOf(
  texts: Readonly<Record<string, string>> | undefined,
  base64: Readonly<Record<string, string>> | undefined,
): number {
  const plain = Object.values(texts ?? {}).reduce((sum, text) => sum + bytesOf(text), 0);
  return Object.values(base64 ?? {}).reduce((sum, text) => sum + Math.floor((text.length * 3) / 4), plain);
}

interface Immutable {
  readonly immutable?: boolean;
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** What an object marked as immutable must not change. */
export function validateImmutable(object: Immutable, old: Immutable): FieldError[] {
  if (old.immutable !== true) return [];
  const detail = 'field is immutable when `immutable` is set';
  const errors: FieldError[] = [];
  if (object.immutable !== true) errors.push(forbidden('immutable', detail));
  if (!equal(object.data ?? {}, old.data ?? {})) errors.push(forbidden('data', detail));
  if (!equal(object.binaryData ?? {}, old.binaryData ?? {})) errors.push(forbidden('binaryData', detail));
  return errors;
}

function bytesOf(text: string): number {
  return text.length > 1024 ? encodeUtf8(text).length : text.length;
}
