/** The verbs of `kubectl config` that write entries and single values. */

import { encodeTextBase64 } from '../../../base/base64';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import { parseBool } from '../../flags/flag';
import { editConfig } from '../client/configFileEdit';
import { configDirectory, configFiles, type Entry } from '../client/kubeconfig';
import { CommandError } from '../errors';
import { verbHelp } from '../help';
import type { Invocation, Verb } from '../verb';

export const setContext: Verb = {
  name: 'set-context',
  short: 'Write a context, or some of its fields',
  examples: `
# Work in another namespace from now on
kubectl config set-context --current --namespace=kube-system
# A context of one's own
kubectl config set-context dev --cluster=kubernetes --user=kubernetes-admin --namespace=dev`,
  usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
  flags: [
    { name: 'current', type: 'bool', usage: 'Change the current context.' },
    { name: 'cluster', type: 'string', usage: 'The cluster of the context.', complete: 'cluster' },
    { name: 'user', type: 'string', usage: 'The user of the context.', complete: 'user' },
    { name: 'namespace', type: 'string', usage: 'The namespace of the context.', complete: 'namespace' },
  ],
  complete: 'contexts',
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run(invocation) {
    const { args, flags, print } = invocation;
    const { config, save } = editConfig(invocation);
    const name = flags.bool('current') ? config.currentContext : (args[0] ?? '');
    if (args.length > 1) refuse(invocation, `Unexpected args: [${args.join(' ')}]`);
    if (flags.bool('current') && name === '') throw new CommandError('no current context is set');
    if (flags.bool('current') && (args[0] ?? '') !== '') {
      throw new CommandError('you cannot specify both a context name and --current');
    }
    if (name === '') throw new CommandError('you must specify a non-empty context name or --current');
    const existing = config.contexts.get(name);
    const entry = withFlags(invocation, { cluster: '', user: '', ...existing }, ['cluster', 'user', 'namespace']);
    save({ contexts: new Map([...config.contexts, [name, entry]]) });
    print(`Context ${JSON.stringify(name)} ${existing === undefined ? 'created' : 'modified'}.\n`);
    return 0;
  },
};

export const setCluster: Verb = {
  name: 'set-cluster',
  short: 'Write a cluster, or some of its fields',
  examples: '# Where the cluster is\nkubectl config set-cluster e2e --server=https://1.2.3.4:6443',
  usage:
    'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
  flags: [
    { name: 'server', type: 'string', usage: 'The address of its API server.' },
    {
      name: 'certificate-authority',
      type: 'string',
      usage: "A file with its authority's certificate.",
      complete: 'file',
    },
    { name: 'embed-certs', type: 'bool', usage: 'Write certificates into the kubeconfig.' },
    { name: 'insecure-skip-tls-verify', type: 'bool', usage: "Do not check the server's certificate." },
    { name: 'proxy-url', type: 'string', usage: 'A proxy to reach it through.' },
    { name: 'tls-server-name', type: 'string', usage: "The name to expect in the server's certificate." },
  ],
  complete: 'clusters',
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run(invocation) {
    const name = oneName(invocation);
    if (name === '') throw new CommandError('you must specify a non-empty cluster name');
    const { config, save } = editConfig(invocation);
    const fields = ['server', 'certificate-authority', 'insecure-skip-tls-verify', 'proxy-url', 'tls-server-name'];
    const existing = config.clusters.get(name);
    let entry = withFlags(invocation, existing ?? { server: '' }, fields);
    checkEmbedding(invocation, ['certificate-authority']);
    entry = embedded(invocation, entry, ['certificate-authority']);
    if (invocation.flags.changed('insecure-skip-tls-verify') && invocation.flags.bool('insecure-skip-tls-verify')) {
      entry = without(entry, ['certificate-authority', 'certificate-authority-data']);
    }
    save({ clusters: new Map([...config.clusters, [name, entry]]) });
    invocation.print(`Cluster ${JSON.stringify(name)} set.\n`);
    return 0;
  },
};

