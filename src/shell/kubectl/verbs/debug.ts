/** kubectl debug: a container beside those of a pod, in a copy of it, or in a pod of its own on a node. */
import { clone } from '../../../base/clone';
import type { Routine } from '../../../engine/processes/routine';
import { mergePatch } from '../../../kinds/patch/mergePatch';
import type { FlagValues } from '../../flags/flag';
import type { Fields } from '../../kustomize/resource';
import { applyProfile, type DraftPod, type Keeping } from '../client/debugProfiles';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { fetchItems, type Item } from '../client/items';
import { resolveTargets } from '../client/resourceBuilder';
import { CommandError, gathered } from '../errors';
import { filenameFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { attachToDebugger } from './debugAttach';
import { type Asked, readFlags } from './debugFlags';

const PODS = { group: '', version: 'v1', plural: 'pods', namespaced: true };
const keepFlag = (what: string, usage: string, usual = false) => ({
  name: `keep-${what}`,
  type: 'bool' as const,
  default: usual,
  usage: `With --copy-to: ${usage}`,
});

export const debug: Verb = {
  name: 'debug',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  long: `Put a container with tools where something is wrong: beside the containers of a pod that runs, into a copy of a
pod, or on a node with the node's own namespaces and files.`,
  examples: `
# A shell beside the containers of a pod
kubectl debug web -it --image=busybox
# The same, seeing the processes of one of them
kubectl debug web -it --image=busybox --target=web
# In a copy of the pod that runs another image
kubectl debug web --copy-to=web-debug --set-image=*=busybox
# On a node, whose files are under /host
kubectl debug node/node-1 -it --image=busybox`,
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  complete: 'pod',
  flags: [
    { name: 'arguments-only', type: 'bool', usage: 'What follows -- are arguments, not the command.' },
    { name: 'attach', type: 'bool', usage: 'Attach once the container runs; so it is with -i.' },
    { name: 'container', shorthand: 'c', type: 'string', usage: "The debugging container's name." },
    { name: 'copy-to', type: 'string', usage: 'Make a copy of the pod with this name.' },
    {
      name: 'custom',
      type: 'string',
      usage: 'A file with parts of a container, put over the profile.',
      complete: 'file',
    },
    { name: 'env', type: 'strings', usage: 'Variables for the container: name=value.' },
    ...filenameFlags.filter(({ name }) => name === 'filename'),
    { name: 'image', type: 'string', usage: "The debugging container's image." },
    { name: 'image-pull-policy', type: 'string', usage: 'When the image is pulled: Always, IfNotPresent, Never.' },
    keepFlag('annotations', 'keep the annotations.'),
    keepFlag('init-containers', 'run the init containers.', true),
    keepFlag('labels', 'keep the labels.'),
    keepFlag('liveness', 'keep the liveness probes.'),
    keepFlag('readiness', 'keep the readiness probes.'),
    keepFlag('startup', 'keep the startup probes.'),
    {
      name: 'profile',
      type: 'string',
      default: 'legacy',
      usage: 'What the container may do: legacy, general, baseline, netadmin, restricted, sysadmin.',
      complete: ['legacy', 'general', 'baseline', 'netadmin', 'restricted', 'sysadmin'],
    },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Print only what the container prints.' },
    { name: 'replace', type: 'bool', usage: 'With --copy-to: delete the original.' },
    { name: 'same-node', type: 'bool', usage: 'With --copy-to: run the copy on the same node.' },
    { name: 'set-image', type: 'strings', usage: 'With --copy-to: other images, name=image; * for all.' },
    { name: 'share-processes', type: 'bool', default: true, usage: 'With --copy-to: containers see all processes.' },
    { name: 'stdin', shorthand: 'i', type: 'bool', usage: 'Keep standard input open.' },
    { name: 'target', type: 'string', usage: 'See the processes of this container of the pod.' },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Give the container a terminal.' },
  ],
  *run(invocation) {
    const { args, argsBeforeDash, flags, access } = invocation;
    const asked = readFlags(invocation);
    const names = argsBeforeDash < 0 ? args : args.slice(0, argsBeforeDash);
    const { targets, error } = yield* resolveTargets(invocation, {
      args: names.map((name) => (name.includes('/') ? name : `pods/${name}`)),
      filenames: flags.strings('filename'),
    });
    const { items, errors } = yield* fetchItems(access, targets);
    const problem = gathered([...(error === undefined ? [] : [error]), ...errors]);
    for (const item of items) {
      const made = yield* debugItem(invocation, asked, item);
      if (asked.attach && made.container !== '') yield* attachToDebugger(invocation, made.pod, made.container);
    }
    if (problem !== undefined) throw problem;
    return 0;
  },
};

interface Made {
  readonly pod: PlainObject;
  /** '' when no container was added. */
  readonly container: string;
}

function* debugItem(invocation: Invocation, asked: Asked, item: Item): Routine<Made> {
  const { group, version, kind } = item.resource;
  if (kind === 'Node' && group === '') return yield* debugNode(invocation, asked, item);
  if (kind !== 'Pod' || group !== '') {
    throw new CommandError(`"${group}/${version}, Kind=${kind}" not supported by debug`);
  }
  return asked.copyTo === '' ? yield* debugRunning(invocation, asked, item) : yield* debugCopy(invocation, asked, item);
}

function* debugNode(invocation: Invocation, asked: Asked, item: Item): Routine<Made> {
  const { access, flags, process, print } = invocation;
  const name = flags.string('container') || 'debugger';
  const podName = `node-debugger-${item.name}-${process.random.nameSuffix()}`;
  if (!flags.bool('quiet')) print(`Creating debugging pod ${podName} with container ${name} on node ${item.name}.\n`);
  const container = debugContainer(invocation, asked, name);
  const pod: DraftPod = {
    metadata: { name: podName, labels: { 'app.kubernetes.io/managed-by': 'kubectl-debug' } },
    spec: {
      containers: [container],
      nodeName: item.name,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
    },
  };
  applyProfile(flags.string('profile'), 'node', { pod, container, keep: keeping(flags) });
  pod.spec['containers'] = [customised(container, asked)];
  return { pod: yield* createPod(invocation, access.namespace, pod), container: name };
}

function* debugRunning(invocation: Invocation, asked: Asked, item: Item): Routine<Made> {
  const { access, flags } = invocation;
  const pod = clone(item.object) as unknown as DraftPod;
  const name = containerName(invocation, pod);
  const target = flags.string('target');
  const container = debugContainer(invocation, asked, name);
  if (target !== '') container['targetContainerName'] = target;
  applyProfile(flags.string('profile'), 'ephemeral', { pod, container, keep: keeping(flags) });
  const made = customised(container, asked);
  warnOfUser(invocation, pod, made);
  // without it the newest would come first
  const order = [...((pod.spec['ephemeralContainers'] as Fields[] | undefined) ?? []), made].map((one) => ({
    name: one['name'],
  }));
  const answer = yield* access.call<PlainObject>({
    method: 'PATCH',
    path: resourcePath(PODS, item.namespace, item.name, 'ephemeralcontainers'),
    headers: { 'content-type': 'application/strategic-merge-patch+json' },
    body: { spec: { '$setElementOrder/ephemeralContainers': order, ephemeralContainers: [made] } },
  });
  return { pod: answer, container: name };
}

function* debugCopy(invocation: Invocation, asked: Asked, item: Item): Routine<Made> {
  const { access, flags } = invocation;
  const original = clone(item.object) as unknown as DraftPod;
  const { labels, annotations } = original.metadata;
  const pod: DraftPod = { metadata: { name: asked.copyTo, labels, annotations }, spec: original.spec };
  delete pod.spec['ephemeralContainers'];
  if (flags.changed('share-processes')) pod.spec['shareProcessNamespace'] = flags.bool('share-processes');
  if (!flags.bool('same-node')) delete pod.spec['nodeName'];
  const containers = (pod.spec['containers'] as Fields[] | undefined) ?? [];
  for (const one of containers) {
    const image = asked.images.get(String(one['name'])) ?? asked.images.get('*');
    if (image !== undefined && image !== '') one['image'] = image;
  }
  const name = changeCopy(invocation, asked, pod, containers);
  const created = yield* createPod(invocation, item.namespace, pod);
  if (flags.bool('replace')) {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 };
    yield* access.call({ method: 'DELETE', path: resourcePath(PODS, item.namespace, item.name), body });
  }
  return { pod: created, container: name };
}

