import { equal } from '../../base/equality';
import type { Random } from '../../base/random';
import { type EndpointSlice, endpointSliceKind } from '../../kinds/endpointSlice';
import { type Node, nodeKind } from '../../kinds/node';
import { keyOf } from '../../kinds/object';
import { type Service, serviceKind } from '../../kinds/service';
import type { Client } from '../client/client';
import { EventRecorder } from '../client/eventRecorder';
import { Informer } from '../client/informer';
import { WorkQueue } from '../client/workQueue';
import type { Clock, Timer } from '../clock';
import type { Trace } from '../trace';
import type { LoadBalancer, LoadBalancers } from './loadBalancers';

const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';
const EXCLUDED = 'node.kubernetes.io/exclude-from-external-load-balancers';
/** How long the cloud takes to make a load balancer and to take it away, in milliseconds: so much, and up to so much more. */
const MAKING = [2500, 2000] as const;
const REMOVING = [800, 700] as const;

export interface ServiceControllerOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly client: Client;
  readonly balancers: LoadBalancers;
}

/** Orders a load balancer for every service that asks for one, and follows the nodes that it sends to. */
export class ServiceController {
  readonly #options: ServiceControllerOptions;
  readonly #queue: WorkQueue;
  readonly #recorder: EventRecorder;
  readonly #services: Informer<Service>;
  readonly #nodes: Informer<Node>;
  readonly #slices: Informer<EndpointSlice>;
  /** Services whose load balancer is being made or taken away just now. */
  readonly #busy = new Map<string, Timer>();

