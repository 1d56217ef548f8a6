/** What `kubectl debug --profile` makes of a debugging container and the pod that it runs in. */
import type { Fields } from '../../kustomize/resource';
import { CommandError } from '../errors';

/** How a debugging container comes to be: in a pod of its own on a node, in a copy of a pod, or in a pod that runs. */
export type DebugStyle = 'node' | 'copy' | 'ephemeral';

/** What a copy keeps of the original. */
export interface Keeping {
  readonly labels: boolean;
  readonly annotations: boolean;
  readonly liveness: boolean;
  readonly readiness: boolean;
  readonly startup: boolean;
  readonly initContainers: boolean;
}

/** A pod as a draft that profiles change. */
export interface DraftPod {
  metadata: Fields;
  spec: Fields;
}

const PROFILES = ['legacy', 'general', 'baseline', 'restricted', 'netadmin', 'sysadmin'];

/** @throws CommandError for a name that is none */
export function checkProfile(name: string): void {
  if (!PROFILES.includes(name)) throw new CommandError(`unknown profile: ${name}`);
}

/** Changes pod and container in place as the profile says. */
export function applyProfile(
  name: string,
  style: DebugStyle,
  { pod, container, keep }: { readonly pod: DraftPod; readonly container: Fields; readonly keep: Keeping },
): void {
  if (name === 'legacy') {
    if (style === 'node') openNode(pod, container, true);
    if (style === 'copy') delete pod.metadata['labels'];
    return;
  }
  secure(name, style, container);
  if (style === 'node') {
    if (name === 'general' || name === 'sysadmin') openNode(pod, container, true);
    if (name === 'netadmin') openNode(pod, container, false);
  }
  if (style !== 'copy') return;
  strip(pod, keep);
  pod.spec['shareProcessNamespace'] = true;
}

function secure(name: string, style: DebugStyle, container: Fields): void {
  if (name === 'general') {
    if (style === 'node') delete container['securityContext'];
    else addCapabilities(container, ['SYS_PTRACE']);
  } else if (name === 'baseline') {
    delete container['securityContext'];
  } else if (name === 'restricted') {
    container['securityContext'] = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    };
  } else if (name === 'netadmin') {
    addCapabilities(container, ['NET_ADMIN', 'NET_RAW']);
  } else if (name === 'sysadmin') {
    container['securityContext'] = { ...(container['securityContext'] as Fields | undefined), privileged: true };
  }
}

function addCapabilities(container: Fields, names: readonly string[]): void {
  const context = { ...(container['securityContext'] as Fields | undefined) };
  const capabilities = { ...(context['capabilities'] as Fields | undefined) };
  const add = (capabilities['add'] as readonly string[] | undefined) ?? [];
  container['securityContext'] = { ...context, capabilities: { ...capabilities, add: [...add, ...names] } };
}

/** The node's own namespaces, and where it is wanted its files. */
function openNode({ spec }: DraftPod, container: Fields, files: boolean): void {
  Object.assign(spec, { hostNetwork: true, hostPID: true, hostIPC: true });
  if (!files) return;
  spec['volumes'] = [{ name: 'host-root', hostPath: { path: '/' } }];
  container['volumeMounts'] = [{ name: 'host-root', mountPath: '/host' }];
}

function strip({ metadata, spec }: DraftPod, keep: Keeping): void {
  if (!keep.labels) delete metadata['labels'];
  if (!keep.annotations) delete metadata['annotations'];
  for (const container of (spec['containers'] as Fields[] | undefined) ?? []) {
    if (!keep.liveness) delete container['livenessProbe'];
    if (!keep.readiness) delete container['readinessProbe'];
    if (!keep.startup) delete container['startupProbe'];
  }
  if (!keep.initContainers) delete spec['initContainers'];
}
