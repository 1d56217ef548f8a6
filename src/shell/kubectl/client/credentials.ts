/** Who a kubeconfig's user is to the API server: client certificates, tokens and impersonation. */
import { decodeTextBase64 } from '../../../base/base64';
import type { FileSystem } from '../../../engine/files/fileSystem';
import type { Credentials } from '../../command';
import type { FlagValues } from '../../flags/flag';
import type { Entry } from './kubeconfig';

/**
 * The credentials of a user entry with the flags that override it.
 *
 * Simplified: certificates are not verified; a certificate's subject is read from a line `Subject: O=..., CN=...` in
 * it, and an entry whose certificate holds no such line is taken at its name, as an administrator.
 * @returns undefined for a token that nobody issued: the server answers it with 401
 */
export function credentialsOf(
  files: FileSystem,
  name: string,
  user: Entry,
  flags: FlagValues,
): Credentials | undefined {
  const impersonated = flags.string('as') || text(user['as']);
  if (impersonated !== '') {
    const groups = flags.strings('as-group');
    return { user: impersonated, groups: impersonated === 'system:anonymous' ? [] : groups };
  }
  const token = flags.string('token') || text(user['token']) || fileText(files, text(user['tokenFile'])).trim();
  if (token !== '') return tokenCredentials(token);
  const certificate =
    fileText(files, flags.string('client-certificate') || text(user['client-certificate'])) ||
    decoded(text(user['client-certificate-data']));
  if (certificate !== '') return certificateCredentials(name, certificate);
  return {};
}

function certificateCredentials(name: string, certificate: string): Credentials {
  const subject = /^\s*Subject:(.*)$/m.exec(certificate)?.[1];
  if (subject === undefined) return { user: name, groups: ['system:masters'] };
  const parts = [...subject.matchAll(/\b(O|CN)\s*=\s*([^,]+)/g)].map((match) => [match[1], (match[2] ?? '').trim()]);
  const user = parts.find(([key]) => key === 'CN')?.[1] ?? name;
  return { user, groups: parts.filter(([key]) => key === 'O').map(([, group]) => group ?? '') };
}

/** A service account's token names its account in the second part; any other token is not known to the server. */
function tokenCredentials(token: string): Credentials | undefined {
  const claims = /"sub"\s*:\s*"([^"]+)"/.exec(decoded(token.split('.')[1] ?? ''))?.[1];
  const account = /^system:serviceaccount:([^:]+):[^:]+$/.exec(claims ?? '');
  if (account === null) return undefined;
  return { user: account[0], groups: ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`] };
}

function decoded(data: string): string {
  return decodeTextBase64(data.replaceAll('-', '+').replaceAll('_', '/')) ?? '';
}

function fileText(files: FileSystem, path: string): string {
  if (path === '') return '';
  const read = files.read(path);
  return read.ok ? read.value : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