export const setCredentials: Verb = {
  name: 'set-credentials',
  short: 'Write a user, or some of its fields',
  examples: '# A user with a token\nkubectl config set-credentials bob --token=abc',
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] [--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] [--exec-arg=arg] [--exec-env=key=value]',
  flags: [
    { name: 'client-certificate', type: 'string', usage: 'A file with the client certificate.', complete: 'file' },
    { name: 'client-key', type: 'string', usage: 'A file with the client key.', complete: 'file' },
    { name: 'embed-certs', type: 'bool', usage: 'Write certificates into the kubeconfig.' },
    { name: 'token', type: 'string', usage: 'A bearer token.' },
    { name: 'username', type: 'string', usage: 'A name for basic authentication.' },
    { name: 'password', type: 'string', usage: 'A password for basic authentication.' },
    { name: 'auth-provider', type: 'string', usage: 'A provider of credentials.' },
    { name: 'auth-provider-arg', type: 'strings', usage: 'What the provider is told: key=value.' },
    { name: 'exec-api-version', type: 'string', usage: 'The API version of a program that gives credentials.' },
    { name: 'exec-arg', type: 'strings', usage: 'Its arguments.' },
    { name: 'exec-command', type: 'string', usage: 'The program.' },
    { name: 'exec-env', type: 'array', usage: 'Its variables: name=value.' },
    { name: 'exec-interactive-mode', type: 'string', usage: 'Never, IfAvailable or Always.' },
    { name: 'exec-provide-cluster-info', type: 'bool', usage: 'Tell it about the cluster.' },
  ],
  complete: 'users',
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run(invocation) {
    const name = oneName(invocation, 'unexpected args');
    checkPairs(invocation, 'exec-env');
    checkPairs(invocation, 'auth-provider-arg');
    if (name === '') throw new CommandError('you must specify a non-empty user name');
    const { config, save } = editConfig(invocation);
    const fields = ['client-certificate', 'client-key', 'token', 'username', 'password'];
    checkMethods(invocation);
    let entry = withExec(invocation, withFlags(invocation, config.users.get(name) ?? {}, fields));
    checkEmbedding(invocation, ['client-certificate', 'client-key']);
    entry = embedded(invocation, entry, ['client-certificate', 'client-key']);
    // one way of logging in takes the place of another
    if (invocation.flags.changed('token')) entry = without(entry, ['username', 'password']);
    if (invocation.flags.changed('username') || invocation.flags.changed('password')) entry = without(entry, ['token']);
    save({ users: new Map([...config.users, [name, entry]]) });
    invocation.print(`User ${JSON.stringify(name)} set.\n`);
    return 0;
  },
};

export const setProperty: Verb = {
  name: 'set',
  short: 'Write one value',
  examples: '# Another address\nkubectl config set clusters.my-cluster.server https://1.2.3.4',
  usage: 'PROPERTY_NAME PROPERTY_VALUE',
  flags: [{ name: 'set-raw-bytes', type: 'bool', usage: 'The value is base64 already.' }],
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run(invocation) {
    const { args, print } = invocation;
    const [property = '', value = ''] = args;
    if (args.length !== 2) refuse(invocation, `Unexpected args: [${args.join(' ')}]`);
    const raw = invocation.flags.bool('set-raw-bytes') && property.endsWith('-data');
    changeProperty(invocation, property, raw ? encodeTextBase64(value) : value);
    print(`Property ${JSON.stringify(property)} set.\n`);
    return 0;
  },
};

export const unsetProperty: Verb = {
  name: 'unset',
  short: 'Take one value away',
  examples: '# No namespace any more\nkubectl config unset contexts.my-context.namespace',
  usage: 'PROPERTY_NAME',
  flags: [],
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run(invocation) {
    const { args, print } = invocation;
    const [property = ''] = args;
    if (args.length !== 1) refuse(invocation, `Unexpected args: [${args.join(' ')}]`);
    changeProperty(invocation, property, undefined);
    print(`Property ${JSON.stringify(property)} unset.\n`);
    return 0;
  },
};

