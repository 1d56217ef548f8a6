/** Deployments, ReplicaSets and ReplicationControllers. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import type { Routine } from '../../../engine/processes/routine';
import type { Deployment } from '../../../kinds/deployment';
import type { ClusterObject } from '../../../kinds/object';
import { controllerOf } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import type { ReplicaSet } from '../../../kinds/replicaSet';
import type { ReplicationController } from '../../../kinds/replicationController';
import { formatLabelSelector, formatLabels } from '../../../kinds/selector';
import { longTime } from './containers';
import type { DescribeContext, Describer, DescribeWriter } from './describer';
import { controllerText, writeAnnotations, writeLabels } from './metadata';
import { writePodTemplate } from './podTemplate';
import { listRelated } from './related';

const HASH_LABEL = 'pod-template-hash';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

export const deploymentDescriber: Describer<Deployment> = {
  kind: 'apps/Deployment',
  *describe(context, deployment) {
    const { out } = context;
    const { spec, status = {}, metadata } = deployment;
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
    out.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`);
    writeLabels(out, 'Labels', metadata.labels);
    writeAnnotations(out, metadata.annotations);
    out.line(0, `Selector:\t${formatLabelSelector(spec.selector)}`);
    const counts = [
      `${spec.replicas ?? 0} desired`,
      `${status.updatedReplicas ?? 0} updated`,
      `${status.replicas ?? 0} total`,
      `${status.availableReplicas ?? 0} available`,
      `${status.unavailableReplicas ?? 0} unavailable`,
    ];
    out.line(0, `Replicas:\t${counts.join(' | ')}`);
    out.line(0, `StrategyType:\t${spec.strategy?.type ?? ''}`);
    out.line(0, `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`);
    const rolling = spec.strategy?.rollingUpdate;
    if (rolling !== undefined) {
      const { maxUnavailable, maxSurge } = rolling;
      out.line(0, `RollingUpdateStrategy:\t${maxUnavailable} max unavailable, ${maxSurge} max surge`);
    }
    writePodTemplate(out, spec.template);
    writeConditions(out, status.conditions ?? []);
    const sets = yield* ownedReplicaSets(context, deployment);
    const current = sets.find((set) => equal(withoutHash(set.spec.template), withoutHash(spec.template)));
    out.line(0, `OldReplicaSets:\t${setsText(sets.filter((set) => set !== current))}`);
    out.line(0, `NewReplicaSet:\t${setsText(current === undefined ? [] : [current])}`);
  },
};

export const replicaSetDescriber: Describer<ReplicaSet> = {
  kind: 'apps/ReplicaSet',
  *describe(context, set) {
    const { out } = context;
    writeReplicaHead(out, set, formatLabelSelector(set.spec.selector));
    const owner = controllerText(set);
    if (owner !== '') out.line(0, `Controlled By:\t${owner}`);
    out.line(0, `Replicas:\t${set.status?.replicas ?? 0} current / ${set.spec.replicas ?? 0} desired`);
    yield* writePodCounts(context, set);
    writePodTemplate(out, set.spec.template);
    writeConditions(out, set.status?.conditions ?? []);
  },
};

export const replicationControllerDescriber: Describer<ReplicationController> = {
  kind: 'ReplicationController',
  *describe(context, controller) {
    const { out } = context;
    writeReplicaHead(out, controller, formatLabels(controller.spec.selector ?? {}));
    out.line(0, `Replicas:\t${controller.status?.replicas ?? 0} current / ${controller.spec.replicas ?? 0} desired`);
    yield* writePodCounts(context, controller);
    writePodTemplate(out, controller.spec.template);
    writeConditions(out, controller.status?.conditions ?? []);
  },
};

function writeReplicaHead(out: DescribeWriter, { metadata }: ClusterObject, selector: string): void {
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  out.line(0, `Selector:\t${selector}`);
  writeLabels(out, 'Labels', metadata.labels);
  writeAnnotations(out, metadata.annotations);
}

function writeConditions(out: DescribeWriter, conditions: readonly Condition[]): void {
  if (conditions.length === 0) return;
  out.line(0, 'Conditions:\n  Type\tStatus\tReason');
  out.line(1, '----\t------\t------');
  for (const { type, status, reason } of conditions) out.line(1, `${type} \t${status}\t${reason ?? ''}`);
}

/** How many of its pods are in which phase. */
export function* writePodCounts(context: DescribeContext, owner: ClusterObject): Routine<void> {
  const { out } = context;
  const path = `/api/v1/namespaces/${owner.metadata.namespace ?? 'default'}/pods`;
  const list = yield* listRelated<Pod>(context, path);
  if (!list.ok) {
    out.line(0, `Pods Status:\terror in fetching pods: ${list.error.message ?? ''}`);
    return;
  }
  const pods = list.value.filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid);
  const count = (phase: string): number => pods.filter((pod) => pod.status?.phase === phase).length;
  const [running, waiting] = [count('Running'), count('Pending')];
  out.line(
    0,
    `Pods Status:\t${running} Running / ${waiting} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`,
  );
}

/** A Deployment's ReplicaSets, oldest first. */
function* ownedReplicaSets(context: DescribeContext, deployment: Deployment): Routine<readonly ReplicaSet[]> {
  const path = `/apis/apps/v1/namespaces/${deployment.metadata.namespace ?? 'default'}/replicasets`;
  const query = { labelSelector: formatLabelSelector(deployment.spec.selector) };
  const list = yield* listRelated<ReplicaSet>(context, path, query);
  if (!list.ok) return [];
  const time = (set: ReplicaSet): string => set.metadata.creationTimestamp ?? '';
  return list.value
    .filter((set) => controllerOf(set)?.uid === deployment.metadata.uid)
    .sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : a.metadata.name < b.metadata.name ? -1 : 1));
}

function setsText(sets: readonly ReplicaSet[]): string {
  if (sets.length === 0) return '<none>';
  return sets
    .map((set) => `${set.metadata.name} (${set.status?.replicas ?? 0}/${set.spec.replicas ?? 0} replicas created)`)
    .join(', ');
}

function withoutHash(template: PodTemplateSpec | undefined): unknown {
  if (template === undefined) return undefined;
  const { [HASH_LABEL]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
