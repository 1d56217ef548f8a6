/** What stands in the picture and where. Made from the cluster's objects alone; equal objects give an equal scene. */
import type { EndpointSlice } from '../../../kinds/endpointSlice';
import type { Node } from '../../../kinds/node';
import type { ClusterObject } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import type { Service } from '../../../kinds/service';
import type { DockerImage, DockerView } from '../../../store/docker/dockerView';
import type { NodeImages } from '../../../store/docker/nodeImages';
import { plainName } from '../../parts/imagesEverywhere';
import { stripFrame, tallFrame } from '../docker/dockerFrame';
import { buildDockerScene, type DockerScene } from '../docker/dockerScene';
import type { Rect } from './geometry';
import { frameFor, type Shape } from './layout';
import { placeNodes, placePending } from './placeNodes';
import { placeOutside } from './placeOutside';
import { placeShelf, type Shelf } from './placeShelf';
import type { Slots } from './slots';
import { placeWorkloads } from './workloads';

export type Objects = Readonly<Record<string, Readonly<Record<string, ClusterObject>>>>;

export interface PodItem {
  readonly key: string;
  readonly pod: Pod;
  readonly rect: Rect;
}

/** cards: name and state in words; chips: a mark and the end of the name; dots: a mark each. */
export type Density = 'cards' | 'chips' | 'dots';

export interface NodeBox {
  readonly name: string;
  readonly node: Node;
  readonly rect: Rect;
  readonly column: number;
  readonly row: number;
  readonly pods: readonly PodItem[];
  /** Pods of the system that are not shown. */
  readonly hidden: number;
  /** The layers that it has; undefined where nothing is known of them. */
  readonly shelf: Shelf | undefined;
}

export interface ServiceItem {
  readonly key: string;
  readonly service: Service;
  readonly rect: Rect;
  /** Pods that it sends traffic to: `namespace/name`. */
  readonly endpoints: readonly string[];
}

export interface BalancerItem {
  readonly key: string;
  readonly address: string;
  readonly rect: Rect;
}

/** An object that keeps pods: a ReplicationController, a ReplicaSet, a Deployment. */
export interface WorkloadItem {
  /** Its resource and its key: names are not unique among kinds. */
  readonly key: string;
  readonly resource: string;
  /** The short form of its kind, as kubectl has it. */
  readonly short: string;
  readonly object: ClusterObject;
  readonly rect: Rect;
}

export interface Scene {
  readonly shape: Shape;
  /** False where the laptop stands alone: then there is no control plane, and its places are nowhere. */
  readonly cluster: boolean;
  /** The laptop's Docker host, while it is shown. */
  readonly docker: DockerScene | undefined;
  readonly density: Density;
  readonly laptop: Rect;
  readonly controlPlane: Rect;
  readonly outside: Rect;
  readonly band: Rect;
  /** The line that leads to the nodes: its height in a wide picture, its distance from the left in a tall one. */
  readonly bus: number;
  /** Parts with a place of their own, by the trace's name for them. */
  readonly parts: Readonly<Record<string, Rect>>;
  readonly nodes: readonly NodeBox[];
  readonly workloads: readonly WorkloadItem[];
  /** How many more there are than are drawn. */
  readonly moreWorkloads: number;
  readonly pending: readonly PodItem[];
  readonly morePending: number;
  readonly services: readonly ServiceItem[];
  readonly balancers: readonly BalancerItem[];
  readonly bounds: Rect;
}

export interface SceneOptions {
  /** Whether the cluster's own parts and add-ons are shown. */
  readonly system: boolean;
  /** Whether a cloud stands beside the control plane. */
  readonly cloud: boolean;
  readonly shape: Shape;
  /** Whether boxes are narrower, for a window that is rather square. */
  readonly snug: boolean;
  /** The laptop's Docker host; undefined where it has none. */
  readonly docker?: DockerView | undefined;
  /** What the nodes have of images, where that is known. */
  readonly nodeImages?: readonly NodeImages[];
  /** Whether all of it is shown, or only its client. */
  readonly unfolded?: boolean;
}

/** Namespaces of the cluster's own: what stands there was not made by the learner. */
const INGRESS = 'ingress-nginx';
const SYSTEM: ReadonlySet<string> = new Set(['kube-system', 'kube-flannel', INGRESS]);

/** Whether a namespace is the cluster's own. */
export function isSystem(namespace: string): boolean {
  return SYSTEM.has(namespace);
}