/** Sets the value at `clusters.NAME.server` or `current-context`; without a value takes it, or a whole entry, away. */
function changeProperty(invocation: Invocation, property: string, value: string | undefined): void {
  const { config, save } = editConfig(invocation);
  const [part = '', ...rest] = property.split('.');
  if (property === '') throw new CommandError('you must specify a property');
  if (property === 'current-context') {
    save({ currentContext: value ?? '' });
  } else if (property === 'preferences.colors') {
    save({ preferences: value === undefined ? {} : { colors: typed('colors', value) } });
  } else if (part === 'clusters' || part === 'contexts' || part === 'users') {
    save({ [part]: changedEntries(config[part], property, placeOf(part, rest), value) });
  } else {
    throw new CommandError(`unable to parse ${property} after [] at api.Config`);
  }
}

interface Place {
  readonly name: string;
  /** Absent: the whole entry. */
  readonly field?: string;
  readonly beyond: readonly string[];
}

/** Names may hold dots: one ends before the first word that is a field. */
function placeOf(part: keyof typeof FIELDS, words: readonly string[]): Place {
  const at = words.findIndex((word, index) => index > 0 && FIELDS[part].includes(word));
  const field = words[at];
  if (field === undefined) return { name: words.join('.'), beyond: [] };
  return { name: words.slice(0, at).join('.'), field, beyond: words.slice(at + 1) };
}

function changedEntries(
  entries: ReadonlyMap<string, Entry>,
  property: string,
  { name, field, beyond }: Place,
  value: string | undefined,
): ReadonlyMap<string, Entry> {
  if (beyond.length > 0) throw new CommandError(`unable to parse one or more field values of ${property}`);
  const map = new Map(entries);
  if (field === undefined) {
    if (value !== undefined) {
      const held = [...map.keys()].sort().map((one) => `${one}:<pointer>`);
      throw new CommandError(`can't set a map to a value: map[${held.join(' ')}]`);
    }
    if (name === '') return new Map();
    map.delete(name);
    return map;
  }
  const entry = map.get(name);
  if (value !== undefined) return map.set(name, { ...entry, [field]: typed(field, value) });
  if (entry === undefined) throw new CommandError(`current map key \`${name}\` is invalid`);
  // these are written down even when there is nothing in them
  if (['server', 'cluster', 'user'].includes(field)) return map.set(name, { ...entry, [field]: '' });
  return map.set(name, without(entry, [field]));
}

const FIELDS: Readonly<Record<'clusters' | 'contexts' | 'users', readonly string[]>> = {
  clusters: [
    'server',
    'tls-server-name',
    'insecure-skip-tls-verify',
    'certificate-authority',
    'certificate-authority-data',
    'proxy-url',
    'disable-compression',
  ],
  contexts: ['cluster', 'user', 'namespace'],
  users: [
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'token',
    'tokenFile',
    'act-as',
    'username',
    'password',
  ],
};

const TRUTHS = ['insecure-skip-tls-verify', 'disable-compression', 'colors'];

function typed(field: string, value: string): unknown {
  if (!TRUTHS.includes(field)) return value;
  const truth = parseBool(value);
  if (truth === undefined)
    throw new CommandError(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
  return truth;
}

function withFlags({ flags }: Invocation, entry: Entry, fields: readonly string[]): Entry {
  const out = { ...entry };
  for (const field of fields) {
    if (flags.changed(field))
      out[field] = typed(field, field.startsWith('insecure') ? String(flags.bool(field)) : flags.string(field));
  }
  return out;
}

/** `NAME=value`, or `NAME-` to take it away. */
function checkPairs(invocation: Invocation, flag: string): void {
  const wrong = invocation.flags.strings(flag).filter((pair) => !/^[^=]+=|^.+-$/s.test(pair));
  if (wrong.length > 0) refuse(invocation, `invalid ${flag} format: ${wrong.join(', ')}`);
}

/** @throws CommandError when two ways of logging in are given at once */
function checkMethods({ flags }: Invocation): void {
  const given = [
    ...(flags.string('token') === '' ? [] : ['--token']),
    ...(flags.string('username') === '' && flags.string('password') === '' ? [] : ['--username/--password']),
  ];
  if (given.length > 1) {
    throw new CommandError(
      `you cannot specify more than one authentication method at the same time: ${given.join(', ')}`,
    );
  }
}

function without(entry: Entry, fields: readonly string[]): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !fields.includes(name)));
}

