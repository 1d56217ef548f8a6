/** Arguments of commands: what they are about, and what is to be done with it; right forms and wrong ones. */
import type { Random } from '../../base/random';
import { KINDS, NEW_NAMES, SELECTORS, someKind, someName } from './values';

type Make = (random: Random) => string[];

/** TYPE, TYPE NAME, TYPE NAME NAME, TYPE/NAME... and forms that are wrong. */
function resourceOf(kinds: readonly string[] | undefined): Make {
  return (random) => {
    const kind = kinds === undefined || random.integer(6) === 0 ? someKind(random) : random.pick(kinds);
    const name = () => someName(random, kind);
    switch (random.integer(14)) {
      case 0:
        return [];
      case 1:
      case 2:
        return [kind];
      case 3:
        return [kind, name(), name()];
      case 4: {
        const other = someKind(random);
        return [`${kind}/${name()}`, `${other}/${someName(random, other)}`];
      }
      case 5:
        return random.pick([
          [`${kind}/`],
          [`/${name()}`],
          [`${kind}/${name()}/x`],
          [`${kind}/${name()}`, name()],
          [kind, `${kind}/${name()}`],
          [name()],
        ]);
      case 6:
      case 7:
      case 8:
        return [`${kind}/${name()}`];
      default:
        return [kind, name()];
    }
  };
}

const any = resourceOf(undefined);
const workloads = resourceOf(['deploy', 'deployment', 'rs', 'sts', 'ds', 'rc', 'pods', 'job', 'cj']);
const rollouts = resourceOf(['deploy', 'deploy', 'deployment', 'sts', 'ds']);
const pairs: Make = (random) =>
  several(random, [
    'x=y',
    'a-',
    'a=c',
    'x',
    'x=',
    '=y',
    'app=web',
    'Bad Key=1',
    'a/b/c=1',
    'x=a b',
    'note=1',
    'note-',
    'x-',
    '-',
    'k8s.io/x=1',
  ]);
const nodes: Make = (random) =>
  several(random, ['node-1', 'node-2', 'nobody', 'node/node-1', 'node-1', 'pod/p', 'Bad_Name']);
const pods: Make = (random) =>
  random.pick([
    ['p'],
    ['pod/p'],
    ['deploy/web'],
    ['nobody'],
    [],
    ['p', 'side'],
    ['p', 'c', 'x'],
    ['svc/web'],
    ['job/j'],
    ['cm/cm'],
    ['sts/db'],
    ['pods', 'p'],
    ['rs/nobody'],
  ]);
const words =
  (list: readonly string[]): Make =>
  (random) =>
    several(random, list);

function several(random: Random, list: readonly string[]): string[] {
  return Array.from({ length: random.pick([0, 1, 1, 1, 1, 2, 2, 3]) }, () => random.pick(list));
}

function joined(...makes: readonly Make[]): Make {
  return (random) => makes.flatMap((make) => make(random));
}

function maybe(make: Make): Make {
  return (random) => (random.integer(6) === 0 ? make(random) : []);
}

const created: Make = (random) =>
  random.pick([
    [random.pick(NEW_NAMES)],
    [random.pick(NEW_NAMES)],
    [random.pick(NEW_NAMES)],
    [random.pick(NEW_NAMES)],
    [],
    ['fresh', 'more'],
  ]);

