/** Which keys do something in a view, for its head and its help. */
import { listName, type View } from './view';

export type Hint = readonly [key: string, what: string];

/** Resources whose number of pods can be changed. */
export const SCALABLE = new Set(['deployments', 'replicasets', 'statefulsets', 'replicationcontrollers']);
export const RESTARTABLE = new Set(['deployments', 'statefulsets', 'daemonsets']);

const MOVE: readonly Hint[] = [
  ['j, down', 'Down'],
  ['k, up', 'Up'],
  ['g, home', 'To the top'],
  ['G, end', 'To the bottom'],
  ['page up', 'A page up'],
  ['page down', 'A page down'],
];

const GENERAL: readonly Hint[] = [
  [':', 'Command'],
  ['/', 'Filter'],
  ['esc', 'Back, or filter off'],
  ['q', 'Back'],
  ['?', 'Help'],
  ['ctrl-c', 'Quit'],
];

const COMMANDS: readonly Hint[] = [
  [':pods', 'Pods; any type and its short names likewise'],
  [':deploy web', 'Deployments in the namespace web'],
  [':ns', 'Namespaces; with a name: go there'],
  [':ctx', 'Contexts of the kubeconfig'],
  [':q', 'Quit'],
];

/** What there is to do with the object under the bar. */
export function hintsOf(view: View): readonly Hint[] {
  if (view.kind === 'text') return view.follow ? [['s', 'Stop following']] : [];
  const name = listName(view);
  if (name === 'contexts') return [['enter', 'Use']];
  if (name === 'containers')
    return [
      ['l', 'Logs'],
      ['s', 'Shell'],
    ];
  return [
    ['enter', 'View'],
    ['d', 'Describe'],
    ['y', 'YAML'],
    ['e', 'Edit'],
    ...(name === 'pods' || SCALABLE.has(name) ? [['l', 'Logs'] as const] : []),
    ...(name === 'pods' ? [['s', 'Shell'] as const] : []),
    ...(SCALABLE.has(name) ? [['s', 'Scale'] as const] : []),
    ...(RESTARTABLE.has(name) ? [['r', 'Restart'] as const] : []),
    ['ctrl-d', 'Delete'],
  ];
}

/** The help as lines of text. */
export function helpText(view: View): readonly string[] {
  const section = (title: string, hints: readonly Hint[]) => [
    title,
    ...hints.map(([key, what]) => `  <${key}>${' '.repeat(Math.max(1, 16 - key.length))}${what}`),
    '',
  ];
  return [
    ...section('HERE', hintsOf(view)),
    ...section('GENERAL', GENERAL),
    ...section('MOVE', MOVE),
    ...section('NAMESPACES', [
      ['0', 'All'],
      ['1-9', 'Those of the head'],
    ]),
    ...section('COMMANDS', COMMANDS),
    'This is the core of k9s. Not simulated here: xray, pulses, popeye, port-forwards, benchmarks, plugins, skins,',
    'marking several rows, and columns of CPU and memory (kubectl top has them).',
  ];
}