/** Builds the scene; `slots` remembers who stands where. */
export function buildScene(objects: Objects, options: SceneOptions, slots: Slots): Scene {
  // who passes requests on is part of the picture as soon as there is something to pass on
  const ingresses = Object.keys(objects['ingresses.networking.k8s.io'] ?? {}).length > 0;
  const isHidden = (namespace = '') => SYSTEM.has(namespace) && !(ingresses && namespace === INGRESS);
  const shown = (object: ClusterObject) => options.system || !isHidden(object.metadata.namespace);
  const all = Object.values(objects['pods'] ?? {}) as Pod[];
  const pods = all.filter(shown).sort(byAge);
  const machines = (Object.values(objects['nodes'] ?? {}) as Node[]).sort(byName);
  const services = (Object.values(objects['services'] ?? {}) as Service[])
    .filter((service) => shown(service) && !isApiService(service))
    .sort(byAge);
  const workers = machines.filter((node) => options.system || !isDedicatedControlPlane(node));
  const { shape, cloud, snug, docker: view } = options;
  const frame = frameFor({ shape, nodes: workers.length, cloud, snug, docker: view !== undefined });
  const outside = placeOutside(services, slots, frame);
  const wide = frame.shape === 'wide';
  const from = wide ? frame.nodes.y : outside.bottom + 14;
  const { nodeImages = [] } = options;
  const placed = placeNodes(workers, podsByNode(pods), slots, frame, from, nodeImages.length > 0);
  const workloads = placeWorkloads(objects, shown, slots, frame);
  const pending = placePending(
    pods.filter((pod) => !pod.spec.nodeName),
    slots,
    frame,
  );
  const bottom = Math.max(placed.bottom, outside.bottom);
  const end = bottom + (wide ? 26 : 14);
  const unfolded = options.unfolded === true ? view : undefined;
  const below = wide ? stripFrame(frame.width, end - 4) : tallFrame(end, false);
  const docker = unfolded && buildDockerScene(unfolded, below, slots);
  return {
    shape: frame.shape,
    cluster: true,
    docker,
    density: placed.density,
    laptop: frame.laptop,
    controlPlane: frame.controlPlane,
    band: frame.band,
    bus: frame.bus,
    nodes: placed.boxes.map((box) => {
      const has = nodeImages.find(({ node }) => node === box.name);
      const mine = all.filter((pod) => pod.spec.nodeName === box.name);
      const wanted = options.system ? () => true : isOfSome(mine.filter(shown));
      const shelf = has && placeShelf(has, wanted, slots, box.rect);
      return { ...box, hidden: mine.filter((pod) => !shown(pod)).length, shelf };
    }),
    workloads: workloads.items,
    moreWorkloads: workloads.more,
    pending: pending.items,
    morePending: pending.more,
    parts: { ...frame.parts, ...placed.parts, ...outside.parts, ...docker?.parts },
    outside: { ...frame.outside, height: (wide ? bottom : outside.bottom) - frame.outside.y },
    services: outside.services.map((item) => ({ ...item, endpoints: endpointsOf(item.service, objects) })),
    balancers: outside.balancers,
    bounds: { x: 0, y: 0, width: frame.width, height: docker === undefined ? end : docker.bottom + 14 },
  };
}

/** A node that only runs the control plane is drawn as the control plane itself. */
function isDedicatedControlPlane(node: Node): boolean {
  const role = 'node-role.kubernetes.io/control-plane';
  return node.metadata.labels?.[role] !== undefined && node.spec.taints?.some(({ key }) => key === role) === true;
}

function isApiService(service: Service): boolean {
  return service.metadata.namespace === 'default' && service.metadata.name === 'kubernetes';
}

/** Whether an image is one that pods (those that are shown) were made from, or that none of the system's has brought along. */
function isOfSome(pods: readonly Pod[]): (image: DockerImage) => boolean {
  const used = new Set(pods.flatMap(({ spec }) => [...spec.containers, ...(spec.initContainers ?? [])].map(imageOf)));
  return ({ tags }) => tags.some((tag) => used.has(plainName(tag))) || !tags.some((tag) => SYSTEM_IMAGE.test(tag));
}

function imageOf({ image = '' }: { readonly image?: string }): string {
  return plainName(image);
}

/** Where the images of the cluster's own parts come from. */
const SYSTEM_IMAGE =
  /^(?:registry\.k8s\.io|ghcr\.io\/flannel-io|docker\.io\/kubernetesui|kubernetesui|gcr\.io\/k8s-minikube)\//;

function podsByNode(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = pod.spec.nodeName;
    if (!node) continue;
    const list = byNode.get(node);
    if (list === undefined) byNode.set(node, [pod]);
    else list.push(pod);
  }
  return byNode;
}

function endpointsOf(service: Service, objects: Objects): readonly string[] {
  const { name, namespace } = service.metadata;
  const pods = new Set<string>();
  for (const object of Object.values(objects['endpointslices.discovery.k8s.io'] ?? {})) {
    const slice = object as EndpointSlice;
    if (slice.metadata.namespace !== namespace || slice.metadata.labels?.['kubernetes.io/service-name'] !== name)
      continue;
    for (const { conditions, targetRef } of slice.endpoints ?? []) {
      if (conditions?.ready === true && targetRef?.kind === 'Pod') pods.add(`${namespace}/${targetRef.name}`);
    }
  }
  return [...pods].sort();
}

/** One collator for all: making one for each comparison costs more than all else in the scene. */
const names = new Intl.Collator('en', { numeric: true });

function byName(a: ClusterObject, b: ClusterObject): number {
  return names.compare(a.metadata.name, b.metadata.name);
}

function byAge(a: ClusterObject, b: ClusterObject): number {
  return (
    inOrder(String(a.metadata.creationTimestamp ?? ''), String(b.metadata.creationTimestamp ?? '')) || byName(a, b)
  );
}

function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
