/**
 * Measurements: `npx tsx src/engine/world.bench.ts [REPLICAS...]` prints JSON lines {"name", "value", "unit"}: the time
 * from creating a Deployment until all its replicas are ready, and the memory that the world then takes.
 */

import { deploymentKind } from '../kinds/deployment';
import { podKind } from '../kinds/pod';
import { Client, createWorld, findProfile } from './index';

const counts = process.argv.slice(2).map(Number);

for (const replicas of counts.length > 0 ? counts : [100, 1000]) measure(replicas);

function measure(replicas: number): void {
  const profile = findProfile(`bench-${Math.max(3, Math.ceil(replicas / 100))}`);
  if (profile === undefined) throw new Error('no profile');
  const memoryBefore = memory();
  const boot = performance.now();
  const world = createWorld({ profile, seed: 1, start: 1_767_225_600_000, programs: {} });
  tell(replicas, 'boot', performance.now() - boot, 'ms');
  const client = new Client(world.api, { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' });
  const labels = { app: 'web' };
  const began = world.clock.now;
  const executed = world.clock.executed;
  const start = performance.now();
  client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
    },
  });
  const ready = () => {
    const found = client.get(deploymentKind, 'web', 'default');
    return found.ok ? (found.value.status?.readyReplicas ?? 0) : 0;
  };
  while (ready() < replicas && world.clock.now - began < 600_000) world.clock.advance(250);
  tell(replicas, 'apply to all ready', performance.now() - start, 'ms');
  tell(replicas, 'apply to all ready, cluster time', (world.clock.now - began) / 1000, 's');
  tell(replicas, 'events', world.clock.executed - executed, 'events');
  tell(replicas, 'memory', (memory() - memoryBefore) / 1e6, 'MB');
  const idle = performance.now();
  world.clock.advance(60_000);
  tell(replicas, 'an idle minute', performance.now() - idle, 'ms');
  const end = performance.now();
  client.delete(deploymentKind, 'web', 'default', { propagationPolicy: 'Background' });
  const left = () => {
    const pods = client.list(podKind, { namespace: 'default' });
    return pods.ok ? pods.value.items.length : 0;
  };
  const deleting = world.clock.now;
  while (left() > 0 && world.clock.now - deleting < 600_000) world.clock.advance(1000);
  tell(replicas, 'delete to all gone', performance.now() - end, 'ms');
}

function memory(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

function tell(replicas: number, name: string, value: number, unit: string): void {
  process.stdout.write(
    `${JSON.stringify({ name: `${replicas} replicas: ${name}`, value: Math.round(value * 10) / 10, unit })}\n`,
  );
}