/** The container of the copy that is for debugging: one that it has, or a new one; '' when only images change. */
function changeCopy(invocation: Invocation, asked: Asked, pod: DraftPod, containers: Fields[]): string {
  const { flags } = invocation;
  const wanted = flags.string('container');
  let container = containers.find((one) => one['name'] === wanted);
  if (container === undefined) {
    if (asked.image === '') {
      if (asked.images.size > 0) return '';
      throw new CommandError('you must specify image when creating new container');
    }
    container = { name: containerName(invocation, pod), terminationMessagePolicy: 'File' };
    containers.push(container);
  }
  const name = String(container['name']);
  Object.assign(container, changesOf(invocation, asked));
  if (asked.command.length > 0 && !flags.bool('arguments-only')) delete container['args'];
  applyProfile(flags.string('profile'), 'copy', { pod, container, keep: keeping(flags) });
  pod.spec['containers'] = containers.map((one) => (one === container ? customised(one, asked) : one));
  warnOfUser(invocation, pod, container);
  return name;
}

function changesOf({ flags }: Invocation, asked: Asked): Fields {
  const policy = flags.string('image-pull-policy');
  return {
    ...(asked.command.length === 0 ? {} : { [flags.bool('arguments-only') ? 'args' : 'command']: asked.command }),
    ...(asked.environment.length === 0 ? {} : { env: asked.environment }),
    ...(asked.image === '' ? {} : { image: asked.image }),
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    stdin: flags.bool('stdin'),
    tty: flags.bool('tty'),
  };
}

