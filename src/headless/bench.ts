/**
 * `npm run -s bench`: figures of this machine, one JSON line each: {"name", "value", "unit"}. Those of the page come last,
 * where a build (`dist`) and Chromium are there.
 */
import { Client, createWorld, findProfile } from '../engine';
import { deploymentKind } from '../kinds/deployment';
import { podKind } from '../kinds/pod';
import { programs } from '../shell';
import { containerFigures } from './containerBench';
import { pageBench } from './pageBench';
import { proveLessons } from './prove';
import { runSession } from './session';

const START = Date.UTC(2026, 0, 1);
/** Cluster milliseconds after which replicas that are not there yet are given up. */
const PATIENCE = 600_000;

boot();
replicas(100);
replicas(1000);
session();
proofs();
for (const { name, value, unit } of containerFigures(memory)) tell(name, value, unit);
await pageBench();

/** From nothing to a settled cluster, as when a lesson is opened: the best of three. */
function boot(): void {
  const profile = findProfile('playground');
  if (profile === undefined) throw new Error('there is no profile playground');
  const times = [1, 2, 3].map((seed) => {
    const began = performance.now();
    createWorld({ profile, seed, start: START, programs });
    return performance.now() - began;
  });
  tell('world boot', Math.min(...times), 'ms');
}

/** From creating a Deployment until all its pods run, how much memory the world then takes, and until all are gone. */
function replicas(count: number): void {
  const profile = findProfile(`bench-${Math.max(3, Math.ceil(count / 100))}`);
  if (profile === undefined) throw new Error('there is no profile for benchmarks');
  const before = memory();
  const world = createWorld({ profile, seed: 1, start: START, programs });
  const client = new Client(world.api, { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' });
  const { clock } = world;
  const labels = { app: 'web' };
  const executed = clock.executed;
  const applied = clock.now;
  const running = () => {
    const pods = client.list(podKind, { namespace: 'default' });
    return pods.ok ? pods.value.items.filter(({ status }) => status?.phase === 'Running').length : 0;
  };
  const ready = () => {
    const found = client.get(deploymentKind, 'web', 'default');
    return found.ok ? (found.value.status?.readyReplicas ?? 0) : 0;
  };
  const wall = timeOf(() => {
    client.create(deploymentKind, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        replicas: count,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
      },
    });
    while (ready() < count && clock.now - applied < PATIENCE) clock.advance(250);
  });
  const name = `${count} replicas`;
  tell(`${name}: running`, running(), 'pods');
  tell(`${name}: apply to all running`, wall, 'ms');
  tell(`${name}: apply to all running, cluster time`, (clock.now - applied) / 1000, 's');
  tell(`${name}: apply to all running, events`, clock.executed - executed, 'events');
  tell(`${name}: heap`, (memory() - before) / 1e6, 'MB');
  tell(
    `${name}: a minute with nothing to do`,
    timeOf(() => clock.advance(60_000)),
    'ms',
  );
  const deleted = clock.now;
  const deletion = timeOf(() => {
    client.delete(deploymentKind, 'web', 'default', { propagationPolicy: 'Background' });
    while (clock.now - deleted < PATIENCE && !isEmpty(client)) clock.advance(1000);
  });
  tell(`${name}: delete to all gone`, deletion, 'ms');
}

function isEmpty(client: Client): boolean {
  const pods = client.list(podKind, { namespace: 'default' });
  return pods.ok && pods.value.items.length === 0;
}

/** Commands as a learner types them, each until the world has settled. */
function session(): void {
  const commands = [
    'kubectl create deployment web --image=nginx --replicas=3',
    'kubectl get pods -o wide',
    'kubectl expose deployment web --port=80',
    'kubectl get deployments,services',
    'kubectl describe deployment web',
    'kubectl scale deployment web --replicas=5',
    "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
    'kubectl set image deployment web nginx=nginx:1.27',
    'kubectl rollout status deployment web',
    'kubectl delete deployment web',
  ];
  const run = (count: number) => timeOf(() => runSession({ steps: commands.slice(0, count).map((cmd) => ({ cmd })) }));
  const empty = run(0);
  tell('session step', (run(commands.length) - empty) / commands.length, 'ms');
}

function proofs(): void {
  let proved = 0;
  const wall = timeOf(() => {
    proved = proveLessons('lessons', []).proofs.filter(({ problems }) => problems.length === 0).length;
  });
  tell('lessons proved', proved, 'lessons');
  tell('lessons proved per second', proved / (wall / 1000), '1/s', 100);
}

function timeOf(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

/** Bytes in use after a collection (`node --expose-gc`). */
function memory(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

/** `parts`: to which part of one the value is rounded. */
function tell(name: string, value: number, unit: string, parts = 10): void {
  process.stdout.write(`${JSON.stringify({ name, value: Math.round(value * parts) / parts, unit })}\n`);
}
