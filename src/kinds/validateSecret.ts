import { decodeTextBase64 } from '../base/base64';
import { jsonError } from '../base/jsonError';
import { type FieldError, invalid, required, tooLong } from './fieldError';
import type { Secret } from './secret';
import { dataLimit, sizeOf, validateImmutable, validateKeys } from './validateData';

/** The keys that a secret of a type must hold. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

export function validateSecret(secret: Secret): FieldError[] {
  const errors = validateKeys('data', secret.data);
  if (sizeOf(undefined, secret.data) > dataLimit) errors.push(tooLong('data', dataLimit));
  const type = secret.type ?? '';
  for (const key of requiredKeys[type] ?? []) {
    if (secret.data?.[key] === undefined) errors.push(required(`data[${key}]`));
  }
  if (type === 'kubernetes.io/basic-auth' && !secret.data?.['username'] && !secret.data?.['password']) {
    errors.push(required('data[username]'), required('data[password]'));
  }
  if (type === 'kubernetes.io/service-account-token') {
    const annotation = 'kubernetes.io/service-account.name';
    if (!secret.metadata.annotations?.[annotation]) errors.push(required(`metadata.annotations[${annotation}]`));
  }
  return [...errors, ...dockerErrors(secret)];
}

export function validateSecretUpdate(secret: Secret, old: Secret): FieldError[] {
  const type = secret.type === old.type ? [] : [invalid('type', secret.type ?? '', 'field is immutable')];
  return [...type, ...validateImmutable(secret, old)];
}

function dockerErrors(secret: Secret): FieldError[] {
  return ['.dockercfg', '.dockerconfigjson'].flatMap((key) => {
    const data = secret.data?.[key];
    if (data === undefined || secret.type !== `kubernetes.io/${key.slice(1)}`) return [];
    const problem = jsonError(decodeTextBase64(data) ?? '');
    return problem === '' ? [] : [invalid(`data[${key}]`, '<secret contents redacted>', problem)];
  });
}
