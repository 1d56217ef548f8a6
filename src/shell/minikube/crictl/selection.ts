/** Which containers and pods a list or a look is about: the filters that ps, pods, inspect and inspectp share. */
import type { PodContainerStatus, SandboxStatus } from '../../../engine/containers/runtime';
import type { Flag, FlagValues } from '../../flags/flag';
import type { CrictlInvocation } from './crictl';
import { fatal } from './failure';
import { containerLabels, sandboxLabels } from './messages';

const sharedFlags: readonly Flag[] = [
  { name: 'id', type: 'string', usage: 'The one with this id' },
  { name: 'name', type: 'string', usage: 'Those whose name the regular expression fits' },
  { name: 'namespace', type: 'string', usage: 'Those of namespaces that the regular expression fits' },
  { name: 'label', type: 'array', usage: 'Those with a label: NAME=VALUE' },
  { name: 'state', shorthand: 's', type: 'string', usage: 'Those in a state' },
  { name: 'latest', shorthand: 'l', type: 'bool', usage: 'The one that was made last, whatever its state' },
  { name: 'last', shorthand: 'n', type: 'int', default: 0, usage: 'So many of those that were made last' },
];

export const containerSelection: readonly Flag[] = [
  ...sharedFlags,
  { name: 'all', shorthand: 'a', type: 'bool', usage: 'Those that have ended too' },
  { name: 'pod', shorthand: 'p', type: 'string', usage: 'Those of one pod' },
  { name: 'image', type: 'string', usage: 'Those of an image' },
];

export const sandboxSelection: readonly Flag[] = sharedFlags;

/** Newest first. @throws for filters that crictl refuses */
export function selectedContainers({ runtime, flags }: CrictlInvocation): readonly PodContainerStatus[] {
  const state = flags.string('state').toLowerCase();
  if (!['', 'created', 'running', 'exited', 'unknown'].includes(state))
    throw fatal('listing containers: --state should be one of created, running, exited or unknown');
  const wanted = state !== '' ? state : flags.bool('all') ? '' : 'running';
  const fits = filter(flags, 'listing containers');
  const image = flags.string('image');
  const imageId = image === '' ? undefined : (runtime.findImage(image)?.id ?? image);
  const fitting = [...runtime.containers].reverse().filter((one) => {
    if (wanted !== '' && !anyState(flags) && one.state !== wanted) return false;
    if (!one.sandbox.startsWith(flags.string('pod'))) return false;
    if (imageId !== undefined && runtime.findImage(one.image)?.id !== imageId) return false;
    return fits({ ...one, labels: containerLabels(one) });
  });
  return counted(fitting, flags);
}

/** Newest first. @throws for filters that crictl refuses */
export function selectedSandboxes({ runtime, flags }: CrictlInvocation): readonly SandboxStatus[] {
  const state = flags.string('state').toLowerCase();
  if (!['', 'ready', 'notready'].includes(state))
    throw fatal('listing pod sandboxes: --state should be ready or notready');
  const fits = filter(flags, 'listing pod sandboxes');
  const fitting = [...runtime.sandboxes].reverse().filter((one) => {
    if (state !== '' && !anyState(flags) && one.state !== state) return false;
    return fits({ ...one, name: one.podName, labels: sandboxLabels(one) });
  });
  return counted(fitting, flags);
}

function anyState(flags: FlagValues): boolean {
  return flags.bool('latest') || flags.int('last') > 0;
}

function counted<T>(all: readonly T[], flags: FlagValues): readonly T[] {
  const last = flags.int('last');
  return last > 0 ? all.slice(0, last) : flags.bool('latest') ? all.slice(0, 1) : all;
}

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly podNamespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

function filter(flags: FlagValues, doing: string): (one: Candidate) => boolean {
  const labels = flags.strings('label').map((text) => {
    const [name = '', value, ...more] = text.split('=');
    if (value === undefined || more.length > 0) throw fatal(`incorrectly specified label: ${text}`);
    return [name, value] as const;
  });
  const name = expression(flags.string('name'), doing);
  const namespace = expression(flags.string('namespace'), doing);
  return (one) =>
    one.id.startsWith(flags.string('id')) &&
    name.test(one.name) &&
    namespace.test(one.podNamespace) &&
    labels.every(([label, value]) => one.labels[label] === value);
}

function expression(text: string, doing: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch {
    throw fatal(`${doing}: invalid regular expression "${text}"`);
  }
}
