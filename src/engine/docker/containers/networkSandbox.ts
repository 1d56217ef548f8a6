/** A running container's network namespace, and what is published of it. */
import type { Host } from '../../network/host';
import type { NetworkNamespace } from '../../network/namespace';
import type { PublishedPort } from '../networks/portAllocator';

export interface NetworkSandbox {
  readonly id: string;
  readonly namespace: NetworkNamespace;
  /** Its own; undefined where it is the machine's or another container's. */
  readonly host: Host | undefined;
  ports: readonly PublishedPort[];
}
