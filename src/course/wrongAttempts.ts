/** Attempts a little beside a solution: a flag dropped, another value, another name, another namespace. */

import { wrongDocker } from './wrongDocker';

/**
 * Ways to get one command slightly wrong. Commands of kubectl, docker, unshare and nsenter are changed, and the file that
 * a command's output goes to; pipes and lists of commands are left alone.
 */
export function wrongVersions(command: string): readonly string[] {
  const versions = /^(?:unshare|nsenter) /.test(command) ? withoutOptions(command) : wrongTool(command);
  return [...new Set([...versions, ...wrongFile(command)])].filter((version) => version !== command);
}

function wrongTool(command: string): readonly string[] {
  if (/[|;&<>$`]/.test(unquoted(command))) return [];
  if (/^docker /.test(command)) return wrongDocker(command);
  return /^(?:k|kubectl) /.test(command) && unquoted(command) === command ? wrongKubectl(command) : [];
}

function unquoted(command: string): string {
  return command.replace(/'[^']*'|"[^"]*"/g, '');
}

/** The output goes to a file of another name. */
function wrongFile(command: string): readonly string[] {
  const match = /^([^|;&<>]+ >>? ?)([\w./-]+)$/.exec(command);
  return match === null ? [] : [`${match[1]}${match[2]}x`];
}

/** Each long option before the program is left out once. */
function withoutOptions(command: string): readonly string[] {
  const [, head = '', rest = ''] = /^(\w+(?: --[\w-]+(?:=\S+)?)*)( .*)$/s.exec(command) ?? [];
  const [tool, ...options] = head.split(' ');
  return options.map((_, at) => [tool, ...options.toSpliced(at, 1)].join(' ') + rest);
}

function wrongKubectl(command: string): readonly string[] {
  const words = command.split(' ');
  const versions: string[] = [];
  const replace = (at: number, ...by: string[]) =>
    versions.push([...words.slice(0, at), ...by, ...words.slice(at + 1)].join(' '));
  words.forEach((word, at) => {
    const flag = /^(--[a-z-]+)=(.*)$/.exec(word);
    if (flag !== null && !PACE.has(flag[1] ?? '')) {
      replace(at);
      for (const value of otherValues(flag[2] ?? '')) replace(at, `${flag[1]}=${value}`);
    }
  });
  const named = lastOperand(words);
  if (named !== undefined) replace(named, `${words[named]}x`);
  if (!/ (-n|--namespace)\b/.test(command) && named !== undefined && !words.some((word) => CLUSTER_WIDE.test(word)))
    versions.push(elsewhere(command));
  return versions;
}

/** What is in no namespace: another one is then no mistake. */
const CLUSTER_WIDE = /^(namespaces?|ns|nodes?|no|clusterroles?|clusterrolebindings?)(\/|$)/;

/** The same in another namespace. What stands after `--` is for a container, not for kubectl. */
function elsewhere(command: string): string {
  const [own = '', ...inside] = command.split(' -- ');
  return [`${own} --namespace=kube-public`, ...inside].join(' -- ');
}

/** Flags that only say how long the command takes: without them it does the same. */
const PACE: ReadonlySet<string> = new Set(['--wait', '--timeout']);

function otherValues(value: string): readonly string[] {
  if (/^\d+$/.test(value)) return [String(Number(value) + 1)];
  if (value === 'LoadBalancer' || value === 'NodePort') return ['ClusterIP'];
  if (value.includes('=')) return [`${value}x`];
  if (value.includes('/')) return [`${value}-typo`];
  return [];
}

/** Where the name of the object stands: the last word that is no flag, beyond the verb and the resource. */
function lastOperand(words: readonly string[]): number | undefined {
  for (let at = words.length - 1; at >= 2; at--) {
    const word = words[at] ?? '';
    const before = words[at - 1] ?? '';
    if (word.startsWith('-') || /^-[a-zA-Z]$/.test(before) || word.includes('.yaml')) continue;
    return at >= 3 || word.includes('/') || words[1] === 'run' ? at : undefined;
  }
  return undefined;
}
