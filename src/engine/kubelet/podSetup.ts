/** What a pod needs before its containers: volumes and a sandbox, each tried again until it is there. */

import { fail, ok, type Result } from '../../base/result';
import type { Pod } from '../../kinds/pod';
import { type RuntimeClass, runtimeClassKind } from '../../kinds/scheduling/runtimeClass';
import { serviceAccountKind } from '../../kinds/serviceAccount';
import type { Sandbox } from '../containers/runtime';
import { sleep } from '../processes/kernel';
import { callback, type Routine } from '../processes/routine';
import type { KubeletContext } from './kubeletContext';
import { nodeAllocatable } from './nodeStatus';
import { podCgroup, podLimits } from './podCgroup';
import { podDns } from './podDns';
import { podHosts, podNamespaces } from './podIsolation';
import { isLive, type VolumeContent, type VolumeSources, volumeContent } from './volumes';

/** Retries of a volume that cannot be set up: 500 ms doubling to 2 m 2 s. */
const FIRST_RETRY = 500;
const LAST_RETRY = 122_000;
/** Retries of a sandbox that cannot be made. */
const SANDBOX_RETRY = 10_000;

/** Sets up all volumes of the pod; waits, with events, for what is missing. */
export function* mountVolumes(context: KubeletContext, pod: Pod): Routine<ReadonlyMap<string, VolumeContent>> {
  const volumes = new Map<string, VolumeContent>();
  const sources = volumeSources(context, pod);
  let delay = FIRST_RETRY;
  for (;;) {
    const problems: string[] = [];
    for (const volume of pod.spec.volumes ?? []) {
      if (volumes.has(volume.name)) continue;
      const content = volumeContent(pod, volume, sources);
      if (content.ok) volumes.set(volume.name, content.value);
      else problems.push(content.error);
    }
    if (problems.length === 0) return volumes;
    for (const problem of problems) context.recorder.event(pod, 'Warning', 'FailedMount', problem);
    yield* sleep(context.clock, delay, { background: delay > 2 * FIRST_RETRY });
    delay = Math.min(delay * 2, LAST_RETRY);
  }
}

/** Brings the contents of ConfigMap, Secret and projected volumes up to date; what is missing now stays as it was. */
export function refreshVolumes(context: KubeletContext, pod: Pod, held: ReadonlyMap<string, VolumeContent>): void {
  const sources = volumeSources(context, pod);
  for (const volume of pod.spec.volumes ?? []) {
    const content = held.get(volume.name);
    if (!isLive(volume) || !(content instanceof Map)) continue;
    const fresh = volumeContent(pod, volume, sources);
    if (!fresh.ok || !(fresh.value instanceof Map)) continue;
    content.clear();
    for (const [path, text] of fresh.value) content.set(path, text);
  }
}

/** Where the pod's volumes take their contents from. */
function volumeSources(context: KubeletContext, pod: Pod): VolumeSources {
  const { client, node, machine, clock } = context;
  return {
    client,
    places: { client, nodeName: node.name, files: machine.files, now: () => clock.now },
    facts: { nodeName: node.name, hostAddress: node.address, podAddress: '' },
    allocatable: nodeAllocatable(node),
    token: (audience, expirationSeconds) => serviceAccountToken(context, pod, audience, expirationSeconds),
  };
}

/** The handlers that containerd is set up with on our nodes. */
const HANDLERS: ReadonlySet<string> = new Set(['', 'runc']);

/** Waits, with events, while the runtime knows nothing of the pod's runtime class. */
function* waitForHandler(context: KubeletContext, pod: Pod): Routine<void> {
  const name = pod.spec.runtimeClassName ?? '';
  for (;;) {
    const found = name === '' ? undefined : context.client.get(runtimeClassKind, name);
    const handler = found?.ok === true ? (found.value as RuntimeClass).handler : '';
    const missing = found?.ok === false;
    if (!missing && HANDLERS.has(handler)) return;
    const why = missing
      ? `failed to get runtime handler: runtimeclass.node.k8s.io ${JSON.stringify(name)} not found`
      : `rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for ${JSON.stringify(handler)} is configured`;
    context.recorder.event(pod, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${why}`);
    yield* sleep(context.clock, SANDBOX_RETRY, { background: true });
  }
}

/** Makes the pod's namespaces and address. `late` is told of a sandbox that came although nobody waits any more. */
export function* createSandbox(context: KubeletContext, pod: Pod, late: (sandbox: Sandbox) => void): Routine<Sandbox> {
  const namespace = pod.metadata.namespace ?? '';
  yield* waitForHandler(context, pod);
  const options = {
    podName: pod.metadata.name,
    podNamespace: namespace,
    podUid: pod.metadata.uid ?? '',
    labels: pod.metadata.labels ?? {},
    annotations: pod.metadata.annotations ?? {},
    hostname: (pod.spec.hostNetwork === true ? context.node.name : (pod.spec.hostname ?? pod.metadata.name)).slice(
      0,
      63,
    ),
    hostNetwork: pod.spec.hostNetwork === true,
    ...podNamespaces(pod),
    ...podHosts(pod),
    cgroupParent: podCgroup(pod),
    ...podLimits(pod),
    dns: podDns(context, pod),
  };
  for (;;) {
    let waiting = true;
    let answered: Result<Sandbox, string> | undefined;
    try {
      answered = yield* callback<Result<Sandbox, string>>((done) => {
        context.runtime.createSandbox(options, (result) => {
          if (waiting) done(result);
          else if (result.ok) late(result.value);
        });
        return undefined;
      });
    } finally {
      waiting = false;
    }
    if (answered.ok) return answered.value;
    const message = `Failed to create pod sandbox: ${answered.error}`;
    context.recorder.event(pod, 'Warning', 'FailedCreatePodSandBox', message);
    yield* sleep(context.clock, SANDBOX_RETRY, { background: true });
  }
}

/** Asks the API server for a token of the pod's service account, which ends with the pod. */
function serviceAccountToken(
  { client }: KubeletContext,
  pod: Pod,
  audience: string | undefined,
  expirationSeconds: number,
): Result<string, string> {
  const { name, namespace, uid } = pod.metadata;
  const request = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    spec: {
      audiences: audience === undefined ? null : [audience],
      expirationSeconds,
      boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name, uid },
    },
  };
  const account = pod.spec.serviceAccountName ?? 'default';
  const answer = client.createSubresource(serviceAccountKind, account, namespace, 'token', request);
  if (!answer.ok) return fail(`failed to fetch token: ${answer.error.message ?? ''}`);
  return ok((answer.value as { status: { token: string } }).status.token);
}
