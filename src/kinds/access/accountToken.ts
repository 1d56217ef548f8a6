/**
 * Tokens of service accounts: JSON Web Tokens with the claims that the real server writes. Their signature is a digest
 * of what they say and of a key that only the simulated cluster has, in the size of RS256's.
 */
import { decodeTextBase64, encodeBase64, encodeTextBase64 } from '../../base/base64';
import { sha256 } from '../../base/sha256';

export const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const SECRET = 'the key of a simulated cluster';
const SIGNATURE_BYTES = 256;

interface Reference {
  readonly name: string;
  readonly uid: string;
}

export interface Claims {
  readonly aud?: readonly string[];
  readonly exp?: number;
  readonly iat?: number;
  readonly iss: string;
  readonly jti?: string;
  readonly 'kubernetes.io': {
    readonly namespace: string;
    readonly node?: Reference;
    readonly pod?: Reference;
    readonly secret?: Reference;
    readonly serviceaccount: Reference;
    readonly warnafter?: number;
  };
  readonly nbf?: number;
  readonly sub: string;
}

export interface TokenWish {
  readonly namespace: string;
  readonly account: Reference;
  readonly pod?: Reference;
  readonly node?: Reference;
  readonly secret?: Reference;
  readonly audiences: readonly string[];
  readonly expirationSeconds: number;
  /** Seconds after which its use is worth a warning. */
  readonly warnAfter?: number;
}

/** A new token that holds from `now` on, in milliseconds. */
export function issueToken(wish: TokenWish, now: number): string {
  const issued = Math.floor(now / 1000);
  const { namespace, account, pod, node, secret, warnAfter } = wish;
  const claims: Claims = {
    aud: wish.audiences,
    exp: issued + wish.expirationSeconds,
    iat: issued,
    iss: ISSUER,
    jti: identifier(`${now} ${account.uid} ${pod?.uid} ${wish.expirationSeconds} ${wish.audiences.join()}`),
    'kubernetes.io': {
      namespace,
      ...(node === undefined ? {} : { node }),
      ...(pod === undefined ? {} : { pod }),
      ...(secret === undefined ? {} : { secret }),
      serviceaccount: account,
      ...(warnAfter === undefined ? {} : { warnafter: issued + warnAfter }),
    },
    nbf: issued,
    sub: accountUser(namespace, account.name),
  };
  return signed(claims);
}

/** A token as it is kept in a Secret: it holds until the Secret goes. */
export function issueLegacyToken(namespace: string, account: Reference, secretName: string): string {
  return signed({
    iss: 'kubernetes/serviceaccount',
    'kubernetes.io/serviceaccount/namespace': namespace,
    'kubernetes.io/serviceaccount/secret.name': secretName,
    'kubernetes.io/serviceaccount/service-account.name': account.name,
    'kubernetes.io/serviceaccount/service-account.uid': account.uid,
    sub: accountUser(namespace, account.name),
  });
}

export interface LegacyClaims {
  readonly iss: string;
  readonly 'kubernetes.io/serviceaccount/namespace': string;
  readonly 'kubernetes.io/serviceaccount/secret.name': string;
  readonly 'kubernetes.io/serviceaccount/service-account.name': string;
  readonly 'kubernetes.io/serviceaccount/service-account.uid': string;
  readonly sub: string;
}

/** What a token says, when its signature is right. */
export function verifiedClaims(token: string): Claims | LegacyClaims | undefined {
  const [head = '', body = '', signature = ''] = token.split('.');
  if (signature === '' || signature !== signatureOf(`${head}.${body}`)) return undefined;
  return JSON.parse(decodeTextBase64(standard(body)) ?? '{}') as Claims | LegacyClaims;
}

/** The name of a service account as a user. */
export function accountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The same in every token, and made when the first one is. */
let knownHead: string | undefined;

function signed(claims: object): string {
  knownHead ??= urlSafe(encodeTextBase64(JSON.stringify({ alg: 'RS256', kid: keyId() })));
  const signing = `${knownHead}.${urlSafe(encodeTextBase64(JSON.stringify(claims)))}`;
  return `${signing}.${signatureOf(signing)}`;
}

function keyId(): string {
  return urlSafe(encodeBase64(bytesOf(sha256(SECRET))));
}

function signatureOf(text: string): string {
  let hex = '';
  for (let round = 0; hex.length < SIGNATURE_BYTES * 2; round++) hex += sha256(`${SECRET} ${round} ${text}`);
  return urlSafe(encodeBase64(bytesOf(hex)));
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** A UUID that follows from a text. */
function identifier(text: string): string {
  const hex = sha256(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function urlSafe(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function standard(text: string): string {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/');
  return plain.padEnd(Math.ceil(plain.length / 4) * 4, '=');
}
