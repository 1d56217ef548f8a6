import { encodeTextBase64 } from '../../../base/base64';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { Process } from '../../../engine/processes/process';
import { writeStructJson } from '../../text/goJson';
import type { PlainObject } from '../client/documents';
import type { Entry, KubeConfig } from '../client/kubeconfig';
import { configFiles, configObject, loadConfig } from '../client/kubeconfig';
import { CommandError, usageError } from '../errors';
import { goTemplatePrinter, objectPrinter } from '../output/printer';
import { writeYaml } from '../output/yaml';
import { printFlags } from '../sharedFlags';
import type { Verb } from '../verb';

/** The fields of each part in the order of the API's structs, as JSON shows them. */
const ORDER = {
  cluster: [
    'server',
    'tls-server-name',
    'insecure-skip-tls-verify',
    'certificate-authority',
    'certificate-authority-data',
    'proxy-url',
    'disable-compression',
  ],
  user: [
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'token',
    'tokenFile',
    'as',
    'as-uid',
    'as-groups',
    'username',
    'password',
    'exec',
  ],
  context: ['cluster', 'user', 'namespace'],
} as const;

const SECRETS: Readonly<Record<string, string>> = {
  'certificate-authority-data': 'DATA+OMITTED',
  'client-certificate-data': 'DATA+OMITTED',
  'client-key-data': 'DATA+OMITTED',
  token: 'REDACTED',
  password: 'REDACTED',
};

export const configView: Verb = {
  name: 'view',
  short: 'Show the merged kubeconfig, or a given file',
  long: `Show the merged kubeconfig, or the file that --kubeconfig names.

 Certificates, keys and tokens are hidden unless --raw is given.`,
  examples: `
# Everything that is configured
kubectl config view
# Only what the current context uses
kubectl config view --minify
# One value
kubectl config view --minify -o jsonpath='{..namespace}'`,
  usage: '[flags]',
  flags: [
    ...printFlags.filter((flag) => flag.name !== 'output'),
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'yaml',
      usage: 'The format to print: json, yaml, name, jsonpath=..., go-template=...',
      complete: ['json', 'yaml', 'jsonpath=', 'go-template='],
    },
    { name: 'flatten', type: 'bool', usage: 'Write the contents of named files into the output.' },
    { name: 'merge', type: 'bool', default: true, usage: 'Merge all kubeconfig files.' },
    { name: 'minify', type: 'bool', usage: 'Leave out what the current context does not use.' },
    { name: 'raw', type: 'bool', usage: 'Show certificates, keys and tokens as they are.' },
  ],
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run({ flags, process, print, args, command }) {
    if (args.length > 0) throw usageError(command, `unexpected arguments: [${args.join(' ')}]`);
    if (!flags.bool('merge') && flags.string('kubeconfig') === '') {
      throw new CommandError('if merge==false a precise file must be specified');
    }
    const all = loadConfig(process.files, configFiles(process, flags.string('kubeconfig')), false);
    const wanted = flags.string('context');
    const chosen = flags.bool('minify') ? minified(wanted === '' ? all : { ...all, currentContext: wanted }) : all;
    const config = flags.bool('flatten') ? flattened(chosen, process) : chosen;
    const raw = flags.bool('raw') || flags.bool('flatten');
    const object = configObject({
      ...config,
      clusters: shown(config.clusters, ORDER.cluster, raw),
      users: shown(config.users, ORDER.user, raw),
      contexts: shown(config.contexts, ORDER.context, true),
    });
    const output = flags.string('output');
    const template = flags.changed('output') ? '' : flags.string('template');
    if (template !== '') print(goTemplatePrinter(template, true)(object as unknown as PlainObject));
    else if (output === 'yaml') print(writeYaml(object));
    else if (output === 'json') print(writeStructJson(object));
    else print(objectPrinter({ flags, process })?.(object as unknown as PlainObject) ?? '');
    return 0;
  },
};

/** Named files give way to their contents. */
function flattened(config: KubeConfig, process: Process): KubeConfig {
  const embed = (entry: Entry, fields: readonly string[]): Entry => {
    const out = { ...entry };
    for (const field of fields) {
      const path = entry[field];
      if (typeof path !== 'string' || path === '') continue;
      const whole = normalise(path, process.workingDirectory);
      const read = process.files.read(whole);
      if (!read.ok) throw new CommandError(`open ${whole}: ${describeFileError(read.error).toLowerCase()}`);
      delete out[field];
      out[`${field}-data`] = encodeTextBase64(read.value);
    }
    return out;
  };
  const all = (map: ReadonlyMap<string, Entry>, fields: readonly string[]) =>
    new Map([...map].map(([name, entry]) => [name, embed(entry, fields)]));
  return {
    ...config,
    clusters: all(config.clusters, ['certificate-authority']),
    users: all(config.users, ['client-certificate', 'client-key']),
  };
}

function minified(config: KubeConfig): KubeConfig {
  const context = config.contexts.get(config.currentContext);
  if (config.currentContext === '') throw new CommandError('current-context must exist in order to minify');
  if (context === undefined) throw new CommandError(`cannot locate context ${config.currentContext}`);
  const only = (map: ReadonlyMap<string, Entry>, name: unknown) => new Map([...map].filter(([key]) => key === name));
  return {
    ...config,
    contexts: new Map([[config.currentContext, context]]),
    clusters: only(config.clusters, context['cluster']),
    users: only(config.users, context['user']),
  };
}

function shown(map: ReadonlyMap<string, Entry>, order: readonly string[], raw: boolean): Map<string, Entry> {
  return new Map(
    [...map].map(([name, entry]) => {
      const known = order.filter((field) => entry[field] !== undefined);
      const fields = [...known, ...Object.keys(entry).filter((field) => !known.includes(field))];
      const value = (field: string): unknown => (raw ? entry[field] : (SECRETS[field] ?? entry[field]));
      return [name, Object.fromEntries(fields.map((field) => [field, value(field)]))];
    }),
  );
}
