/**
 * cluster-autoscaler as a program: machines come for pods that find no room, and go when others have room for what runs
 * on them.
 *
 * Simplified: one group of machines; of what a pod asks for, requests count (no affinity, selectors,
 * tolerations, ports or volumes); no leases, no status of each group.
 */
import { parseTime } from '../../../base/time';
import { type DaemonSet, daemonSetKind } from '../../../kinds/apps/daemonSet';
import { type ConfigMap, configMapKind } from '../../../kinds/configMap';
import { type Node, nodeKind } from '../../../kinds/node';
import { type Pod, podKind } from '../../../kinds/pod';
import { milliValue, wholeValue } from '../../../kinds/quantity';
import { Client } from '../../client/client';
import type { ApiServer } from '../../client/door';
import { EventRecorder } from '../../client/eventRecorder';
import { Informer } from '../../client/informer';
import type { Timer } from '../../clock';
import { klogHeader } from '../../containers/images/logTimes';
import { untilSignalled } from '../../containers/images/untilSignalled';
import type { Process, Program } from '../../processes/process';
import type { NodeGroup } from '../nodeGroup';
import { type AutoscalerFlags, readAutoscalerFlags } from './autoscalerFlags';
import { less, neededBy, pack, type Room, roomsFor } from './room';
import { ScaleDown } from './scaleDown';

const NAMESPACE = 'kube-system';
const STATUS = 'cluster-autoscaler-status';
/** What the system keeps of a machine's processors and memory is little; this much is taken for sure. */
/** For so long a node that has joined may take to become ready. */
const JOINING = 120_000;
const KEPT_MEMORY = 100 * 1024 ** 2;

/** Makes the program, to be put into the nodes' kernels under the name `cluster-autoscaler`. */
export function clusterAutoscaler(api: ApiServer, group: NodeGroup): Program {
  return function* (process) {
    const log = (source: string, message: string, severity: 'I' | 'E' = 'I') =>
      process.stderr.write(`${klogHeader(process.clock.now, severity)}${source}] ${message}\n`);
    const flags = readAutoscalerFlags(process.argv.slice(1), group.name);
    if (!flags.ok) {
      log('main.go:350', flags.error, 'E');
      return 1;
    }
    log('main.go:560', 'Cluster Autoscaler 1.32.0');
    const autoscaler = new Autoscaler(api, group, process, flags.value, log);
    autoscaler.start();
    try {
      yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
      return 0;
    } finally {
      autoscaler.stop();
    }
  };
}

class Autoscaler {
  readonly #process: Process;
  readonly #group: NodeGroup;
  readonly #flags: AutoscalerFlags;
  readonly #log: (source: string, message: string) => void;
  readonly #client: Client;
  readonly #recorder: EventRecorder;
  readonly #pods: Informer<Pod>;
  readonly #nodes: Informer<Node>;
  readonly #daemons: Informer<DaemonSet>;
  readonly #down: ScaleDown;
  #timer: Timer | undefined;