const ARGUMENTS: readonly (readonly [RegExp, Make])[] = [
  [/ create$/, maybe(words(['pod', 'nope', 'x']))],
  [/ create token$/, words(['robot', 'default', 'nobody', 'Bad_Name'])],
  [/ (create|run)\b/, created],
  [/ (label|annotate)$/, joined(any, pairs)],
  [
    / taint$/,
    joined(
      resourceOf(['nodes', 'node', 'no']),
      words([
        'k=v:NoSchedule',
        'k:NoExecute-',
        'k-',
        'k=v',
        'k:NoSchedule',
        'k=v:Nope',
        ':NoSchedule',
        'k=v:NoSchedule-',
        'Bad Key=v:NoSchedule',
        'k=v:PreferNoSchedule',
        'k=v w:NoSchedule',
      ]),
    ),
  ],
  [/ (cordon|uncordon|drain)$/, nodes],
  [/ set env$/, joined(workloads, words(['A=b', 'A-', 'A', '=b', 'B=c d', 'A=', '1A=x', '-', 'a b=c']))],
  [
    / set image$/,
    joined(
      workloads,
      words(['nginx=nginx:1.28', '*=busybox', 'c=x', 'nope=nginx', 'nginx', 'nginx=', '=x', 'nginx=Bad Image']),
    ),
  ],
  [/ set selector$/, joined(resourceOf(['svc', 'service', 'deploy']), words(['a=b', ...SELECTORS]))],
  [/ set serviceaccount$/, joined(workloads, words(['robot', 'nobody', 'Bad_Name', '']))],
  [/ set subject$/, resourceOf(['rolebinding', 'clusterrolebinding', 'role'])],
  [/ set resources$/, workloads],
  [/ rollout \w+$/, rollouts],
  [/ (scale|autoscale)$/, resourceOf(['deploy', 'deployment', 'rs', 'sts', 'rc', 'ds', 'job'])],
  [/ expose$/, resourceOf(['deploy', 'pods', 'svc', 'rc', 'rs'])],
  [/ (logs|exec|debug)$/, pods],
  [
    / explain$/,
    (random) =>
      random.integer(8) === 0
        ? []
        : [
            random.pick(KINDS) +
              random.pick([
                '',
                '.spec',
                '.metadata',
                '.nope',
                '.spec.nope',
                '.',
                '.spec.template.spec.containers',
                '.status',
                '..x',
                '.spec.containers.image',
                '.data',
              ]),
          ],
  ],
  [
    / cp$/,
    words([
      'p:/etc/hostname',
      'data/a.txt',
      'p:/tmp/x',
      'nobody:/x',
      'missing',
      'p:',
      ':x',
      'default/p:/tmp/y',
      'out.txt',
      'a/b/c:d',
      'data',
      'p:/nope',
    ]),
  ],
  [
    / can-i$/,
    joined(
      words(['get', 'create', 'list', '*', 'nope', 'delete']),
      words([
        'pods',
        'pods/p',
        'deploy',
        '/healthz',
        'pods/log',
        'nope',
        '*',
        'nodes',
        'nonsense.example.com',
        'deployments.apps',
        'cm/cm',
        '',
      ]),
    ),
  ],
  [/ certificate \w+$/, words(['csr', 'nobody', 'csr/csr', 'pod/p'])],
  [/ top \w+$/, words(['p', 'node-1', 'nobody', 'pod/p'])],
  [/ kustomize$/, words(['kustom', 'data', 'missing', 'kustom/cm.yaml', '.', ''])],
  [/ config (use-context|rename-context|delete-context|set-context)$/, words(['one', 'two', 'nope', '', 'three'])],
  [/ config (set-cluster|delete-cluster)$/, words(['here', 'nope', ''])],
  [/ config (set-credentials|delete-user)$/, words(['me', 'nope', ''])],
  [
    / config (set|unset)$/,
    words([
      'current-context',
      'contexts.one.namespace',
      'clusters.here.server',
      'users.me.token',
      'nope',
      'contexts',
      'a.b.c',
      'contexts.new.cluster',
      'clusters.here.insecure-skip-tls-verify',
      'users',
      'preferences.colors',
      'true',
    ]),
  ],
  [/ config /, maybe(words(['one', 'x']))],
  [
    / (apply|diff|replace|reconcile|set-last-applied|events|version|api-resources|api-versions|whoami|cluster-info)$/,
    maybe(any),
  ],
];

/** Arguments for a command: mostly what it wants. */
export function someArguments(random: Random, command: string): string[] {
  const make = ARGUMENTS.find(([pattern]) => pattern.test(command))?.[1] ?? any;
  return make(random);
}
