/** The priority levels and flow schemas that every API server has. They are kept and looked at; nothing acts on them. */
import type { PolicyRulesWithSubjects, Subject } from 'kubernetes-types/flowcontrol/v1';
import { Random } from '../../../base/random';
import { type FlowSchema, flowSchemaKind } from '../../../kinds/flow/flowSchema';
import {
  type PriorityLevelConfiguration,
  priorityLevelConfigurationKind,
} from '../../../kinds/flow/priorityLevelConfiguration';
import type { Client } from '../../client/client';

const apiVersion = 'flowcontrol.apiserver.k8s.io/v1';
const annotations = { 'apf.kubernetes.io/autoupdate-spec': 'true' };
const CONTROLLER_MANAGER = 'system:kube-controller-manager';
const SCHEDULER = 'system:kube-scheduler';
const EVERYBODY = ['system:unauthenticated', 'system:authenticated'];
const all = ['*'];
const writes = ['get', 'create', 'update'];

type Spec = PriorityLevelConfiguration['spec'];
type Queuing = readonly [queues: number, handSize: number, queueLengthLimit: number];

const levels: Readonly<Record<string, Spec>> = {
  exempt: { type: 'Exempt', exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } },
  'catch-all': limited(5, 0),
  'global-default': limited(20, 50, [128, 6, 50]),
  'leader-election': limited(10, 0, [16, 4, 50]),
  'node-high': limited(40, 25, [64, 6, 50]),
  system: limited(30, 33, [64, 6, 50]),
  'workload-high': limited(40, 50, [128, 6, 50]),
  'workload-low': limited(100, 90, [128, 6, 50]),
};

function limited(nominalConcurrencyShares: number, lendablePercent: number, queuing?: Queuing): Spec {
  const [queues = 0, handSize = 0, queueLengthLimit = 0] = queuing ?? [];
  return {
    type: 'Limited',
    limited: {
      nominalConcurrencyShares,
      lendablePercent,
      limitResponse:
        queuing === undefined ? { type: 'Reject' } : { type: 'Queue', queuing: { queues, handSize, queueLengthLimit } },
    },
  };
}

const everything = {
  resourceRules: [{ verbs: all, apiGroups: all, resources: all, clusterScope: true, namespaces: all }],
  nonResourceRules: [{ verbs: all, nonResourceURLs: all }],
};
const groups = (...names: string[]): Subject[] => names.map((name) => ({ kind: 'Group', group: { name } }));
const users = (...names: string[]): Subject[] => names.map((name) => ({ kind: 'User', user: { name } }));
const accounts = (...names: string[]): Subject[] =>
  names.map((name) => ({ kind: 'ServiceAccount', serviceAccount: { name, namespace: 'kube-system' } }));
const written = (group: string, resource: string) => ({
  resourceRules: [{ verbs: writes, apiGroups: [group], resources: [resource], namespaces: all }],
});
const leases = written('coordination.k8s.io', 'leases');

/** Name, level, precedence, what makes a flow, whose requests and which. */
const schemas: readonly (readonly [
  string,
  string,
  number,
  string,
  Subject[],
  Omit<PolicyRulesWithSubjects, 'subjects'>,
])[] = [
  ['exempt', 'exempt', 1, '', groups('system:masters'), everything],
  [
    'probes',
    'exempt',
    2,
    '',
    groups(...EVERYBODY),
    { nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez'] }] },
  ],
  [
    'system-leader-election',
    'leader-election',
    100,
    'ByUser',
    [...users(CONTROLLER_MANAGER, SCHEDULER), ...accounts('*')],
    leases,
  ],
  [
    'endpoint-controller',
    'workload-high',
    150,
    'ByUser',
    [...users(CONTROLLER_MANAGER), ...accounts('endpoint-controller', 'endpointslicemirroring-controller')],
    written('', 'endpoints'),
  ],
  ['workload-leader-election', 'leader-election', 200, 'ByUser', accounts('*'), leases],
  [
    'system-node-high',
    'node-high',
    400,
    'ByUser',
    groups('system:nodes'),
    {
      resourceRules: [
        { verbs: all, apiGroups: [''], resources: ['nodes', 'nodes/status'], clusterScope: true, namespaces: all },
        { verbs: all, apiGroups: ['coordination.k8s.io'], resources: ['leases'], namespaces: all },
      ],
    },
  ],
  ['system-nodes', 'system', 500, 'ByUser', groups('system:nodes'), everything],
  ['kube-controller-manager', 'workload-high', 800, 'ByNamespace', users(CONTROLLER_MANAGER), everything],
  ['kube-scheduler', 'workload-high', 800, 'ByNamespace', users(SCHEDULER), everything],
  ['kube-system-service-accounts', 'workload-high', 900, 'ByNamespace', accounts('*'), everything],
  ['service-accounts', 'workload-low', 9000, 'ByUser', groups('system:serviceaccounts'), everything],
  ['global-default', 'global-default', 9900, 'ByUser', groups(...EVERYBODY), everything],
  ['catch-all', 'catch-all', 10_000, 'ByUser', groups(...EVERYBODY), everything],
];

/** Draws from its own chance, so that the rest of the world's is the same with these objects as without. */
export function createFlowControl(client: Client): void {
  const random = new Random('flow control');
  for (const [name, spec] of Object.entries(levels)) {
    const level: PriorityLevelConfiguration = {
      kind: 'PriorityLevelConfiguration',
      apiVersion,
      metadata: { name, annotations, uid: random.uuid() },
      spec,
    };
    client.create(priorityLevelConfigurationKind, level);
  }
  for (const [name, level, matchingPrecedence, method, subjects, rules] of schemas) {
    const schema: FlowSchema = {
      kind: 'FlowSchema',
      apiVersion,
      metadata: { name, annotations, uid: random.uuid() },
      spec: {
        priorityLevelConfiguration: { name: level },
        matchingPrecedence,
        ...(method === '' ? {} : { distinguisherMethod: { type: method } }),
        rules: [{ subjects, ...rules }],
      },
    };
    client.create(flowSchemaKind, schema);
  }
}
