/** kubectl expose: a service in front of what an object selects. */
import type { Container } from 'kubernetes-types/core/v1';
import type { Routine } from '../../../engine/processes/routine';
import type { ClusterAccess } from '../client/access';
import { recordFlag } from '../client/changeCause';
import { findResource } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { fetchItems, type Item, type Items } from '../client/items';
import { withOverrides } from '../client/overrides';
import { selectorOf } from '../client/pods';
import { resolveTargets, type Target } from '../client/resourceBuilder';
import { changePrinter, createObject, dryRunOf, fieldManagerFlag } from '../client/writing';
import { CommandError, gathered } from '../errors';
import { dryRunFlag, filenameFlags, printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

export const expose: Verb = {
  name: 'expose',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  long: `Make a service in front of the pods of a workload, of one pod, or of another service.

 Selector and ports are taken from the object unless flags say otherwise.`,
  examples: `
# A replication controller, reachable from outside
kubectl expose rc kubia --type=LoadBalancer --name=kubia-http
# A pod, under another port
kubectl expose pod web --port=80 --target-port=8080`,
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  complete: 'resources',
  flags: [
    { name: 'cluster-ip', type: 'string', usage: 'The address inside the cluster; None for a headless service.' },
    dryRunFlag,
    { name: 'external-ip', type: 'string', usage: 'An address outside that the nodes take traffic for.' },
    fieldManagerFlag('kubectl-expose'),
    ...filenameFlags,
    { name: 'labels', shorthand: 'l', type: 'string', usage: 'Labels of the service; else those of the object.' },
    { name: 'load-balancer-ip', type: 'string', usage: 'The address to ask the load balancer for.' },
    { name: 'name', type: 'string', usage: 'The name of the service; else that of the object.' },
    {
      name: 'override-type',
      type: 'string',
      default: 'merge',
      usage: 'How --overrides is applied: merge, strategic or json.',
    },
    { name: 'overrides', type: 'string', usage: 'JSON that is merged into the service.' },
    { name: 'port', type: 'string', usage: 'The port of the service; else the ports of the object.' },
    ...printFlags,
    { name: 'protocol', type: 'string', usage: 'TCP, UDP or SCTP; TCP when absent.' },
    { name: 'save-config', type: 'bool', usage: 'Keep the configuration in an annotation, for kubectl apply.' },
    { name: 'selector', type: 'string', usage: 'The labels that pods must have; else those that the object selects.' },
    { name: 'session-affinity', type: 'string', usage: 'None or ClientIP.' },
    { name: 'target-port', type: 'string', usage: 'The port of the pods, a number or a name.' },
    {
      name: 'type',
      type: 'string',
      usage: 'ClusterIP, NodePort, LoadBalancer or ExternalName.',
      complete: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    },
    recordFlag,
  ],
  *run(invocation) {
    const { args, flags, access } = invocation;
    const dryRun = dryRunOf(invocation);
    const print = changePrinter(invocation, dryRun, true);
    const resolved = yield* resolveTargets(invocation, {
      args,
      filenames: flags.strings('filename'),
      recursive: flags.bool('recursive'),
    });
    const { items, errors } = yield* itemsOf(access, resolved.targets);
    const problem = gathered([...(resolved.error === undefined ? [] : [resolved.error]), ...errors]);
    if (problem !== undefined && items.length === 0) throw problem;
    const services = findResource(yield* access.discovery(), 'services');
    for (const item of items) {
      const service = makeService(invocation, item);
      const made = yield* createObject(invocation, services, item.namespace || access.namespace, service, dryRun, true);
      if (!made.ok) throw made.error;
      print(services, made.value, 'exposed');
    }
    if (problem !== undefined) throw problem;
    return 0;
  },
};

/** What files describe is taken as it stands there; the rest is fetched. */
function* itemsOf(access: ClusterAccess, targets: readonly Target[]): Routine<Items> {
  const items: Item[] = [];
  const errors: CommandError[] = [];
  for (const target of targets) {
    const object = target.form === 'name' ? target.object : undefined;
    if (target.form === 'name' && object !== undefined) items.push({ ...target, object });
    else {
      const found = yield* fetchItems(access, [target]);
      items.push(...found.items);
      errors.push(...found.errors);
    }
  }
  return { items, errors };
}

const EXPOSABLE: ReadonlySet<string> = new Set(['Pod', 'ReplicationController', 'Service', 'Deployment', 'ReplicaSet']);

interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  readonly targetPort: number | string;
}