  constructor(options: ServiceControllerOptions) {
    this.#options = options;
    const { clock, client } = options;
    this.#recorder = new EventRecorder(client, { name: 'service-controller' }, clock);
    this.#queue = new WorkQueue(clock, { name: 'service', process: (key) => this.#reconcile(key) });
    const enqueueAll = () => {
      for (const service of this.#services.list()) if (service.spec.type === 'LoadBalancer') this.#enqueue(service);
    };
    this.#services = new Informer(client, serviceKind, { clock }).handle({
      onAdd: (service) => this.#enqueue(service),
      onUpdate: (old, service) => this.#changed(old, service),
      onDelete: (service) => this.#enqueue(service),
    });
    this.#nodes = new Informer(client, nodeKind, { clock }).handle({
      onAdd: enqueueAll,
      onUpdate: (old, node) => {
        if (old.metadata.labels?.[EXCLUDED] !== node.metadata.labels?.[EXCLUDED]) enqueueAll();
      },
      onDelete: enqueueAll,
    });
    this.#slices = new Informer(client, endpointSliceKind, { clock }).handle({
      onUpdate: (_old, slice) => this.#localEndpointsChanged(slice),
    });
    for (const informer of [this.#nodes, this.#slices, this.#services]) informer.start();
  }

  stop(): void {
    for (const informer of [this.#nodes, this.#slices, this.#services]) informer.stop();
    this.#queue.stop();
    for (const timer of this.#busy.values()) timer.cancel();
  }

  #enqueue(service: Service): void {
    this.#queue.add(keyOf(service));
  }

  #changed(old: Service, service: Service): void {
    const types = [old.spec.type ?? 'ClusterIP', service.spec.type ?? 'ClusterIP'];
    if (types[0] !== types[1] && types.includes('LoadBalancer')) {
      this.#recorder.event(service, 'Normal', 'Type', `${types[0]} -> ${types[1]}`);
    }
    this.#enqueue(service);
  }

  /** With externalTrafficPolicy Local only nodes with a pod of the service pass the load balancer's health checks. */
  #localEndpointsChanged(slice: EndpointSlice): void {
    const key = `${slice.metadata.namespace}/${slice.metadata.labels?.['kubernetes.io/service-name']}`;
    if (this.#services.get(key)?.spec.externalTrafficPolicy === 'Local') this.#queue.add(key);
  }

  #reconcile(key: string): 'done' | 'retry' {
    if (this.#busy.has(key)) return 'done';
    const service = this.#services.get(key);
    if (service === undefined) return 'done';
    if (wantsBalancer(service)) return this.#ensure(key, service);
    if (!hasFinalizer(service)) return 'done';
    return this.#release(key, service);
  }

  #ensure(key: string, service: Service): 'done' | 'retry' {
    const balancer = this.#options.balancers.of(service.metadata.uid ?? '');
    const wanted = this.#wanted(service);
    if (balancer !== undefined && hasFinalizer(service) && equal(balancer, { ...wanted, address: balancer.address })) {
      return this.#publish(service, balancer) ? 'done' : 'retry';
    }
    if (balancer !== undefined && hasFinalizer(service) && equal(balancer.ports, wanted.ports)) {
      this.#options.balancers.put(wanted, service.spec.loadBalancerIP);
      if (service.spec.externalTrafficPolicy !== 'Local') {
        const message = 'Updated load balancer with new hosts';
        this.#recorder.event(service, 'Normal', 'UpdatedLoadBalancer', message);
      }
      return 'done';
    }
    this.#recorder.event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
    const finalizers = [...(service.metadata.finalizers ?? []), FINALIZER];
    if (!hasFinalizer(service) && !this.#patchFinalizers(service, finalizers)) return 'retry';
    this.#work(key, service, 'create-load-balancer', MAKING, (current) => {
      const made = this.#options.balancers.put(this.#wanted(current), current.spec.loadBalancerIP);
      this.#recorder.event(current, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
      this.#publish(current, made);
    });
    return 'done';
  }

  #release(key: string, service: Service): 'done' | 'retry' {
    const uid = service.metadata.uid ?? '';
    if (this.#options.balancers.of(uid) === undefined) return this.#letGo(service) ? 'done' : 'retry';
    this.#recorder.event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer');
    this.#work(key, service, 'delete-load-balancer', REMOVING, (current) => {
      this.#options.balancers.remove(uid);
      this.#letGo(current);
    });
    return 'done';
  }

  /** Takes the finalizer off, so that a deleted service can go, and the address out of the status. */
  #letGo(service: Service): boolean {
    if (!this.#patchStatus(service, {})) return false;
    const finalizers = (service.metadata.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
    if (!this.#patchFinalizers(service, finalizers)) return false;
    this.#recorder.event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer');
    return true;
  }

  /** The cloud works for a while; then `finish` is called with the service as it is by then, if it is still there. */
  #work(
    key: string,
    service: Service,
    action: string,
    [least, more]: readonly [number, number],
    finish: (service: Service) => void,
  ): void {
    const { clock, trace, random } = this.#options;
    const duration = least + random.integer(more);
    const { namespace = '', name } = service.metadata;
    const object = { resource: 'services', namespace, name };
    const cause = trace.record({ kind: 'act', actor: 'cloud', action, object, until: clock.now + duration });
    clock.withCause(cause, () => {
      const timer = clock.after(duration, () => {
        this.#busy.delete(key);
        const current = this.#services.get(key);
        if (current !== undefined && current.metadata.uid === service.metadata.uid) finish(current);
        this.#queue.add(key);
      });
      this.#busy.set(key, timer);
    });
  }

  #wanted(service: Service): Omit<LoadBalancer, 'address'> {
    const { namespace = '', name, uid = '' } = service.metadata;
    const ports = (service.spec.ports ?? []).map(({ port, protocol = 'TCP', nodePort = 0 }) => ({
      port,
      protocol,
      nodePort,
    }));
    return { service: { namespace, name, uid }, ports, nodes: this.#nodesFor(service) };
  }

  #nodesFor(service: Service): string[] {
    const nodes = this.#nodes.list().filter((node) => node.metadata.labels?.[EXCLUDED] === undefined);
    const names = nodes.map((node) => node.metadata.name).sort();
    if (service.spec.externalTrafficPolicy !== 'Local') return names;
    const local = new Set(
      this.#slices
        .list()
        .filter(
          ({ metadata }) =>
            metadata.namespace === service.metadata.namespace &&
            metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name,
        )
        .flatMap((slice) => slice.endpoints.filter(({ conditions }) => conditions?.ready !== false))
        .flatMap(({ nodeName }) => nodeName ?? []),
    );
    return names.filter((name) => local.has(name));
  }

  #publish(service: Service, balancer: LoadBalancer): boolean {
    return this.#patchStatus(service, { ingress: [{ ip: balancer.address, ipMode: 'VIP' }] });
  }

  #patchStatus(service: Service, loadBalancer: { readonly ingress?: readonly unknown[] }): boolean {
    if (equal(service.status?.loadBalancer ?? {}, loadBalancer)) return true;
    const { name, namespace } = service.metadata;
    const patch = { status: { loadBalancer: { ingress: loadBalancer.ingress ?? null } } };
    const options = { type: 'merge', subresource: 'status' } as const;
    const patched = this.#options.client.patch(serviceKind, name, namespace, patch, options);
    return patched.ok || patched.error.reason === 'NotFound';
  }

  #patchFinalizers(service: Service, finalizers: readonly string[]): boolean {
    const { name, namespace } = service.metadata;
    const patch = { metadata: { finalizers } };
    const patched = this.#options.client.patch(serviceKind, name, namespace, patch, { type: 'merge' });
    return patched.ok || patched.error.reason === 'NotFound';
  }
}

function wantsBalancer(service: Service): boolean {
  const { type, loadBalancerClass } = service.spec;
  return type === 'LoadBalancer' && loadBalancerClass === undefined && service.metadata.deletionTimestamp === undefined;
}

function hasFinalizer(service: Service): boolean {
  return (service.metadata.finalizers ?? []).includes(FINALIZER);
}
