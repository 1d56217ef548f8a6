/** Random but plausible command lines of kubectl, made from its own tree of commands. */
import type { Random } from '../../base/random';
import type { Flag } from '../../shell/flags/flag';
import type { Verb } from '../../shell/kubectl/verb';
import { kubectlTree } from '../../shell/late/all';
import { someArguments } from './arguments';
import { FILES, someValue } from './values';

export interface CommandLine {
  /** `kubectl create deployment`. */
  readonly command: string;
  /** For bash, with what it reads. */
  readonly line: string;
  readonly words: readonly string[];
}

/** Commands that wait for people or the network for ever, or answer with a page of prose of our own. */
const LEFT_OUT =
  /^kubectl (proxy|edit|port-forward|attach|completion|cluster-info dump|apply edit-last-applied|alpha|plugin.*|options)$/;
/** Flags that make a command wait, open an editor, or write logs; `help` answers in our own words. */
const LEFT_OUT_FLAGS = new Set([
  ...[
    'watch',
    'watch-only',
    'follow',
    'stdin',
    'tty',
    'attach',
    'edit',
    'interactive',
    'kubeconfig',
    'v',
    'vmodule',
    'help',
  ],
  ...[
    'profile-output',
    'cache-dir',
    'log-flush-frequency',
    'output-directory',
    'leave-stdin-open',
    'server',
    'token',
    'rm',
  ],
  ...[
    'context',
    'client-certificate',
    'client-key',
    'certificate-authority',
    'username',
    'password',
    'cluster',
    'user',
  ],
  ...[
    'tls-server-name',
    'insecure-skip-tls-verify',
    'as-uid',
    'request-timeout',
    'match-server-version',
    'disable-compression',
  ],
]);

interface Known {
  readonly command: string;
  readonly verb: Verb;
}

function below(verb: Verb, path: string): Known[] {
  const command = `${path} ${verb.name}`;
  return [{ command, verb }, ...(verb.verbs ?? []).flatMap((one) => below(one, command))];
}

const { globalFlags, verbGroups } = kubectlTree;

const commands: readonly Known[] = verbGroups
  .flatMap(({ verbs }) => verbs)
  .flatMap((verb) => below(verb, 'kubectl'))
  .filter(({ command }) => !LEFT_OUT.test(command));

/** The next line; `only` narrows the commands by name. */
export function someCommandLine(random: Random, only?: RegExp): CommandLine {
  const { command, verb } = random.pick(
    only === undefined ? commands : commands.filter((one) => only.test(one.command)),
  );
  const args = someArguments(random, command);
  const flags = someFlags(random, command, verb);
  const words = [...command.split(' '), ...mixed(random, args, flags)];
  if (/ (exec|create job|create deployment|create cronjob|run|debug)$/.test(command) && random.integer(3) > 0)
    words.push('--', ...random.pick([['date'], ['echo', 'a b'], ['nope'], ['sh', '-c', 'exit 3'], []]));
  const reads = words.some((word) => word === '-' || word.endsWith('=-'));
  const input = reads ? ` < ${random.pick(FILES.filter((file) => file.includes('.')))}` : '';
  return { command, words, line: words.map(quoted).join(' ') + input };
}

function quoted(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Flags stand before, among and after the arguments. */
function mixed(random: Random, args: readonly string[], flags: readonly (readonly string[])[]): string[] {
  const out: (readonly string[])[] = args.map((word) => [word]);
  for (const flag of flags) out.splice(random.integer(out.length + 1), 0, flag);
  return out.flat();
}

function someFlags(random: Random, command: string, verb: Verb): string[][] {
  const usable = verb.flags.filter(({ name, hidden }) => hidden !== true && !LEFT_OUT_FLAGS.has(name));
  const needed = [
    ...usable.filter(({ required }) => required === true && random.integer(8) > 0),
    ...usual(random, command, usable),
  ];
  const chosen = [...needed];
  for (let count = random.pick([0, 0, 1, 1, 1, 2, 2, 3]); count > 0 && usable.length > 0; count--)
    chosen.push(random.pick(usable));
  if (random.integer(8) === 0) chosen.push(random.pick(globalFlags.filter(({ name }) => !LEFT_OUT_FLAGS.has(name))));
  if (/config /.test(command)) chosen.push({ name: 'kubeconfig', type: 'string', default: 'other.config', usage: '' });
  const out = [...new Set(chosen)].map((flag) => written(random, flag));
  if (random.integer(40) === 0) out.push([random.pick(['--no-such-flag', '-Z', '--no-such=1', '---', '--=x', '-o'])]);
  if (
    usable.some(({ name }) => name === 'timeout') &&
    !out.some(([word]) => word?.startsWith('--timeout')) &&
    !/apply|replace|run/.test(command)
  )
    out.push(['--timeout=1s']);
  return out;
}

/** Flags without which little happens. */
const USUAL: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ patch$/, ['patch']],
  [/ (apply|diff|replace|reconcile|set-last-applied)$/, ['filename']],
  [/ create$/, ['filename']],
  [/ wait$/, ['for']],
  [/ expose$/, ['port']],
  [/ create (job|cronjob)$/, ['image']],
  [/ create (cluster)?role$/, ['verb', 'resource']],
  [/ create rolebinding$/, ['role', 'user']],
  [/ create (configmap|secret generic)$/, ['from-literal']],
  [/ create poddisruptionbudget$/, ['selector', 'min-available']],
  [/ create quota$/, ['hard']],
  [/ create ingress$/, ['rule']],
  [/ create secret tls$/, ['cert', 'key']],
  [/ create secret docker-registry$/, ['docker-username', 'docker-password']],
  [/ create service (clusterip|nodeport|loadbalancer)$/, ['tcp']],
  [/ create priorityclass$/, ['value']],
  [/ set resources$/, ['limits']],
  [/ set subject$/, ['user']],
  [/ (get|create \w+)$/, ['output']],
  [/ debug$/, ['image', 'copy-to']],
  [/ drain$/, ['ignore-daemonsets', 'force', 'delete-emptydir-data']],
];

function usual(random: Random, command: string, usable: readonly Flag[]): Flag[] {
  const names = USUAL.flatMap(([pattern, list]) => (pattern.test(command) ? list : []));
  return usable.filter(({ name }) => names.includes(name) && random.integer(4) > 0);
}

function written(random: Random, flag: Flag): string[] {
  const { name, shorthand, type } = flag;
  if (name === 'kubeconfig') return ['--kubeconfig=other.config'];
  if (type === 'bool' || flag.alone !== undefined) {
    if (random.integer(3) > 0 && type === 'bool')
      return [shorthand !== undefined && random.integer(2) === 0 ? `-${shorthand}` : `--${name}`];
    if (flag.alone !== undefined && random.integer(8) === 0) return [`--${name}`];
    return [`--${name}=${someValue(random, flag)}`];
  }
  const value = someValue(random, flag);
  if (name === 'filename' && random.integer(10) === 0) return ['-f', '-'];
  if (shorthand !== undefined && random.integer(2) === 0)
    return random.pick([[`-${shorthand}`, value], [`-${shorthand}${value}`], [`-${shorthand}=${value}`]]);
  return random.integer(4) === 0 ? [`--${name}`, value] : [`--${name}=${value}`];
}