function makeService(invocation: Invocation, item: Item): PlainObject {
  const { flags } = invocation;
  const { kind } = item.resource;
  if (!EXPOSABLE.has(kind)) {
    const group = item.resource.group === '' ? kind : `${kind}.${item.resource.group}`;
    throw new CommandError(`cannot expose a ${group}`);
  }
  // the real client cuts names that a service can't have
  const name = flags.string('name') || item.name.slice(0, 63);
  const type = flags.string('type');
  const service: PlainObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      creationTimestamp: null,
      ...(labelsFor(invocation, item) === undefined
        ? {}
        : { labels: labelsFor(invocation, item) as Record<string, string> }),
      name,
    },
    spec: {
      ...(flags.string('cluster-ip') === '' ? {} : { clusterIP: flags.string('cluster-ip') }),
      ...(flags.string('external-ip') === '' ? {} : { externalIPs: [flags.string('external-ip')] }),
      ...(flags.string('load-balancer-ip') === '' ? {} : { loadBalancerIP: flags.string('load-balancer-ip') }),
      ports: portsFor(invocation, item),
      selector: selectorFor(invocation, item),
      ...(affinity(flags.string('session-affinity')) ?? {}),
      ...(type === '' ? {} : { type }),
    },
    status: { loadBalancer: {} },
  };
  return withOverrides(flags, 'core/v1.Service', service);
}

function affinity(value: string): { sessionAffinity: string } | undefined {
  if (value === '') return undefined;
  if (value !== 'None' && value !== 'ClientIP') throw new CommandError(`unknown session affinity: ${value}`);
  return { sessionAffinity: value };
}

function labelsFor({ flags }: Invocation, item: Item): Readonly<Record<string, string>> | undefined {
  if (flags.string('labels') !== '') return readPairs(flags.string('labels'));
  return item.object.metadata?.labels;
}

function selectorFor({ flags }: Invocation, item: Item): Readonly<Record<string, string>> {
  if (flags.string('selector') !== '') return readPairs(flags.string('selector'));
  if (item.resource.kind === 'Pod') {
    const labels = item.object.metadata?.labels ?? {};
    if (Object.keys(labels).length === 0)
      throw new CommandError(
        "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      );
    return labels;
  }
  const text = selectorOf(item);
  if (text === undefined || text === '') {
    throw new CommandError(
      `couldn't retrieve selectors via --selector flag or introspection: invalid deployment: no selectors, therefore cannot be exposed`,
    );
  }
  if (/[()!]/.test(text))
    throw new CommandError(
      `couldn't retrieve selectors via --selector flag or introspection: couldn't convert expressions - "${expressionsOf(item)}" to map-based selector format`,
    );
  return readPairs(text);
}

function portsFor({ flags }: Invocation, item: Item): readonly ServicePort[] {
  const given = flags.string('port');
  const target = flags.string('target-port');
  const protocol = flags.string('protocol');
  const found =
    given === ''
      ? portsOf(item)
      : given.split(',').map((port) => ({ port: Number(port), protocol: protocolOf(item, Number(port)) }));
  if (found.length === 0) throw new CommandError("couldn't find port via --port flag or introspection");
  return found.map(({ port, protocol: own }, at) => {
    if (!Number.isInteger(port))
      throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(given.split(',')[at])}: invalid syntax`);
    return {
      ...(found.length > 1 ? { name: `port-${at + 1}` } : {}),
      port,
      protocol: protocol || own || 'TCP',
      targetPort: target === '' ? port : /^\d+$/.test(target) ? Number(target) : target,
    };
  });
}

/** As Go prints a list of LabelSelectorRequirements. */
function expressionsOf({ object }: Item): string {
  const { selector } = object['spec'] as {
    selector?: { matchExpressions?: { key: string; operator: string; values?: string[] }[] };
  };
  const expressions = (selector?.matchExpressions ?? []).map(
    ({ key, operator, values = [] }) => `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`,
  );
  return `[${expressions.join(' ')}]`;
}

interface Found {
  readonly port: number;
  readonly protocol: string;
}

/** The ports that the containers of the object name, or those of a service. */
function portsOf(item: Item): readonly Found[] {
  const spec = item.object['spec'] as {
    ports?: { port: number; protocol?: string }[];
    containers?: Container[];
    template?: { spec?: { containers?: Container[] } };
  };
  if (item.resource.kind === 'Service')
    return (spec.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  const containers = spec.containers ?? spec.template?.spec?.containers ?? [];
  return containers.flatMap(({ ports = [] }) =>
    ports.map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  );
}

function protocolOf(item: Item, port: number): string {
  return portsOf(item).find((one) => one.port === port)?.protocol ?? '';
}

function readPairs(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const part of text.split(',')) {
    const [key = '', value, ...more] = part.split('=');
    if (value === undefined || more.length > 0) throw new CommandError(`unexpected label spec: ${part}`);
    labels[key] = value;
  }
  return labels;
}
