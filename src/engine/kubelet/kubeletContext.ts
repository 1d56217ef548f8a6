/** What every part of one node's kubelet works with. */
import type { Random } from '../../base/random';
import type { Service } from '../../kinds/service';
import type { Client } from '../client/client';
import type { EventRecorder } from '../client/eventRecorder';
import type { Informer } from '../client/informer';
import type { Clock } from '../clock';
import type { ContainerRuntime } from '../containers/runtime';
import type { Machine } from '../machine';
import type { ClusterProfile, NodeProfile } from '../profile';
import type { Trace } from '../trace';
import type { ImageManager } from './imageManager';

export interface KubeletContext {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly client: Client;
  readonly recorder: EventRecorder;
  readonly runtime: ContainerRuntime;
  readonly machine: Machine;
  readonly node: NodeProfile;
  readonly profile: ClusterProfile;
  readonly images: ImageManager;
  readonly services: Informer<Service>;
  /** The moment at which the kubelet next lists what runs on its node (once a second). */
  nextRelist(): number;
  /** The name service's address; undefined where the cluster has none. */
  readonly dnsAddress: string | undefined;
}