function debugContainer(invocation: Invocation, asked: Asked, name: string): Fields {
  return { name, terminationMessagePolicy: 'File', ...changesOf(invocation, asked) };
}

function customised(container: Fields, { custom }: Asked): Fields {
  return custom === undefined ? container : (mergePatch(container, custom) as Fields);
}

function containerName({ flags, process, print }: Invocation, { spec }: DraftPod): string {
  const given = flags.string('container');
  if (given !== '') return given;
  const taken = ['containers', 'initContainers', 'ephemeralContainers']
    .flatMap((field) => (spec[field] as Fields[] | undefined) ?? [])
    .map((one) => one['name']);
  let name = '';
  while (name === '' || taken.includes(name)) name = `debugger-${process.random.nameSuffix()}`;
  if (!flags.bool('quiet')) print(`Defaulting debug container name to ${name}.\n`);
  return name;
}

function keeping(flags: FlagValues): Keeping {
  return {
    labels: flags.bool('keep-labels'),
    annotations: flags.bool('keep-annotations'),
    liveness: flags.bool('keep-liveness'),
    readiness: flags.bool('keep-readiness'),
    startup: flags.bool('keep-startup'),
    initContainers: flags.bool('keep-init-containers'),
  };
}

function* createPod({ access }: Invocation, namespace: string, pod: DraftPod): Routine<PlainObject> {
  const body = { apiVersion: 'v1', kind: 'Pod', ...pod };
  return yield* access.call<PlainObject>({ method: 'POST', path: resourcePath(PODS, namespace), body });
}

/** Capabilities are of little use to a user other than root. */
function warnOfUser({ printError }: Invocation, { spec }: DraftPod, container: Fields): void {
  const user = (spec['securityContext'] as { runAsUser?: number } | undefined)?.runAsUser ?? 0;
  const own = container['securityContext'] as
    | { runAsUser?: number; privileged?: boolean; capabilities?: { add?: readonly string[] } }
    | undefined;
  if (user === 0 || own === undefined || own.runAsUser === 0) return;
  if (own.privileged !== true && (own.capabilities?.add ?? []).length === 0) return;
  printError(
    'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n',
  );
}
