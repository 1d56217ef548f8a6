/** Registers the node and keeps telling that it lives: its lease every 10 s, its status when it changes or after 5 min. */

import { equal } from '../../base/equality';
import type { Result } from '../../base/result';
import { formatMicroTime, formatTime } from '../../base/time';
import { leaseKind } from '../../kinds/lease';
import { type Node, nodeKind } from '../../kinds/node';
import type { Status } from '../../kinds/status';
import type { Timer } from '../clock';
import type { KubeletContext } from './kubeletContext';
import { makeNodeStatus, newNode } from './nodeStatus';

/** kubelet's nodeStatusUpdateFrequency, nodeStatusReportFrequency, and a quarter of the lease's 40 s. */
const STATUS_PERIOD = 10_000;
const REPORT_PERIOD = 300_000;
const LEASE_PERIOD = 10_000;
const LEASE_SECONDS = 40;

export class NodeHeartbeat {
  readonly #context: KubeletContext;
  readonly #memoryPressure: () => boolean;
  readonly #timers = new Set<Timer>();
  #bootId: string;
  #lastReport = Number.NEGATIVE_INFINITY;
  #running = false;
  #announced = false;
  #reboot = false;

  /** `memoryPressure` tells whether the node is short of memory. */
  constructor(context: KubeletContext, bootId: string, memoryPressure: () => boolean) {
    this.#context = context;
    this.#memoryPressure = memoryPressure;
    this.#bootId = bootId;
  }

  start(): void {
    this.#running = true;
    this.#lastReport = Number.NEGATIVE_INFINITY;
    this.#every(STATUS_PERIOD, () => this.#updateStatus());
    this.#every(LEASE_PERIOD, () => this.#renewLease());
  }

  stop(): void {
    this.#running = false;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  /** The machine was started anew. */
  rebooted(bootId: string): void {
    this.#bootId = bootId;
    this.#reboot = true;
  }

  /** Now, and ever again after a period, which varies by 4 % so that nodes do not keep in step. */
  #every(period: number, run: () => void): void {
    if (!this.#running) return;
    run();
    const { clock, random } = this.#context;
    const timer = clock.after(
      Math.round(period * (1 + 0.04 * random.next())),
      () => {
        this.#timers.delete(timer);
        clock.withCause(0, () => this.#every(period, run));
      },
      { background: true },
    );
    this.#timers.add(timer);
  }

  #updateStatus(): void {
    const { client, clock, node, profile, runtime } = this.#context;
    const found = this.#registered();
    if (!found.ok) return;
    const before = found.value.status;
    const findings = { node, profile, runtime, bootId: this.#bootId, now: clock.now };
    const status = makeNodeStatus({ ...findings, memoryPressure: this.#memoryPressure() }, before);
    const changed = !equal(withoutHeartbeats(status), withoutHeartbeats(before));
    if (!changed && clock.now - this.#lastReport < REPORT_PERIOD) return;
    const answer = client.patch(nodeKind, node.name, undefined, { status }, { type: 'merge', subresource: 'status' });
    if (!answer.ok) return;
    this.#lastReport = clock.now;
    this.#announce(answer.value, before);
  }

  #registered(): Result<Node, Status> {
    const { client, node, profile } = this.#context;
    const found = client.get(nodeKind, node.name);
    if (found.ok || found.error.reason !== 'NotFound') return found;
    return client.create(nodeKind, newNode(node, profile));
  }

  /** The events that a kubelet records about its node when it starts. */
  #announce(node: Node, before: Node['status']): void {
    if (this.#context.profile.systemPods && !this.#announced) {
      const tell = (reason: string, message: string) => this.#tell(node, 'Normal', reason, message);
      tell('Starting', 'Starting kubelet.');
      for (const reason of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID']) {
        tell(reason, `Node ${node.metadata.name} status is now: ${reason}`);
      }
      tell('NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
    }
    this.#announced = true;
    if (this.#reboot) {
      this.#tell(node, 'Warning', 'Rebooted', `Node ${node.metadata.name} has been rebooted, boot id: ${this.#bootId}`);
      this.#reboot = false;
    }
    const pressure = (status: Node['status']) =>
      status?.conditions?.find(({ type }) => type === 'MemoryPressure')?.status;
    const [pressed, pressedBefore] = [pressure(node.status), pressure(before)];
    if (pressedBefore !== undefined && pressedBefore !== 'Unknown' && pressed !== pressedBefore) {
      const reason = pressed === 'True' ? 'NodeHasInsufficientMemory' : 'NodeHasSufficientMemory';
      this.#tell(node, 'Normal', reason, `Node ${node.metadata.name} status is now: ${reason}`);
    }
    const ready = before?.conditions?.find((condition) => condition.type === 'Ready')?.status;
    if (before?.conditions !== undefined && ready !== 'True') {
      this.#tell(node, 'Normal', 'NodeReady', `Node ${node.metadata.name} status is now: NodeReady`);
    }
  }

  /** Something about the node that is not as it should be. */
  warn(reason: string, message: string): void {
    const found = this.#context.client.get(nodeKind, this.#context.node.name);
    if (found.ok) this.#tell(found.value, 'Warning', reason, message);
  }

  /** Node events name the node itself as their uid, as kubelets write them. */
  #tell(node: Node, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const { uid: _uid, resourceVersion: _version, ...metadata } = node.metadata;
    const reference = { ...node, metadata: { ...metadata, uid: node.metadata.name } };
    this.#context.recorder.event(reference, type, reason, message);
  }

  #renewLease(): void {
    const { client, clock, node } = this.#context;
    const renewTime = formatMicroTime(clock.now);
    const found = client.get(leaseKind, node.name, 'kube-node-lease');
    if (found.ok) {
      client.update(leaseKind, { ...found.value, spec: { ...found.value.spec, renewTime } });
      return;
    }
    const owner = client.get(nodeKind, node.name);
    if (found.error.reason !== 'NotFound' || !owner.ok) return;
    client.create(leaseKind, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name: node.name,
        namespace: 'kube-node-lease',
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node.name, uid: owner.value.metadata.uid ?? '' }],
      },
      spec: { holderIdentity: node.name, leaseDurationSeconds: LEASE_SECONDS, renewTime },
    });
  }
}

function withoutHeartbeats(status: Node['status']): unknown {
  return {
    ...status,
    conditions: status?.conditions?.map((condition) => ({ ...condition, lastHeartbeatTime: formatTime(0) })),
  };
}
