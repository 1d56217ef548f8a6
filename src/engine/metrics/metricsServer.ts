/**
 * What metrics-server does: asks every kubelet, again and again, what its node and containers have used, and keeps the
 * last two answers. CPU is the average between them, so that a container is known after its second time.
 */
import { formatTime } from '../../base/time';
import type { NodeMetrics, PodMetrics, Usage } from '../../kinds/metrics/metrics';
import { formatQuantity } from '../../kinds/quantity';
import type { FindNodeDoor, MeasuredUse, NodeUse } from '../client/nodeDoor';
import type { Clock } from '../clock';

interface Sample extends NodeUse {
  readonly time: number;
}

export class MetricsServer {
  readonly #clock: Clock;
  readonly #findNode: FindNodeDoor;
  readonly #nodeNames: () => readonly string[];
  /** Of each node the last sample and the one before. */
  readonly #samples = new Map<string, { readonly last: Sample; readonly before: Sample | undefined }>();
  readonly #resolution: number;
  #next: { cancel(): void } | undefined;

  /** `resolution` is metrics-server's --metric-resolution, in milliseconds. */
  constructor(clock: Clock, nodeNames: () => readonly string[], findNode: FindNodeDoor, resolution: number) {
    this.#clock = clock;
    this.#nodeNames = nodeNames;
    this.#findNode = findNode;
    this.#resolution = resolution;
    this.#measure();
  }

  /** Something has been measured. */
  get ready(): boolean {
    return this.#samples.size > 0;
  }

  stop(): void {
    this.#next?.cancel();
  }

  nodes(): NodeMetrics[] {
    const metrics: NodeMetrics[] = [];
    for (const [name, { last, before }] of this.#samples) {
      if (before === undefined) continue;
      const times = timesOf(last, before);
      metrics.push({
        ...this.#head('NodeMetrics', { name }),
        ...times,
        usage: usageOf(last.node, before.node, last, before),
      });
    }
    return metrics.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  /** Pods all of whose containers were measured twice; of all namespaces for ''. */
  pods(namespace: string): PodMetrics[] {
    const metrics: PodMetrics[] = [];
    for (const { last, before } of this.#samples.values()) {
      for (const pod of last.pods) {
        if (namespace !== '' && pod.namespace !== namespace) continue;
        const earlier = before?.pods.find((one) => one.uid === pod.uid);
        const containers = pod.containers.map(({ name, id, use }) => {
          const then = earlier?.containers.find((one) => one.id === id);
          return then === undefined || before === undefined
            ? undefined
            : { name, usage: usageOf(use, then.use, last, before) };
        });
        const known = containers.filter((one) => one !== undefined);
        if (before === undefined || known.length === 0 || known.length < containers.length) continue;
        const { name, labels } = pod;
        const metadata = { name, namespace: pod.namespace, ...(labels === undefined ? {} : { labels }) };
        metrics.push({ ...this.#head('PodMetrics', metadata), ...timesOf(last, before), containers: known });
      }
    }
    const place = ({ metadata }: PodMetrics) => `${metadata.namespace}/${metadata.name}`;
    return metrics.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  }

  /** As they are made when somebody asks, that is when they were created. */
  #head<K extends string>(kind: K, metadata: PodMetrics['metadata']) {
    const creationTimestamp = formatTime(this.#clock.now);
    return { kind, apiVersion: 'metrics.k8s.io/v1beta1', metadata: { ...metadata, creationTimestamp } };
  }

  #later(): void {
    this.#next = this.#clock.after(this.#resolution, () => this.#measure(), { background: true });
  }

  #measure(): void {
    const names = new Set(this.#nodeNames());
    for (const name of this.#samples.keys()) if (!names.has(name)) this.#samples.delete(name);
    for (const name of names) {
      const use = this.#findNode(name)?.use();
      if (use === undefined) this.#samples.delete(name);
      else this.#samples.set(name, { last: { ...use, time: this.#clock.now }, before: this.#samples.get(name)?.last });
    }
    this.#later();
  }
}

function timesOf(last: Sample, before: Sample): { readonly timestamp: string; readonly window: string } {
  const seconds = (last.time - before.time) / 1000;
  return { timestamp: formatTime(last.time), window: `${seconds}s` };
}

function usageOf(now: MeasuredUse, then: MeasuredUse, last: Sample, before: Sample): Usage {
  const cpu = Math.max(0, now.cpuMilliseconds - then.cpuMilliseconds) / (last.time - before.time);
  const billionths = BigInt(Math.round(cpu * 1e9));
  const kibibytes = BigInt(Math.floor(now.memoryBytes / 1024));
  return {
    cpu: formatQuantity({ nano: billionths, format: 'DecimalSI' }),
    memory: formatQuantity({ nano: kibibytes * 1024n * 1_000_000_000n, format: 'BinarySI' }),
  };
}