  constructor(
    api: ApiServer,
    group: NodeGroup,
    process: Process,
    flags: AutoscalerFlags,
    log: (source: string, message: string) => void,
  ) {
    this.#process = process;
    this.#group = group;
    this.#flags = flags;
    this.#log = log;
    const { clock, network } = process;
    const client = new Client(api, {
      user: 'system:serviceaccount:kube-system:cluster-autoscaler',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
      actor: network.name,
    });
    this.#client = client;
    this.#recorder = new EventRecorder(client, { name: 'cluster-autoscaler' }, clock);
    this.#pods = new Informer<Pod>(client, podKind, { clock });
    this.#nodes = new Informer<Node>(client, nodeKind, { clock });
    this.#daemons = new Informer<DaemonSet>(client, daemonSetKind, { clock });
    this.#down = new ScaleDown({
      clock,
      client,
      group,
      flags,
      log,
      recorder: this.#recorder,
      nodes: () => this.#nodes.list(),
      pods: () => this.#pods.list(),
      status: () => this.#status(),
    });
  }

  start(): void {
    for (const informer of [this.#nodes, this.#daemons, this.#pods]) informer.start();
    this.#later();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#down.stop();
    for (const informer of [this.#nodes, this.#daemons, this.#pods]) informer.stop();
  }

  #later(): void {
    const { clock } = this.#process;
    const scan = () => {
      this.#scan();
      clock.withCause(0, () => this.#later());
    };
    this.#timer = clock.after(this.#flags.scanInterval, scan, { background: true });
  }

  #scan(): void {
    if (!this.#scaleUp()) this.#down.scan();
  }

  /** True when machines were asked for, or some are on their way. */
  #scaleUp(): boolean {
    const waiting = this.#pods.list().filter(isUnschedulable);
    if (waiting.length === 0) return this.#group.starting > 0;
    const fresh = this.#freshRoom();
    if (fresh === undefined) return false;
    const coming = this.#coming(fresh);
    const { count, helped, tooLarge } = roomsFor(fresh, pack(coming, waiting, neededBy).out);
    for (const pod of tooLarge) this.#refuse(pod, 'Insufficient cpu or memory on a node of the group workers');
    const size = this.#group.machines.length + this.#group.starting;
    const target = Math.min(this.#flags.maximum, size + count);
    if (count > 0 && target === size) for (const pod of helped) this.#refuse(pod, 'max node group size reached');
    if (target === size) return coming.length > 0;
    const { name } = this.#group;
    this.#log(
      'orchestrator.go:275',
      `Final scale-up plan: [{${name} ${size}->${target} (max: ${this.#flags.maximum})}]`,
    );
    const status = this.#status();
    if (status !== undefined) {
      const message = `Scale-up: setting group ${name} size to ${target} instead of ${size} (max: ${this.#flags.maximum})`;
      this.#recorder.event(status, 'Normal', 'ScaledUpGroup', message);
    }
    for (const pod of helped) {
      const message = `pod triggered scale-up: [{${name} ${size}->${target} (max: ${this.#flags.maximum})}]`;
      this.#recorder.event(pod, 'Normal', 'TriggeredScaleUp', message);
    }
    this.#group.grow(target - size);
    this.#down.added();
    return true;
  }

  #refuse(pod: Pod, why: string): void {
    this.#recorder.event(pod, 'Normal', 'NotTriggerScaleUp', `pod didn't trigger scale-up: 1 ${why}`);
  }

  /** Machines that were asked for, and those that are there but take no pods yet. */
  #coming(fresh: Room): readonly Room[] {
    const { now } = this.#process.clock;
    const joining = this.#group.machines.filter((name) => {
      const node = this.#nodes.list().find(({ metadata }) => metadata.name === name);
      return node === undefined || (!isReady(node) && isNew(node, now));
    });
    return Array.from({ length: this.#group.starting + joining.length }, () => fresh);
  }

  /** What a new machine would have for pods, once the pods of daemon sets are there. */
  #freshRoom(): Room | undefined {
    const { next } = this.#group;
    if (next === undefined) return undefined;
    const whole: Room = { cpu: milliValue(next.cpu), memory: wholeValue(next.memory) - KEPT_MEMORY, pods: next.pods };
    return this.#daemons
      .list()
      .filter(({ spec }) => spec.template.spec?.nodeSelector?.['node-role.kubernetes.io/control-plane'] === undefined)
      .reduce((room, { spec }) => less(room, neededBy({ spec: spec.template.spec ?? { containers: [] } })), whole);
  }

  /** The ConfigMap that its events are about. */
  #status(): ConfigMap | undefined {
    const found = this.#client.get(configMapKind, STATUS, NAMESPACE);
    if (found.ok) return found.value;
    const made = this.#client.create(configMapKind, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: STATUS, namespace: NAMESPACE },
      data: { status: 'autoscalerStatus: Running\n' },
    });
    return made.ok ? made.value : undefined;
  }
}

function isUnschedulable({ spec, status, metadata }: Pod): boolean {
  if (spec.nodeName !== undefined || metadata.deletionTimestamp !== undefined) return false;
  const found = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return found?.status === 'False' && found.reason === 'Unschedulable';
}

function isReady({ status, spec }: Node): boolean {
  if ((spec.taints ?? []).some(({ effect }) => effect !== 'PreferNoSchedule')) return false;
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** It has joined a moment ago: what isn't ready yet is on its way. */
function isNew({ metadata }: Node, now: number): boolean {
  return now - (parseTime(metadata.creationTimestamp) ?? now) < JOINING;
}
