/**
 * Pods from the node's manifests directory. The kubelet runs them by itself, API server or not; each is shown in the API
 * server by a mirror pod, which is made again when it is deleted and which nobody but this kubelet changes.
 */
import { formatTime } from '../../base/time';
import { nodeKind } from '../../kinds/node';
import { type Pod, podKind } from '../../kinds/pod';
import type { Timer } from '../clock';
import type { KubeletContext } from './kubeletContext';
import { HASH, MANIFESTS, MIRROR, readManifests } from './manifests';

export interface StaticPodListener {
  /** A manifest is there. False: not yet, an earlier pod of the same manifest is still ending. */
  added(pod: Pod): boolean;
  /** The manifest of the pod with that uid is gone. */
  removed(uid: string): void;
  /** The API server's copy of a static pod is new or was changed. */
  mirrored(uid: string, mirror: Pod): void;
}

/** How soon a change of the directory is noticed, and how soon a mirror is tried again, in milliseconds. */
const NOTICE = 200;
const RETRY = 1000;

export class StaticPods {
  readonly #context: KubeletContext;
  readonly #listener: StaticPodListener;
  /** Those that the kubelet has been told to run, by uid. */
  readonly #known = new Map<string, Pod>();
  #scanning: Timer | undefined;
  #retry: Timer | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(context: KubeletContext, listener: StaticPodListener) {
    this.#context = context;
    this.#listener = listener;
  }

  start(): void {
    this.#stopWatching = this.#context.machine.files.onChange((path) => {
      if (path.startsWith(MANIFESTS)) this.scanSoon();
    });
    this.#scan();
  }

  stop(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    for (const timer of [this.#scanning, this.#retry]) timer?.cancel();
    this.#scanning = undefined;
    this.#retry = undefined;
  }

  /** Looks at the directory again. */
  scanSoon(): void {
    if (this.#stopWatching === undefined) return;
    this.#scanning ??= this.#context.clock.after(NOTICE, () => {
      this.#scanning = undefined;
      this.#scan();
    });
  }

  /** The API server tells of a mirror pod of this node. */
  mirrorSeen(mirror: Pod): void {
    const hash = mirror.metadata.annotations?.[HASH] ?? '';
    if (mirror.metadata.deletionTimestamp !== undefined || !this.#known.has(hash)) this.#deleteMirror(mirror);
    else this.#listener.mirrored(hash, mirror);
  }

  /** A mirror pod is gone from the API server: while its manifest is there, it comes again. */
  mirrorDeleted(): void {
    this.#mirrorLater();
  }

  #scan(): void {
    const { machine, node } = this.#context;
    const found = readManifests(machine.files, node.name);
    for (const uid of this.#known.keys()) {
      if (found.some(({ metadata }) => metadata.uid === uid)) continue;
      this.#known.delete(uid);
      this.#listener.removed(uid);
    }
    for (const pod of found) {
      const { uid = '' } = pod.metadata;
      if (!this.#known.has(uid) && this.#listener.added(pod)) this.#known.set(uid, pod);
    }
    this.#mirror();
  }

  #mirrorLater(): void {
    if (this.#stopWatching === undefined) return;
    this.#retry ??= this.#context.clock.after(RETRY, () => {
      this.#retry = undefined;
      this.#mirror();
    });
  }

  /** Makes the mirrors that are missing. */
  #mirror(): void {
    if (this.#known.size === 0) return;
    const { client, node } = this.#context;
    const owner = client.get(nodeKind, node.name);
    if (!owner.ok) {
      this.#mirrorLater();
      return;
    }
    for (const [uid, pod] of this.#known) {
      const { name, namespace } = pod.metadata;
      const there = client.get(podKind, name, namespace);
      if (there.ok) {
        // The mirror of an older manifest goes first, when its pod has ended.
        if (there.value.metadata.annotations?.[HASH] === uid) this.#listener.mirrored(uid, there.value);
        else this.#mirrorLater();
        continue;
      }
      const created = client.create(podKind, this.#mirrorOf(pod, owner.value.metadata.uid ?? ''));
      if (created.ok) this.#listener.mirrored(uid, created.value);
      else this.#mirrorLater();
    }
  }

  #mirrorOf(pod: Pod, node: string): Pod {
    const { uid = '', ...metadata } = pod.metadata;
    return {
      ...pod,
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          [MIRROR]: uid,
          'kubernetes.io/config.seen': formatTime(this.#context.clock.now),
        },
        ownerReferences: [
          { apiVersion: 'v1', controller: true, kind: 'Node', name: this.#context.node.name, uid: node },
        ],
      },
    };
  }

  #deleteMirror({ metadata: { name, namespace, uid } }: Pod): void {
    this.#context.client.delete(podKind, name, namespace, {
      gracePeriodSeconds: 0,
      ...(uid === undefined ? {} : { preconditions: { uid } }),
    });
  }
}
