/** How far a rollout is, in the words of `kubectl rollout status`. */
import { CommandError } from '../errors';
import type { PlainObject } from './documents';

export interface RolloutStatus {
  readonly text: string;
  readonly done: boolean;
}

interface Workload {
  readonly spec?: {
    readonly replicas?: number;
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly readyReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly conditions?: readonly { readonly type: string; readonly reason?: string }[];
  };
}

type StatusOf = (object: PlainObject, revision: number) => RolloutStatus;

/** The function for a kind; undefined when it has no rollouts. */
export function statusViewer(kind: string): StatusOf | undefined {
  if (kind === 'Deployment') return deploymentStatus;
  if (kind === 'DaemonSet') return daemonSetStatus;
  return kind === 'StatefulSet' ? statefulSetStatus : undefined;
}

const notObserved: RolloutStatus = { text: 'Waiting for deployment spec update to be observed...\n', done: false };

/** @throws CommandError when the rollout cannot be finished any more */
function deploymentStatus(object: PlainObject, revision: number): RolloutStatus {
  const name = JSON.stringify(object.metadata?.name ?? '');
  const { spec, status = {} } = object as Workload;
  if (revision > 0) {
    const running = Number(object.metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (running !== revision)
      throw new CommandError(`desired revision (${revision}) is different from the running revision (${running})`);
  }
  if (!isObserved(object)) return notObserved;
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    throw new CommandError(`deployment ${name} exceeded its progress deadline`);
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status;
  const wanted = spec?.replicas ?? 1;
  const waiting = (what: string) => ({
    text: `Waiting for deployment ${name} rollout to finish: ${what}...\n`,
    done: false,
  });
  if (updatedReplicas < wanted) return waiting(`${updatedReplicas} out of ${wanted} new replicas have been updated`);
  if (replicas > updatedReplicas) return waiting(`${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  return { text: `deployment ${name} successfully rolled out\n`, done: true };
}

function daemonSetStatus(object: PlainObject): RolloutStatus {
  const name = JSON.stringify(object.metadata?.name ?? '');
  const { spec, status = {} } = object as Workload;
  if (spec?.updateStrategy?.type !== 'RollingUpdate')
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  if (!isObserved(object)) return { ...notObserved, text: 'Waiting for daemon set spec update to be observed...\n' };
  const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status;
  const waiting = (what: string) => ({
    text: `Waiting for daemon set ${name} rollout to finish: ${what}...\n`,
    done: false,
  });
  if (updatedNumberScheduled < wanted)
    return waiting(`${updatedNumberScheduled} out of ${wanted} new pods have been updated`);
  if (numberAvailable < wanted) return waiting(`${numberAvailable} of ${wanted} updated pods are available`);
  return { text: `daemon set ${name} successfully rolled out\n`, done: true };
}

function statefulSetStatus(object: PlainObject): RolloutStatus {
  const { spec, status = {} } = object as Workload;
  if (spec?.updateStrategy?.type !== 'RollingUpdate')
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  if (!isObserved(object)) return { text: 'Waiting for statefulset spec update to be observed...\n', done: false };
  const { readyReplicas = 0, updatedReplicas = 0, currentRevision, updateRevision = '' } = status;
  const wanted = spec.replicas ?? 1;
  if (readyReplicas < wanted)
    return { text: `Waiting for ${wanted - readyReplicas} pods to be ready...\n`, done: false };
  const { rollingUpdate } = spec.updateStrategy;
  // Without a partition it is zero, since the server fills it in: what follows is for servers that don't.
  if (rollingUpdate !== undefined) {
    const due = wanted - (rollingUpdate.partition ?? 0);
    if (updatedReplicas < due) {
      const text = `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${due} new pods have been updated...\n`;
      return { text, done: false };
    }
    return { text: `partitioned roll out complete: ${updatedReplicas} new pods have been updated...\n`, done: true };
  }
  if (updateRevision !== currentRevision) {
    const text = `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...\n`;
    return { text, done: false };
  }
  const text = `statefulset rolling update complete ${status.replicas ?? 0} pods at revision ${currentRevision ?? ''}...\n`;
  return { text, done: true };
}

function isObserved(object: PlainObject): boolean {
  const generation = Number(object.metadata?.['generation'] ?? 0);
  return generation <= ((object as Workload).status?.observedGeneration ?? 0);
}
