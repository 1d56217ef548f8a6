/** kubectl create secret: generic, docker-registry, tls. */
import { encodeTextBase64 } from '../../../base/base64';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import { createGenerated, generatorFlags, nameArgument, ownNameArgument } from '../client/generator';
import { readKeyValues } from '../client/keyValues';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';
import { keyValueFlags } from './createConfigMap';

const generic: Verb = {
  name: 'generic',
  short: 'Create a secret from a local file, directory, or literal value',
  examples: '# From values\nkubectl create secret generic login --from-literal=user=admin --from-literal=pass=secret',
  usage: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  flags: [...generatorFlags, ...keyValueFlags, { name: 'type', type: 'string', usage: 'The type of the secret.' }],
  complete: 'none',
  *run(invocation) {
    const name = ownNameArgument(invocation);
    const type = invocation.flags.string('type');
    return yield* createGenerated(invocation, 'secrets', secret(name, readKeyValues(invocation), type), 'secret');
  },
};

const dockerRegistry: Verb = {
  name: 'docker-registry',
  short: 'Create a secret for use with a Docker registry',
  examples:
    '# A login\nkubectl create secret docker-registry reg --docker-server=r.example.com --docker-username=u --docker-password=p',
  usage:
    'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'append-hash', type: 'bool', usage: 'Put a hash of the content behind the name.' },
    { name: 'docker-email', type: 'string', usage: 'The email address for the registry.' },
    { name: 'docker-password', type: 'string', usage: 'The password for the registry.' },
    {
      name: 'docker-server',
      type: 'string',
      default: 'https://index.docker.io/v1/',
      usage: 'The address of the registry.',
    },
    { name: 'docker-username', type: 'string', usage: 'The user name for the registry.' },
    { name: 'from-file', type: 'strings', usage: 'A docker configuration file.', complete: 'file' },
  ],
  complete: 'none',
  *run(invocation) {
    const { flags } = invocation;
    const name = ownNameArgument(invocation);
    const files = flags.strings('from-file');
    if (files.length === 0) {
      if (flags.string('docker-username') === '')
        throw new CommandError(
          'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
        );
      if (flags.string('docker-password') === '')
        throw new CommandError(
          'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
        );
    }
    const [file] = files;
    const text =
      file === undefined
        ? dockerConfig(invocation)
        : readFile(invocation, file.replace(/^[^=]*=/, ''), 'error reading');
    return yield* createGenerated(
      invocation,
      'secrets',
      secret(name, { '.dockerconfigjson': text }, 'kubernetes.io/dockerconfigjson'),
      'secret',
    );
  },
};

const tls: Verb = {
  name: 'tls',
  short: 'Create a TLS secret',
  examples: '# A key pair\nkubectl create secret tls site --cert=tls.crt --key=tls.key',
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'append-hash', type: 'bool', usage: 'Put a hash of the content behind the name.' },
    { name: 'cert', type: 'string', usage: 'The certificate file.', complete: 'file' },
    { name: 'key', type: 'string', usage: 'The private key file.', complete: 'file' },
  ],
  complete: 'none',
  *run(invocation) {
    const { flags } = invocation;
    const name = nameArgument(invocation);
    if (flags.string('key') === '' || flags.string('cert') === '')
      throw new CommandError('key and cert must be specified');
    const certificate = readFile(invocation, flags.string('cert'), 'Cannot read file');
    const key = readFile(invocation, flags.string('key'), 'Cannot read file');
    if (!certificate.includes('-----BEGIN CERTIFICATE-----'))
      throw new CommandError('tls: failed to find any PEM data in certificate input');
    return yield* createGenerated(
      invocation,
      'secrets',
      secret(name, { 'tls.crt': certificate, 'tls.key': key }, 'kubernetes.io/tls'),
      'secret',
    );
  },
};

export const createSecret: Verb = {
  name: 'secret',
  short: 'Create a secret using a specified subcommand',
  long: `Create a secret with specified type.

 A docker-registry type secret is for accessing a container registry.

 A generic type secret indicate an Opaque secret type.

 A tls type secret holds TLS certificate and its associated key.`,
  usage: '(docker-registry | generic | tls) [options]',
  flags: [],
  verbs: [dockerRegistry, generic, tls],
};

function secret(name: string, texts: Readonly<Record<string, string>>, type: string) {
  const data = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, encodeTextBase64(text)]));
  return {
    apiVersion: 'v1',
    ...(Object.keys(data).length > 0 ? { data } : {}),
    kind: 'Secret',
    metadata: { creationTimestamp: null, name },
    ...(type === '' ? {} : { type }),
  };
}

function dockerConfig({ flags }: Invocation): string {
  const username = flags.string('docker-username');
  const password = flags.string('docker-password');
  const email = flags.string('docker-email');
  const auth = encodeTextBase64(`${username}:${password}`);
  return JSON.stringify({
    auths: { [flags.string('docker-server')]: { username, password, ...(email === '' ? {} : { email }), auth } },
  });
}

function readFile({ process }: Invocation, path: string, words: string): string {
  const text = process.files.read(normalise(path, process.workingDirectory));
  if (text.ok) return text.value;
  throw new CommandError(`${words} ${path}, open ${path}: ${describeFileError(text.error).toLowerCase()}`);
}
