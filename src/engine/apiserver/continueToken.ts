/** What a page of a list says about where the next one begins: base64 of a small JSON text, as the real server's. */
import { decodeBase64, encodeTextBase64 } from '../../base/base64';
import { fail, ok, type Result } from '../../base/result';
import { decodeUtf8 } from '../../base/utf8';

const VERSION = 'meta.k8s.io/v1';
const INVALID = 'continue key is not valid';

export interface ContinuePoint {
  /** Of the first page; -1 for whatever is newest. */
  readonly revision: number;
  /** The key at which the next page begins, below the collection's. */
  readonly start: string;
}

/** Without padding and with the alphabet of URLs. */
export function encodeContinue({ revision, start }: ContinuePoint): string {
  const text = encodeTextBase64(JSON.stringify({ v: VERSION, rv: revision, start }));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The error is what the server says of a token that it never gave. */
export function decodeContinue(token: string): Result<ContinuePoint, string> {
  const wrong = /[^A-Za-z0-9_-]/.exec(token);
  const standard = token.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = wrong === null ? decodeBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '=')) : undefined;
  if (bytes === undefined) return fail(`${INVALID}: illegal base64 data at input byte ${wrong?.index ?? token.length}`);
  let parsed: { v?: unknown; rv?: unknown; start?: unknown };
  try {
    parsed = JSON.parse(decodeUtf8(bytes)) as typeof parsed;
  } catch {
    return fail(`${INVALID}: invalid character ${goCharacter(bytes)} looking for beginning of value`);
  }
  const { v: version = '', rv: revision = 0, start = '' } = parsed;
  if (version !== VERSION) {
    return fail(`${INVALID}: server does not recognize this encoded version ${String(version)}`);
  }
  if (typeof revision !== 'number' || revision === 0) {
    return fail(`${INVALID}: incorrect encoded start resourceVersion (version ${VERSION})`);
  }
  if (typeof start !== 'string' || start === '') {
    return fail(`${INVALID}: encoded start key empty (version ${VERSION})`);
  }
  // Nobody may leave the collection.
  if (/(^|\/)\.{0,2}\//.test(start.replace(/^\//, ''))) return fail(`${INVALID}: ${start}`);
  return ok({ revision, start });
}

/** The first byte as Go quotes it: as the character of that number. */
function goCharacter([first = 0]: Uint8Array): string {
  const text = String.fromCharCode(first);
  return /[\p{L}\p{N}\p{P}\p{S} ]/u.test(text) ? `'${text}'` : `'\\x${first.toString(16).padStart(2, '0')}'`;
}
