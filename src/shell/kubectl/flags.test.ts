/**
 * Our verbs and their flags beside those of the real kubectl 1.32 (`kubectlFlags.json`, read off its --help), and
 * random command lines: whatever is typed, kubectl answers; a flag that the real one does not know is refused, and a
 * line that is refused changes nothing.
 */
import { expect, test } from 'vitest';
import { Random } from '../../base/random';
import type { Flag } from '../flags/flag';
import { globalFlags } from './globalFlags';
import real from './kubectlFlags.json';
import { verbGroups } from './registry';
import { kubectlTest } from './testing';
import type { Verb } from './verb';

function below(verb: Verb, path: string): [string, Verb][] {
  const own = `${path} ${verb.name}`;
  return [[own, verb], ...(verb.verbs ?? []).flatMap((one) => below(one, own))];
}

const ours = new Map(verbGroups.flatMap((group) => group.verbs).flatMap((verb) => below(verb, 'kubectl')));

/** `o,output=''`: as the list of the real one has it. */
function described(flag: Flag): string {
  const lead = flag.shorthand === undefined ? '' : `${flag.shorthand},`;
  return `${lead}${flag.name}=${defaultOf(flag)}`;
}

function defaultOf({ type, default: usual, defaultText }: Flag): string {
  if (defaultText !== undefined) return defaultText;
  if (type === 'bool') return String(usual ?? false);
  if (type === 'strings' || type === 'array') return `[${((usual as readonly string[] | undefined) ?? []).join(',')}]`;
  if (type === 'int') return String(usual ?? 0);
  return type === 'duration' ? String(usual ?? '0s') : `'${String(usual ?? '')}'`;
}

test('every command of the real kubectl has its flags here, with their defaults', () => {
  const differences: Record<string, unknown> = {};
  for (const [command, flags] of Object.entries(real)) {
    const verb = ours.get(command);
    if (command === 'options') continue;
    const own = (verb?.flags ?? []).filter((flag) => flag.hidden !== true && flag.deprecated === undefined);
    const have = new Set(own.map(described));
    const missing = flags.filter((flag) => !have.has(flag));
    const extra = [...have].filter((flag) => !(flags as string[]).includes(flag));
    if (missing.length + extra.length > 0) differences[command] = { missing, extra };
  }
  expect(differences).toEqual({});
});

const VALUES = [
  '',
  'x',
  '-1',
  '0',
  '3',
  'true',
  'yaml',
  'json',
  'name',
  'a=b',
  '{}',
  'pod/web',
  'jsonpath={.a}',
  '1s',
  '%',
];
const WORDS = [
  'pods',
  'web',
  'pod/web',
  'deploy/nope',
  'cm',
  'nope',
  'a=b',
  'a-',
  'all',
  '--',
  '',
  'pods,svc',
  'ns',
  '/',
  '-',
];

test('random command lines are answered, and change nothing when they are refused', () => {
  const random = new Random(20250105);
  const world = kubectlTest();
  world.run('kubectl create configmap web --from-literal=a=b');
  const verbs = [...ours].filter(
    ([command, verb]) => verb.run !== undefined && !/proxy|edit|port-forward/.test(command),
  );
  for (let round = 0; round < 400; round++) {
    const [command, verb] = random.pick(verbs);
    const flags = [...verb.flags, ...globalFlags.filter(({ name }) => !['kubeconfig', 'v'].includes(name))];
    const words = [command];
    for (let count = random.integer(4); count > 0; count--) words.push(JSON.stringify(random.pick(WORDS)));
    for (let count = random.integer(3); count > 0; count--) {
      const flag = random.pick(flags);
      words.push(random.integer(5) === 0 ? '--no-such-flag' : `--${flag.name}=${JSON.stringify(random.pick(VALUES))}`);
    }
    const line = words.join(' ');
    const before = world.run('kubectl get cm,ns,sa,secret,svc,pods -A -o json').stdout;
    const { exit, stderr } = world.run(line, { limit: 2000 });
    if (line.includes('--no-such-flag') && !line.includes('--help') && !words.includes('"--"')) {
      expect({ line, exit, stderr: stderr === '' ? 'nothing' : 'something' }).toEqual({
        line,
        exit: 1,
        stderr: 'something',
      });
      expect(world.run('kubectl get cm,ns,sa,secret,svc,pods -A -o json').stdout).toBe(before);
    }
  }
});
