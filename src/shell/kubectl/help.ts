/** Help as kubectl lays it out: long text, examples, commands or options, usage. */
import type { Flag } from '../flags/flag';
import { globalFlags } from './globalFlags';
import type { Verb } from './verb';

/** A heading and the verbs under it, in the order of kubectl's own help. */
export interface VerbGroup {
  readonly title: string;
  readonly verbs: readonly Verb[];
}

const OPTIONS_HINT = 'Use "kubectl options" for a list of global command-line options (applies to all commands).\n';

/** What `kubectl`, `kubectl help` and `kubectl --help` print. */
export function rootHelp(groups: readonly VerbGroup[]): string {
  const out = ['kubectl controls the Kubernetes cluster manager.\n'];
  out.push('\n Find more information at: https://kubernetes.io/docs/reference/kubectl/\n');
  for (const group of groups) {
    const verbs = group.verbs.filter((verb) => verb.hidden !== true);
    if (verbs.length > 0) out.push(`\n${group.title}:\n${list(verbs)}`);
  }
  out.push('\nUsage:\n  kubectl [flags] [options]\n\n');
  out.push('Use "kubectl <command> --help" for more information about a given command.\n', OPTIONS_HINT);
  return out.join('');
}

/** What `kubectl VERB --help` prints. `columns` is the terminal's width; without one the texts of flags are not wrapped. */
export function verbHelp(verb: Verb, command: string, columns?: number): string {
  const out = [`${(verb.long ?? verb.short).trim()}\n\n`];
  if (verb.aliases !== undefined && verb.aliases.length > 0) {
    out.push(`Aliases:\n${[verb.name, ...verb.aliases].join(', ')}\n\n`);
  }
  if (verb.examples !== undefined) {
    const lines = verb.examples.trim().split('\n');
    out.push('Examples:\n', ...lines.map((line) => (line.trim() === '' ? '  \n' : `  ${line.trim()}\n`)), '\n');
  }
  const children = (verb.verbs ?? []).filter((child) => child.hidden !== true);
  if (children.length > 0) out.push(`Available Commands:\n${list(children)}\n`);
  const flags = verb.flags.filter((flag) => flag.hidden !== true);
  if (flags.length > 0) out.push(`Options:\n${flagList(flags, columns)}`);
  out.push(`Usage:\n  ${command} ${usageOf(verb)}\n\n`);
  if (children.length > 0) {
    out.push(`Use "${command} <command> --help" for more information about a given command.\n`);
  }
  out.push(OPTIONS_HINT);
  return out.join('');
}

/** What `kubectl options` prints. */
export function optionsHelp(columns?: number): string {
  return `The following options can be passed to any command:\n\n${flagList(globalFlags, columns)}`;
}

function usageOf(verb: Verb): string {
  const parent = verb.run === undefined && verb.verbs !== undefined;
  const usage = verb.usage.trim() === '' && parent ? 'SUBCOMMAND' : verb.usage.trim();
  return usage.includes('[options]') ? usage : `${usage} [options]`.trim();
}

function list(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map((verb) => verb.name.length));
  return verbs.map((verb) => `  ${verb.name.padEnd(width)}   ${verb.short}\n`).join('');
}

function flagList(flags: readonly Flag[], columns: number | undefined): string {
  const sorted = [...flags].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted
    .map((flag) => {
      const name = flag.shorthand === undefined ? `--${flag.name}` : `-${flag.shorthand}, --${flag.name}`;
      return `    ${name}=${defaultText(flag)}:\n\t${wrap(flag.usage, columns).join('\n\t')}\n\n`;
    })
    .join('');
}

function defaultText(flag: Flag): string {
  if (flag.type === 'strings' || flag.type === 'array') {
    return `[${((flag.default as readonly string[] | undefined) ?? []).join(',')}]`;
  }
  if (flag.type === 'bool') return String(flag.default ?? false);
  if (flag.type === 'int') return String(flag.default ?? 0);
  if (flag.type === 'duration') return String(flag.default ?? '0s');
  return `'${String(flag.default ?? '')}'`;
}

function wrap(text: string, columns: number | undefined): string[] {
  if (columns === undefined) return [text];
  const limit = Math.max(40, columns - 10);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= limit) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
