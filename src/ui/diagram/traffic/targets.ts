/** Where visitors from outside can send requests: ingresses, load balancers, node ports. */
import type { Traffic } from '../../../engine/network/visitors';
import type { Ingress } from '../../../kinds/networking/ingress';
import type { Node } from '../../../kinds/node';
import { type ClusterObject, keyOf } from '../../../kinds/object';
import type { Service } from '../../../kinds/service';

type Objects = Readonly<Record<string, Readonly<Record<string, ClusterObject>>>>;

export interface Target {
  readonly id: string;
  readonly label: string;
  readonly address: Omit<Traffic, 'rate'>;
}

/** The ways in that are open, the most particular ones first. */
export function targetsOf(objects: Objects, isSystem: (namespace: string) => boolean): readonly Target[] {
  const all = <T>(resource: string) => Object.values(objects[resource] ?? {}) as unknown as readonly T[];
  const node = all<Node>('nodes').find(({ metadata }) => !isControlPlane(metadata.labels ?? {}));
  const own = all<Service>('services').filter(({ metadata }) => !isSystem(metadata.namespace ?? ''));
  return [
    ...all<Ingress>('ingresses.networking.k8s.io').flatMap(ofIngress),
    ...own.flatMap(ofBalancer),
    ...own.flatMap((service) => ofNodePort(service, addressOf(node))),
  ];
}

function isControlPlane(labels: Readonly<Record<string, string>>): boolean {
  return labels['node-role.kubernetes.io/control-plane'] !== undefined;
}

function ofIngress(ingress: Ingress): readonly Target[] {
  const host = ingress.status?.loadBalancer?.ingress?.[0]?.ip;
  if (host === undefined) return [];
  return (ingress.spec.rules ?? []).flatMap((rule) =>
    (rule.http?.paths ?? []).map(({ path = '/' }) => {
      const name = rule.host ?? host;
      return { id: `ingress ${name}${path}`, label: `${name}${path}`, address: { host, port: 80, path, name } };
    }),
  );
}

function ofBalancer(service: Service): readonly Target[] {
  const host = service.status?.loadBalancer?.ingress?.[0]?.ip;
  const port = service.spec.ports?.[0]?.port;
  if (host === undefined || port === undefined) return [];
  const shown = port === 80 ? host : `${host}:${port}`;
  const label = `${service.metadata.name} · ${shown}`;
  return [{ id: `balancer ${keyOf(service)}`, label, address: { host, port, path: '/' } }];
}

function ofNodePort(service: Service, host: string | undefined): readonly Target[] {
  const port = service.spec.ports?.[0]?.nodePort;
  if (service.spec.type !== 'NodePort' || port === undefined || host === undefined) return [];
  const label = `${service.metadata.name} · ${host}:${port}`;
  return [{ id: `node ${keyOf(service)}`, label, address: { host, port, path: '/' } }];
}

function addressOf(node: Node | undefined): string | undefined {
  return node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
}
