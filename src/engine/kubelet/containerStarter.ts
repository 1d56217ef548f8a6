/** Starts one container: image, environment, creation, start and postStart hook, with the kubelet's events. */
import type { Container, EphemeralContainer } from 'kubernetes-types/core/v1';
import { parseImageReference } from '../../base/imageReference';
import { fail, ok, type Result } from '../../base/result';
import type { Pod } from '../../kinds/pod';
import { milliValue, wholeValue } from '../../kinds/quantity';
import type { ContainerOptions, Mount, Sandbox } from '../containers/runtime';
import { sleep } from '../processes/kernel';
import type { Routine } from '../processes/routine';
import { type ContainerRecord, instanceOf, lostState, terminatedState } from './containerRecord';
import { containerSecurity } from './containerSecurity';
import { makeEnvironment } from './environment';
import { expandReferences } from './expansion';
import { runHook } from './hooks';
import type { WaitingReason } from './imageManager';
import type { KubeletContext } from './kubeletContext';
import { nodeAllocatable } from './nodeStatus';
import { containerFieldPath } from './podNaming';
import type { VolumeContent } from './volumes';

/** What the runtime needs to make a container and to start it, in milliseconds. */
const CREATE_TIME = 60;
const START_TIME = 90;

export interface StartRequest {
  readonly pod: Pod;
  readonly record: ContainerRecord;
  readonly sandbox: Sandbox;
  readonly podAddress: string;
  readonly volumes: ReadonlyMap<string, VolumeContent>;
}

/** Brings up a new instance; the error is what the container then waits for. */
export function* startContainer(context: KubeletContext, request: StartRequest): Routine<Result<void, WaitingReason>> {
  const { runtime, clock } = context;
  const { pod, record, sandbox } = request;
  const fieldPath = containerFieldPath(record);
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    context.recorder.event(pod, type, reason, message, fieldPath);
  const policy = record.spec.imagePullPolicy ?? 'IfNotPresent';
  const image = yield* context.images.ensure({ image: record.spec.image ?? '', policy, pod, fieldPath });
  if (!image.ok) {
    tell('Warning', 'Failed', `Error: ${image.error.reason}`);
    return image;
  }
  const options = containerOptions(context, request, image.value.user);
  if (!options.ok) {
    tell('Warning', 'Failed', `Error: ${options.error}`);
    return fail({ reason: 'CreateContainerConfigError', message: options.error });
  }
  yield* sleep(clock, CREATE_TIME);
  const created = runtime.createContainer(sandbox.id, options.value);
  if (!created.ok) {
    tell('Warning', 'Failed', `Error: ${created.error.message}`);
    return fail({ reason: 'CreateContainerError', message: created.error.message });
  }
  adoptInstance(context, record, created.value, image.value.repositoryDigest);
  tell('Normal', 'Created', `Created container: ${record.name}`);
  yield* sleep(clock, START_TIME);
  const started = runtime.startContainer(created.value);
  if (!started.ok) {
    // Events of a pod that fails again and again are to be the same: they name the container, not the instance.
    tell('Warning', 'Failed', `Error: ${started.error.message.replace(created.value, record.name)}`);
    return fail({ reason: 'RunContainerError', message: started.error.message });
  }
  tell('Normal', 'Started', `Started container ${record.name}`);
  const hook = record.spec.lifecycle?.postStart;
  if (hook === undefined) return ok(undefined);
  const outcome = yield* runHook(context, record, request.podAddress, hook);
  if (outcome.ok) return ok(undefined);
  tell('Warning', 'FailedPostStartHook', 'PostStartHook failed');
  return fail({ reason: 'PostStartHookError', message: 'PostStartHook failed' });
}

