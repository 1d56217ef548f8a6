/** What minikube writes into ~/.kube/config: its cluster, its user, its context. */
import type { Process } from '../../engine/processes/process';
import type { ClusterProfile } from '../../engine/profile';
import { kubeconfig } from '../home';
import {
  configFiles,
  emptyConfig,
  type KubeConfig,
  loadConfig,
  parseConfig,
  saveConfig,
} from '../kubectl/client/kubeconfig';

/** Puts the cluster in, and makes it the current one unless `keep`. True when the file changed. */
export function addContext(process: Process, profile: ClusterProfile, keep = false): boolean {
  const before = read(process);
  const own = parseConfig(kubeconfig(profile), '');
  const after: KubeConfig = {
    clusters: new Map([...before.clusters, ...own.clusters]),
    contexts: new Map([...before.contexts, ...withNamespaces(before, own)]),
    users: new Map([...before.users, ...own.users]),
    currentContext: keep ? before.currentContext : profile.context,
    preferences: before.preferences,
  };
  return write(process, before, after);
}

/** Takes the cluster out. */
export function removeContext(process: Process, profile: ClusterProfile): void {
  const before = read(process);
  const without = <T>(map: ReadonlyMap<string, T>, name: string) => new Map([...map].filter(([key]) => key !== name));
  write(process, before, {
    clusters: without(before.clusters, profile.clusterName),
    contexts: without(before.contexts, profile.context),
    users: without(before.users, profile.userName),
    currentContext: before.currentContext === profile.context ? '' : before.currentContext,
    preferences: before.preferences,
  });
}

/** No cluster is the current one any more, if this one was. */
export function unsetContext(process: Process, profile: ClusterProfile): void {
  const before = read(process);
  if (before.currentContext === profile.context) write(process, before, { ...before, currentContext: '' });
}

/** Whether the file knows the cluster under its address. */
export function hasContext(process: Process, profile: ClusterProfile): boolean {
  const { clusters, contexts } = read(process);
  return contexts.has(profile.context) && clusters.get(profile.clusterName)?.['server'] === profile.server;
}

export function currentContext(process: Process): string {
  return read(process).currentContext;
}

/** The namespace that a context was given stays. */
function withNamespaces(before: KubeConfig, own: KubeConfig): KubeConfig['contexts'] {
  return new Map([...own.contexts].map(([name, entry]) => [name, { ...before.contexts.get(name), ...entry }]));
}

function read(process: Process): KubeConfig {
  return loadConfig(process.files, configFiles(process, ''), false) ?? emptyConfig;
}

function write(process: Process, before: KubeConfig, after: KubeConfig): boolean {
  const text = (config: KubeConfig) =>
    JSON.stringify([...Object.values(config)].map((one) => (one instanceof Map ? [...one] : one)));
  if (text(before) === text(after)) return false;
  const path = configFiles(process, '').paths.at(-1);
  if (path !== undefined) saveConfig(process.files, path, after);
  return true;
}