function checkEmbedding({ flags }: Invocation, fields: readonly string[]): void {
  if (!flags.bool('embed-certs') || fields.some((field) => flags.string(field) !== '')) return;
  throw new CommandError(`you must specify a ${fields.map((field) => `--${field}`).join(' or ')} to embed`);
}

/** --embed-certs: the content of a file in place of its name, which otherwise stays right wherever one is. */
function embedded(invocation: Invocation, entry: Entry, fields: readonly string[]): Entry {
  const { flags, process } = invocation;
  if (!flags.bool('embed-certs')) {
    const given = fields.filter((field) => flags.string(field) !== '');
    return { ...entry, ...Object.fromEntries(given.map((field) => [field, lasting(invocation, flags.string(field))])) };
  }
  let out = entry;
  for (const field of fields) {
    const path = flags.string(field);
    if (path === '') continue;
    const read = process.files.read(normalise(path, process.workingDirectory));
    if (!read.ok) {
      const why = describeFileError(read.error).toLowerCase();
      throw new CommandError(`could not stat ${field} file ${path}: stat ${path}: ${why}`);
    }
    out = { ...without(out, [field]), [`${field}-data`]: encodeTextBase64(read.value) };
  }
  return out;
}

/** A file's name from the root, or from the kubeconfig's own directory if it is in there. */
function lasting({ process, flags }: Invocation, path: string): string {
  const whole = normalise(path, process.workingDirectory);
  const own = `${configDirectory(configFiles(process, flags.string('kubeconfig')))}/`;
  return whole.startsWith(own) ? whole.slice(own.length) : whole;
}

/** What names a provider or a program of credentials. Programs are written down here, but never run. */
function withExec({ flags }: Invocation, entry: Entry): Entry {
  const out = { ...entry };
  const provider = flags.string('auth-provider');
  const pairs = (name: string) => flags.strings(name).map((pair) => pair.split(/=(.*)/s) as [string, string]);
  if (provider !== '') {
    const config = Object.fromEntries(pairs('auth-provider-arg').map(([key, value = '']) => [key, value]));
    out['auth-provider'] = { config: Object.keys(config).length === 0 ? null : config, name: provider };
  }
  if (flags.string('exec-command') !== '') {
    const args = flags.strings('exec-arg');
    const env = pairs('exec-env').map(([name, value = '']) => ({ name, value }));
    out['exec'] = {
      ...(flags.string('exec-api-version') === '' ? {} : { apiVersion: flags.string('exec-api-version') }),
      args: args.length === 0 ? null : args,
      command: flags.string('exec-command'),
      env: env.length === 0 ? null : env,
      ...(flags.string('exec-interactive-mode') === ''
        ? {}
        : { interactiveMode: flags.string('exec-interactive-mode') }),
      provideClusterInfo: flags.bool('exec-provide-cluster-info'),
    };
  }
  return out;
}

function oneName(invocation: Invocation, words = 'Unexpected args'): string {
  const { args } = invocation;
  if (args.length !== 1) refuse(invocation, `${words}: [${args.join(' ')}]`);
  return args[0] ?? '';
}

function refuse({ verb, command, process, print }: Invocation, message: string): never {
  print(verbHelp(verb, command, process.tty?.columns));
  throw new CommandError(message);
}
