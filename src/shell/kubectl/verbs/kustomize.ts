/** kubectl kustomize: prints the objects that a kustomization describes. */
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { PlainObject } from '../client/documents';
import { builtKustomization } from '../client/kustomization';
import { CommandError } from '../errors';
import type { Verb } from '../verb';
import { readYaml } from '../yaml/readYaml';

export const kustomize: Verb = {
  name: 'kustomize',
  short: 'Build a kustomization target from a directory or URL',
  long: 'Print the objects that the kustomization file of a directory describes; without DIR the present one is built.',
  examples: `
# What a directory describes
kubectl kustomize overlays/prod
# And apply it
kubectl apply -k overlays/prod`,
  usage: 'DIR [flags]',
  flags: [
    { name: 'as-current-user', type: 'bool', usage: "Run functions with the caller's ids." },
    { name: 'enable-alpha-plugins', type: 'bool', usage: 'Let plugins run.' },
    { name: 'enable-helm', type: 'bool', usage: 'Let Helm inflate charts.', notSimulated: true },
    { name: 'env', shorthand: 'e', type: 'strings', usage: 'Variables for functions.' },
    { name: 'helm-api-versions', type: 'strings', usage: 'API versions to tell Helm.' },
    { name: 'helm-command', type: 'string', default: 'helm', usage: 'The program of Helm.' },
    { name: 'helm-debug', type: 'bool', usage: 'Let Helm say more.' },
    { name: 'helm-kube-version', type: 'string', usage: 'The version to tell Helm.' },
    {
      name: 'load-restrictor',
      type: 'string',
      default: 'LoadRestrictionsRootOnly',
      usage: 'LoadRestrictionsNone lets files be read from outside the directory.',
    },
    { name: 'mount', type: 'strings', usage: 'Storage for functions.' },
    { name: 'network', type: 'bool', usage: 'Let functions use the network.' },
    {
      name: 'network-name',
      type: 'string',
      default: 'bridge',
      usage: 'The network that functions use.',
    },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      usage: 'A file to write to, or a directory to write files into.',
    },
    {
      name: 'reorder',
      type: 'string',
      default: 'legacy',
      usage: 'The order: legacy or none.',
      hidden: true,
      notSimulated: true,
    },
  ],
  *run(invocation) {
    const { args, flags, process, print } = invocation;
    if (args.length > 1) {
      throw new CommandError('specify one path to kustomization.yaml');
    }
    const restrictor = flags.string('load-restrictor');
    if (restrictor !== 'LoadRestrictionsRootOnly' && restrictor !== 'LoadRestrictionsNone') {
      throw new CommandError(
        `illegal flag value --load-restrictor ${restrictor}; legal values: [LoadRestrictionsRootOnly LoadRestrictionsNone]`,
      );
    }
    const text = builtKustomization(invocation, args[0] ?? '.', restrictor === 'LoadRestrictionsNone');
    const output = flags.string('output');
    if (output === '') {
      print(text);
      return 0;
    }
    const path = normalise(output, process.workingDirectory);
    const stat = process.files.stat(path);
    const write = (to: string, content: string): void => {
      const written = process.files.write(to, content);
      if (!written.ok) throw new CommandError(`open ${to}: ${describeFileError(written.error).toLowerCase()}`);
    };
    if (!stat.ok || stat.value.type !== 'directory') {
      write(path, text);
      return 0;
    }
    for (const document of text.split(/^---\n/m)) {
      const parsed = readYaml(document);
      if (parsed.ok) write(`${path}/${fileName(parsed.value as PlainObject)}`, document);
    }
    return 0;
  },
};

/** `apps_v1_deployment_web.yaml`, with the namespace in front where there is one. */
function fileName({ apiVersion, kind, metadata }: PlainObject): string {
  const parts = [metadata?.namespace ?? '', apiVersion.replace('/', '_'), kind, metadata?.name ?? ''];
  return `${parts.filter(Boolean).join('_').toLowerCase()}.yaml`;
}
