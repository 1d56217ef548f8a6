import type { ComponentStatus } from '../../../kinds/extensions/componentStatus';
import * as statusError from '../statusError';
import type { Resource } from './resource';

/** Parts with a health port, and those ports. */
const PARTS = [
  { name: 'controller-manager', port: 10_257 },
  { name: 'scheduler', port: 10_259 },
] as const;

export type ControlPlanePart = (typeof PARTS)[number]['name'];

/** `answers` tells whether a part's health port answers, as the real server finds out by calling it. */
export function componentStatusResource(answers: (part: ControlPlanePart) => boolean): Resource {
  return {
    name: 'componentstatuses',
    observed: {
      list: () => [
        component('etcd-0', undefined),
        ...PARTS.map(({ name, port }) => component(name, answers(name) ? undefined : refusal(port))),
      ],
      notFound: (_namespace, name) => statusError.notFound({ group: '', plural: 'componentstatuses' }, name),
    },
  };
}

function refusal(port: number): string {
  return `Get "https://127.0.0.1:${port}/healthz": dial tcp 127.0.0.1:${port}: connect: connection refused`;
}

function component(name: string, error: string | undefined): ComponentStatus {
  const condition =
    error === undefined
      ? { type: 'Healthy', status: 'True', message: 'ok' }
      : { type: 'Healthy', status: 'False', message: error };
  return {
    kind: 'ComponentStatus',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null } as never,
    conditions: [condition],
  };
}
