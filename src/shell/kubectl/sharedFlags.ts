/** Flags that several verbs take. */
import type { Flag, FlagValues } from '../flags/flag';

/** -f, -R and -k, for verbs that take files. */
export const filenameFlags: readonly Flag[] = [
  {
    name: 'filename',
    shorthand: 'f',
    type: 'strings',
    usage: 'Files, directories or URLs that hold the objects; - reads standard input.',
    complete: 'file',
  },
  {
    name: 'kustomize',
    shorthand: 'k',
    type: 'string',
    usage: 'A directory with a kustomization file.',
    complete: 'file',
  },
  { name: 'recursive', shorthand: 'R', type: 'bool', usage: 'Go into the directories below those of -f as well.' },
];

/** True when -f or -k names something to read. */
export function filesAreNamed(flags: FlagValues): boolean {
  return flags.strings('filename').length > 0 || (flags.knows('kustomize') && flags.string('kustomize') !== '');
}

export const selectorFlag: Flag = {
  name: 'selector',
  shorthand: 'l',
  type: 'string',
  usage: 'Only objects whose labels match: key=value, key!=value, key in (a,b), key, !key, joined by commas.',
};

export const allNamespacesFlag: Flag = {
  name: 'all-namespaces',
  shorthand: 'A',
  type: 'bool',
  usage: 'Look in all namespaces; the one of the context and -n are left aside.',
};

/** -o and what belongs to it. */
export const printFlags: readonly Flag[] = [
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: true,
    usage: 'Let templates name fields that an object does not have. For go-template and jsonpath.',
  },
  {
    name: 'output',
    shorthand: 'o',
    type: 'string',
    usage:
      'The format to print: (json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
    complete: ['json', 'yaml', 'name', 'go-template=', 'jsonpath=', 'jsonpath-as-json='],
  },
  { name: 'show-managed-fields', type: 'bool', usage: 'Keep the managedFields when printing JSON or YAML.' },
  {
    name: 'template',
    type: 'string',
    usage: 'The template, or a file with it, for -o go-template and go-template-file.',
  },
];

export const dryRunFlag: Flag = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  alone: 'unchanged',
  usage: 'none, client (print what would be sent) or server (ask the server without keeping anything).',
  complete: ['none', 'client', 'server'],
};
