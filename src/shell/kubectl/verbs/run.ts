/** kubectl run: one pod from an image. */

import type { Flag } from '../../flags/flag';
import { cascadeOf } from '../client/cascade';
import { recordFlag } from '../client/changeCause';
import { type ApiResource, builtInResource, type Discovery, findResource } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { withOverrides } from '../client/overrides';
import { changePrinter, createObject, type DryRun, dryRunOf, fieldManagerFlag } from '../client/writing';
import { CommandError, usageError } from '../errors';
import { dryRunFlag, filenameFlags, printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { runAttached } from './runAttached';

/** Flags of deletion, which say something with --rm only. */
const deletionFlags: readonly Flag[] = [
  ...filenameFlags,
  { name: 'cascade', type: 'string', default: 'background', alone: 'background', usage: 'What happens to dependents.' },
  { name: 'force', type: 'bool', usage: 'Delete at once.' },
  { name: 'grace-period', type: 'int', default: -1, usage: 'Seconds to end in; below 0: as the object says.' },
  { name: 'timeout', type: 'duration', default: '0s', usage: 'How long to wait for the end; 0: as long as it takes.' },
  { name: 'wait', type: 'bool', usage: 'Wait until it is gone.' },
];

export const run: Verb = {
  name: 'run',
  short: 'Run a particular image on the cluster',
  long: 'Make a pod that runs one image.',
  examples: `
# A web server
kubectl run web --image=nginx
# With a port that others can find in its description
kubectl run kubia --image=luksa/kubia --port=8080
# A command instead of the image's own
kubectl run once --image=busybox --restart=Never -- echo hello
# A shell that is gone when you leave it
kubectl run -it --rm box --image=busybox --restart=Never -- sh`,
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  flags: [
    { name: 'annotations', type: 'array', usage: 'Annotations of the pod: key=value. Can be given several times.' },
    { name: 'attach', type: 'bool', usage: 'Wait until the pod runs, then attach to it. True when -i is given.' },
    { name: 'command', type: 'bool', usage: 'What follows -- is the command, not its arguments.' },
    dryRunFlag,
    { name: 'env', type: 'array', usage: 'Environment variables: NAME=value. Can be given several times.' },
    { name: 'expose', type: 'bool', usage: 'Make a ClusterIP service for the pod as well. Needs --port.' },
    fieldManagerFlag('kubectl-run'),
    { name: 'image', type: 'string', required: true, usage: 'The image to run.' },
    {
      name: 'image-pull-policy',
      type: 'string',
      usage: 'Always, IfNotPresent or Never.',
      complete: ['Always', 'IfNotPresent', 'Never'],
    },
    {
      name: 'labels',
      shorthand: 'l',
      type: 'string',
      usage: 'Labels of the pod: key=value, joined by commas; else run=NAME.',
    },
    { name: 'leave-stdin-open', type: 'bool', usage: 'Leave standard input open after the first attach ends.' },
    {
      name: 'override-type',
      type: 'string',
      default: 'merge',
      usage: 'How --overrides is applied: merge, strategic or json.',
    },
    { name: 'overrides', type: 'string', usage: 'JSON that is merged into the pod.' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', usage: 'How long to wait for the pod to run.' },
    { name: 'port', type: 'string', usage: 'The port that the container listens on.' },
    { name: 'privileged', type: 'bool', usage: 'Run the container privileged.' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Do not print prompts.' },
    ...printFlags,
    {
      name: 'restart',
      type: 'string',
      default: 'Always',
      usage: 'Always, OnFailure or Never.',
      complete: ['Always', 'OnFailure', 'Never'],
    },
    { name: 'rm', type: 'bool', usage: 'Delete the pod when the attached command ends.' },
    { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for kubectl apply.' },
    { name: 'stdin', shorthand: 'i', type: 'bool', usage: 'Keep standard input open.' },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Give the container a terminal.' },
    ...deletionFlags,
    recordFlag,
  ],
  complete: 'none',
  *run(invocation) {
    const { args, flags, access, argsBeforeDash } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = changePrinter(invocation, dryRun, true);
    cascadeOf(invocation);
    checkUse(invocation, dryRun);
    const name = args[0] ?? '';
    const words = args.slice(argsBeforeDash < 0 ? 1 : Math.max(1, argsBeforeDash));
    const isLocal = dryRun === 'client';
    // kubectl asks only once here before it gives up
    const find = isLocal ? builtInResource : finder(yield* access.discovery(1));
    const pods = find('pods');
    const pod = withOverrides(flags, 'core/v1.Pod', makePod(invocation, name, words));
    if (flags.bool('expose')) {
      const services = find('services');
      const service = makeService(name, pod, Number(flags.string('port')));
      const made = yield* createObject(invocation, services, access.namespace, service, dryRun, true);
      if (!made.ok) throw made.error;
      print(services, made.value, 'created');
    }
    const made = yield* createObject(invocation, pods, access.namespace, pod, dryRun, true);
    if (!made.ok) throw made.error;
    const attached = flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin');
    if (!attached || dryRun !== 'none') {
      print(pods, made.value, 'created');
      return 0;
    }
    return yield* runAttached(invocation, pods, made.value);
  },
};

function finder(discovery: Discovery): (word: string) => ApiResource {
  return (word) => findResource(discovery, word);
}

/** @throws CommandError when the flags don't go together */
function checkUse(invocation: Invocation, dryRun: DryRun): void {
  const { args, flags, command } = invocation;
  if (args.length === 0) throw usageError(command, 'NAME is required for run');
  if (flags.duration('pod-running-timeout') <= 0)
    throw usageError(command, '--pod-running-timeout must be higher than zero');
  const image = flags.string('image');
  if (image === '') throw new CommandError('--image is required');
  if (!isImageReference(image)) throw new CommandError(`Invalid image name "${image}": invalid reference format`);
  const interactive = flags.bool('stdin');
  if (flags.bool('tty') && !interactive)
    throw usageError(command, '-i/--stdin is required for containers with -t/--tty=true');
  if (flags.bool('expose') && flags.string('port') === '')
    throw usageError(command, '--port must be set when exposing a service');
  const restart = flags.string('restart');
  if (!['Always', 'OnFailure', 'Never'].includes(restart))
    throw usageError(command, `invalid restart policy: ${restart}`);
  const policy = flags.string('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(policy))
    throw usageError(command, `invalid image pull policy: ${policy}`);
  const attached = flags.changed('attach') ? flags.bool('attach') : interactive;
  const deletion = deletionFlags.find(({ name }) => flags.changed(name));
  if (flags.bool('rm') && deletion !== undefined)
    throw new CommandError(`${command} --rm with --${deletion.name} is not simulated here yet`);
  if (flags.bool('rm') && !attached) throw usageError(command, '--rm should only be used for attached containers');
  if (attached && dryRun !== 'none')
    throw new CommandError(
      "--dry-run=(server|client) can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
}

/** As the distribution project's grammar has it: `[HOST[:PORT]/]name[/name...][:TAG][@DIGEST]`, names in lower case. */
function isImageReference(text: string): boolean {
  const host = `(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?/)?`;
  const name = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
  const rest = String.raw`(?::\w[\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,})?`;
  return new RegExp(`^${host}${name}(?:/${name})*${rest}$`).test(text);
}

function makePod(invocation: Invocation, name: string, words: readonly string[]): PlainObject {
  const { flags } = invocation;
  if (name === '') throw new CommandError('Parameter: name is required');
  const policy = flags.string('image-pull-policy');
  const port = flags.string('port');
  const env = flags.strings('env').map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new CommandError(`invalid env: ${text}`);
    return { name: text.slice(0, at), value: text.slice(at + 1) };
  });
  if (port !== '' && !/^[+-]?\d+$/.test(port))
    throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
  const annotations = Object.fromEntries(flags.strings('annotations').filter(Boolean).map(readAnnotation));
  const container = {
    ...(words.length > 0 && !flags.bool('command') ? { args: words } : {}),
    ...(words.length > 0 && flags.bool('command') ? { command: words } : {}),
    ...(env.length > 0 ? { env } : {}),
    image: flags.string('image'),
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    name,
    ...(port === '' ? {} : { ports: [{ containerPort: Number(port) }] }),
    resources: {},
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    ...(flags.bool('stdin') ? { stdin: true, ...(flags.bool('leave-stdin-open') ? {} : { stdinOnce: true }) } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      creationTimestamp: null,
      labels: flags.string('labels') === '' ? { run: name } : readLabels(flags.string('labels')),
      name,
    },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: flags.string('restart') },
    status: {},
  };
}

function readAnnotation(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 0) throw new CommandError(`invalid annotations format: ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const part of text.split(',')) {
    const [key = '', value, ...more] = part.split('=');
    if (value === undefined || more.length > 0) throw new CommandError(`unexpected label spec: ${part}`);
    labels[key] = value;
  }
  return labels;
}

function makeService(name: string, pod: PlainObject, port: number): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { creationTimestamp: null, name },
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector: pod.metadata?.labels ?? {} },
    status: { loadBalancer: {} },
  };
}
