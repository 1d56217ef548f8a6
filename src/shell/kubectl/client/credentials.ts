/** Who a kubeconfig's user is to the API server: client certificates, tokens and impersonation. */
import { decodeTextBase64 } from '../../../base/base64';
import { sha256 } from '../../../base/sha256';
import { type FileSystem, normalise } from '../../../engine/files/fileSystem';
import type { Credentials } from '../../command';
import type { FlagValues } from '../../flags/flag';
import { CommandError } from '../errors';
import type { Entry } from './kubeconfig';

/**
 * The credentials of a user entry with the flags that override it. Who a token belongs to, and whether one may be taken
 * for somebody else, the server says.
 *
 * Simplified: certificates are not verified; a certificate's subject is read from a line `Subject: O=..., CN=...` in it.
 * `directory` is the kubeconfig's.
 * @returns undefined for a certificate without a subject: the server answers it with 401
 */
export function credentialsOf(
  files: FileSystem,
  name: string,
  user: Entry,
  flags: FlagValues,
  directory: string,
): Credentials | undefined {
  const headers = impersonation(name, user, flags);
  const token = flags.string('token') || text(user['token']) || fileText(files, text(user['tokenFile'])).trim();
  if (token !== '') return { headers: { ...headers, authorization: `Bearer ${token}` } };
  const certificate =
    fileText(files, flags.string('client-certificate')) ||
    fileText(files, besideConfig(text(user['client-certificate']), directory)) ||
    decoded(text(user['client-certificate-data']));
  const own = certificate === '' ? {} : certificateCredentials(certificate);
  return own === undefined ? undefined : { ...own, headers };
}

function impersonation(name: string, user: Entry, flags: FlagValues): Record<string, string> {
  const asked = flags.string('as') || text(user['as']);
  const given = flags.strings('as-group');
  const groups = given.length > 0 ? given : texts(user['as-groups']);
  const uid = flags.string('as-uid') || text(user['as-uid']);
  if (asked === '') {
    if (groups.length === 0 && uid === '') return {};
    throw new CommandError(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
  }
  return {
    'impersonate-user': asked,
    ...(groups.length === 0 ? {} : { 'impersonate-group': groups.join(', ') }),
    ...(uid === '' ? {} : { 'impersonate-uid': uid }),
  };
}

function certificateCredentials(certificate: string): Credentials | undefined {
  const subject = /^\s*Subject:(.*)$/m.exec(certificate)?.[1];
  if (subject === undefined) return undefined;
  const parts = [...subject.matchAll(/\b(O|CN)\s*=\s*([^,]+)/g)].map((match) => [match[1], (match[2] ?? '').trim()]);
  const user = parts.find(([key]) => key === 'CN')?.[1];
  if (user === undefined) return undefined;
  return {
    user,
    groups: parts.filter(([key]) => key === 'O').map(([, group]) => group ?? ''),
    extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${sha256(certificate)}`] },
  };
}

function decoded(data: string): string {
  return decodeTextBase64(data.replaceAll('-', '+').replaceAll('_', '/')) ?? '';
}

/** Kubeconfigs name files as seen from their own directory. */
function besideConfig(path: string, directory: string): string {
  return path === '' ? '' : normalise(path, directory);
}

function fileText(files: FileSystem, path: string): string {
  if (path === '') return '';
  const read = files.read(path);
  return read.ok ? read.value : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
