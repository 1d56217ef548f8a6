/** Ways to get a kubectl command slightly wrong: a flag dropped, another value, name or namespace. */
import { commandWords } from './commandWords';

/** What is in no namespace: another one is then no mistake. */
const CLUSTER_WIDE = /^(namespaces?|ns|nodes?|no|clusterroles?|clusterrolebindings?)(\/|$)/;
/** Flags that only say how long the command takes: without them it does the same. */
const PACE: ReadonlySet<string> = new Set(['--wait', '--timeout']);

/** `command` is one command without anything of the shell but quotes. */
export function wrongKubectl(command: string): readonly string[] {
  const words = commandWords(command);
  const versions: string[] = [];
  const replace = (at: number, count: number, ...by: string[]) =>
    versions.push([...words.slice(0, at), ...by, ...words.slice(at + count)].join(' '));
  words.forEach((word, at) => {
    const flag = /^(--[a-z-]+)=(.*)$/s.exec(word);
    if (flag !== null && !PACE.has(flag[1] ?? '')) {
      replace(at, 1);
      for (const value of otherValues(flag[2] ?? '')) replace(at, 1, `${flag[1]}=${value}`);
    }
  });
  const named = lastOperand(words);
  if (named !== undefined) replace(named, 1, `${words[named]}x`);
  const space = words.indexOf('-n');
  if (space > 0) replace(space, 2);
  const whole = named !== undefined || words.includes('-f');
  if (whole && !/ (-n|--namespace)\b/.test(command) && !words.some((word) => CLUSTER_WIDE.test(word)))
    versions.push(elsewhere(command));
  return versions;
}

/** The same in another namespace. What stands after `--` is for a container, not for kubectl. */
function elsewhere(command: string): string {
  const [own = '', ...inside] = command.split(' -- ');
  return [`${own} --namespace=kube-public`, ...inside].join(' -- ');
}

function otherValues(written: string): readonly string[] {
  const [quote = '', value = written] = /^(['"])(.*)\1$/s.exec(written)?.slice(1) ?? [];
  if (/^\d+$/.test(value)) return [String(Number(value) + 1)];
  if (value === 'LoadBalancer' || value === 'NodePort') return ['ClusterIP'];
  if (value.includes('=')) return [`${quote}${value}x${quote}`];
  if (value.includes('/')) return [`${quote}${value}-typo${quote}`];
  return [];
}

/** Where the name of the object stands: the last word that is no flag, beyond the verb and the resource. */
function lastOperand(words: readonly string[]): number | undefined {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  for (let at = end - 1; at >= 2; at--) {
    const word = words[at] ?? '';
    const before = words[at - 1] ?? '';
    if (word.startsWith('-') || /^-[a-zA-Z]$/.test(before) || word.includes('.yaml')) continue;
    return at >= 3 || word.includes('/') || words[1] === 'run' ? at : undefined;
  }
  return undefined;
}
