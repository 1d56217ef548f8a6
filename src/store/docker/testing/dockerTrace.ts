import type { TraceEntry } from '../../playgroundState';
import { idOf } from './dockerParts';

const BUILD_STEPS = [
  '',
  '[1/3] FROM node:7',
  '[2/3] ADD app.js /app.js',
  '[2/3] ADD app.js /app.js',
  '[3/3] RUN npm install',
];

/** What the laptop did lately: a build, a push that is on, a request to a published port. */
export function dockerTrace(now: number): TraceEntry[] {
  const container = { resource: 'containers.docker', namespace: '', name: 'kubia-container' };
  return [
    { kind: 'input', actor: 'laptop', text: 'docker build -t kubia .', sequence: 1, time: now - 60_000, cause: 0 },
    {
      kind: 'act',
      actor: 'docker',
      action: 'docker-request',
      detail: { call: 'POST /build' },
      sequence: 2,
      time: now - 59_990,
      cause: 1,
    },
    {
      kind: 'input',
      actor: 'laptop',
      text: 'docker run --name kubia-container -p 8080:8080 -d kubia',
      sequence: 3,
      time: now - 40_000,
      cause: 0,
    },
    {
      kind: 'act',
      actor: 'docker',
      action: 'docker-request',
      detail: { call: 'POST /containers/create' },
      sequence: 4,
      time: now - 39_990,
      cause: 3,
    },
    {
      kind: 'act',
      actor: 'docker',
      action: 'create-container',
      object: container,
      detail: { container: 'kubia-container', image: 'kubia' },
      sequence: 5,
      time: now - 39_900,
      cause: 4,
    },
    {
      kind: 'act',
      actor: 'docker',
      action: 'start-container',
      object: container,
      detail: { container: 'kubia-container' },
      sequence: 6,
      time: now - 39_700,
      cause: 5,
    },
    { kind: 'input', actor: 'laptop', text: 'docker build -t kubia:v2 .', sequence: 7, time: now - 4_000, cause: 0 },
    ...['build-image', 'build-step-cached', 'build-step', 'build-step-done', 'build-step'].map(
      (action, at): TraceEntry => ({
        kind: 'act',
        actor: 'docker',
        action,
        detail: { image: 'kubia:v2', step: BUILD_STEPS[at] ?? '' },
        sequence: 8 + at,
        time: now - 3_900 + 200 * at,
        cause: 7,
      }),
    ),
    { kind: 'input', actor: 'laptop', text: 'docker push learner/kubia', sequence: 20, time: now - 2_000, cause: 0 },
    {
      kind: 'act',
      actor: 'docker',
      action: 'push-image',
      detail: { image: 'docker.io/learner/kubia', layers: 9, missing: 4, bytes: 90e6, from: 'laptop', to: 'docker.io' },
      sequence: 21,
      time: now - 1_900,
      cause: 20,
    },
    ...[320, 42, 5].map(
      (size, at): TraceEntry => ({
        kind: 'act',
        actor: 'docker',
        action: 'push-layer',
        detail: { layer: `sha256:${idOf(`push ${at}`)}`, bytes: size * 1e6, from: 'laptop', to: 'docker.io' },
        sequence: 22 + at,
        time: now - 1_800,
        cause: 21,
        until: now - 600 + 900 * (2 - at),
      }),
    ),
  ];
}
