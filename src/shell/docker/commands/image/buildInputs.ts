/** What a build is given besides its context: secrets, names of hosts, a network. */
import { fail, ok, type Result } from '../../../../base/result';
import type { BuildRequest } from '../../../../engine/docker/build/request';
import { normalise } from '../../../../engine/files/fileSystem';
import type { Invocation } from '../../dockerCommand';

type Inputs = Required<Pick<BuildRequest, 'network' | 'secrets' | 'hosts'>>;

const OUR_PLATFORM = /^(?:linux\/)?(?:amd64|x86_64|x86-64)(?:\/v1)?$/i;
/** The bridge of the daemon's machine. */
const HOST_GATEWAY = '172.17.0.1';

/** Reads the flags; the error is the client's. */
export function buildInputs(invocation: Invocation, buildkit: boolean): Result<Inputs, string> {
  const { flags } = invocation;
  const network = flags.string('network');
  if (buildkit && !['', 'default', 'none', 'host'].includes(network)) {
    return fail(
      `network mode ${JSON.stringify(network)} not supported by buildkit - you can define a custom network for your builder using the network driver-opt in buildx create`,
    );
  }
  for (const platform of flags.strings('platform').flatMap((text) => text.split(','))) {
    if (!OUR_PLATFORM.test(platform)) {
      return fail(`platform ${platform} is not simulated: images here are made for linux/amd64`);
    }
  }
  // Nobody runs an SSH agent here.
  const [agent] = flags.strings('ssh');
  if (agent !== undefined) {
    return fail(
      `failed to convert agent config {${agent} [] false}: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set`,
    );
  }
  const hosts = hostsOf(flags.strings('add-host'));
  if (!hosts.ok) return hosts;
  const secrets = secretsOf(invocation);
  return secrets.ok ? ok({ network, hosts: hosts.value, secrets: secrets.value }) : secrets;
}

function hostsOf(texts: readonly string[]): Result<Inputs['hosts'], string> {
  const hosts: (readonly [string, string])[] = [];
  for (const text of texts) {
    const [, name = '', address = ''] = /^([^:=]+)[:=](.+)$/.exec(text) ?? [];
    if (name === '') return fail(`invalid host ${text}`);
    hosts.push([name, address === 'host-gateway' ? HOST_GATEWAY : address.replace(/^\[(.*)\]$/, '$1')]);
  }
  return ok(hosts);
}

/** `id=ID,src=FILE` or `id=ID,env=NAME`; with an id alone a variable of that name, or else a file. */
function secretsOf({ flags, process }: Invocation): Result<Inputs['secrets'], string> {
  const secrets: Record<string, string> = {};
  for (const text of flags.strings('secret')) {
    const fields = new Map<string, string>();
    for (const field of text.split(',')) {
      const at = field.indexOf('=');
      if (at < 0) return fail(`invalid field '${field}' must be a key=value pair`);
      fields.set(field.slice(0, at).toLowerCase(), field.slice(at + 1));
    }
    const unknown = [...fields].find(([name]) => !['id', 'src', 'source', 'env', 'type'].includes(name));
    if (unknown !== undefined) return fail(`unexpected key '${unknown[0]}' in '${unknown.join('=')}'`);
    const id = fields.get('id') ?? '';
    if (id === '') return fail('secret missing ID');
    const source = fields.get('src') ?? fields.get('source');
    const variable = fields.get('env') ?? (source === undefined && process.env.get(id) !== undefined ? id : undefined);
    if (variable !== undefined) {
      secrets[id] = process.env.get(variable) ?? '';
      continue;
    }
    const path = source ?? id;
    const read = process.files.read(normalise(path, process.workingDirectory));
    if (!read.ok) return fail(`failed to stat ${path}: stat ${path}: no such file or directory`);
    secrets[id] = read.value;
  }
  return ok(secrets);
}