/** The new instance becomes the record's; the one before it is kept for its log, older ones go. */
function adoptInstance(context: KubeletContext, record: ContainerRecord, id: string, digest: string): void {
  const before = instanceOf(record, context.runtime);
  if (record.id !== undefined) {
    record.lastEnd =
      before === undefined
        ? lostState('deleted.  The container used to be Running')
        : terminatedState(before, context.runtime.scheme);
    if (record.previousId !== undefined) context.runtime.removeContainer(record.previousId);
    record.previousId = record.id;
    record.restarts++;
  }
  record.id = id;
  record.image = record.spec.image;
  const names = imageNames(record.spec.image ?? '', digest, context.runtime.scheme);
  record.imageName = names.name;
  record.imageDigest = names.digest;
  record.failedProbe = undefined;
}

/** The names of an image in a container's status: containerd gives them in full, Docker as short as they go. */
function imageNames(image: string, digest: string, scheme: string): { name: string; digest: string } {
  const reference = parseImageReference(image);
  const name = reference.ok ? reference.value.full : image;
  if (!scheme.startsWith('docker')) return { name, digest };
  const short = (text: string) => text.replace(/^docker\.io\/(library\/)?/, '');
  return { name: short(name), digest: `docker-pullable://${short(digest)}` };
}

function containerOptions(
  context: KubeletContext,
  request: StartRequest,
  imageUser: string,
): Result<ContainerOptions, string> {
  const { pod, record, podAddress } = request;
  const { spec } = record;
  const target = targetOf(context, request);
  if (!target.ok) return target;
  const security = containerSecurity(pod, spec, imageUser);
  if (!security.ok) return security;
  const environment = makeEnvironment(pod, spec, {
    client: context.client,
    services: context.services.list(),
    facts: { nodeName: context.node.name, hostAddress: context.node.address, podAddress },
    allocatable: nodeAllocatable(context.node),
  });
  if (!environment.ok) return environment;
  const values = new Map(environment.value);
  const expand = (text: string) => expandReferences(text, (name) => values.get(name));
  const memory = wholeValue(spec.resources?.limits?.['memory']);
  const cpu = milliValue(spec.resources?.limits?.['cpu']);
  return ok({
    name: record.name,
    image: spec.image ?? '',
    command: (spec.command ?? []).map(expand),
    arguments: (spec.args ?? []).map(expand),
    env: environment.value,
    ...(spec.workingDir === undefined ? {} : { workingDirectory: spec.workingDir }),
    mounts: containerMounts(spec, request.volumes, expand),
    stdin: spec.stdin === true,
    tty: spec.tty === true,
    attempt: record.id === undefined ? 0 : record.restarts + 1,
    ...security.value,
    terminationMessage: {
      path: spec.terminationMessagePath ?? '/dev/termination-log',
      orLog: spec.terminationMessagePolicy === 'FallbackToLogsOnError',
    },
    ...(target.value === undefined ? {} : { target: target.value }),
    ...(memory === 0 ? {} : { memoryLimitBytes: memory }),
    ...(cpu === 0 ? {} : { cpuLimitMillis: cpu }),
  });
}

/** The running container whose processes an ephemeral container is to see, by the runtime's id. */
function targetOf(context: KubeletContext, request: StartRequest): Result<string | undefined, string> {
  const { targetContainerName: name = '' } = request.record.spec as EphemeralContainer;
  if (name === '') return ok(undefined);
  const target = context.runtime.list(request.sandbox.id).findLast((one) => one.name === name);
  return target?.state === 'running' ? ok(target.id) : fail(`unable to find target container ${JSON.stringify(name)}`);
}

function containerMounts(
  spec: Container,
  volumes: ReadonlyMap<string, VolumeContent>,
  expand: (text: string) => string,
): Mount[] {
  return (spec.volumeMounts ?? []).map((mount) => {
    const subPath = mount.subPath ?? (mount.subPathExpr === undefined ? undefined : expand(mount.subPathExpr));
    const source = volumes.get(mount.name) ?? 'empty';
    const readOnly = typeof source === 'object' && 'machinePath' in source && source.readOnly === true;
    return {
      mountPath: mount.mountPath,
      readOnly: mount.readOnly === true || readOnly,
      source,
      volume: mount.name,
      ...(subPath === undefined ? {} : { subPath }),
    };
  });
}
