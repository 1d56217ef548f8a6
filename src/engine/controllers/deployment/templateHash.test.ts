import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { expect, it } from 'vitest';
import { templateHash } from './templateHash';

/** A template as it is stored, with the server's defaults. */
function hashOf(app: string, container: Partial<Container>, spec: Partial<PodSpec> = {}): string {
  const defaults = {
    name: 'c',
    image: 'nginx',
    imagePullPolicy: 'Always',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  };
  const template = {
    metadata: { creationTimestamp: null as unknown as string, labels: { app } },
    spec: {
      containers: [{ ...defaults, ...container }],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      ...spec,
    },
  };
  return templateHash(template, undefined);
}

const pinned = { image: 'nginx:1.25', imagePullPolicy: 'IfNotPresent' };

it('gives the hashes that a real cluster gives', () => {
  expect(hashOf('web', { ...pinned, name: 'nginx' })).toBe('7b84c5f95f');
  expect(hashOf('web', { ...pinned, name: 'nginx', image: 'nginx:1.26' })).toBe('569696d9f6');
  expect(hashOf('web', { name: 'nginx' })).toBe('65d846d465');
  expect(hashOf('api', { name: 'httpd', image: 'httpd' })).toBe('87dc689f5');
  expect(hashOf('rec', { ...pinned, name: 'app' })).toBe('5899f59bd8');
});

it('knows quantities, probes and affinities', () => {
  const limits = { cpu: '200m', memory: '256Mi' };
  expect(hashOf('cpu', { resources: { requests: { cpu: '900m' } } })).toBe('6c5469b5f5');
  expect(hashOf('web', { ...pinned, name: 'nginx', image: 'nginx:1.26', resources: { limits } })).toBe('6d9ff488d');
  const httpGet = { path: '/nope', port: 80, scheme: 'HTTP' };
  const probe = { httpGet, failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 };
  expect(hashOf('slow', { readinessProbe: probe })).toBe('5894d8cb79');
  const term = { labelSelector: { matchLabels: { app: 'anti' } }, topologyKey: 'kubernetes.io/hostname' };
  const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
  expect(hashOf('anti', {}, { affinity: { podAntiAffinity } })).toBe('9898fcbfb');
});

it('changes with everything in the template', () => {
  const plain = hashOf('web', {});
  expect(hashOf('web', { command: ['true'] })).not.toBe(plain);
  expect(hashOf('web', { lifecycle: { stopSignal: 'SIGUSR1' } as never })).not.toBe(hashOf('web', { lifecycle: {} }));
});
