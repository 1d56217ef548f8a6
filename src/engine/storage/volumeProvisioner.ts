/**
 * Makes directories on nodes' disks for claims that its class promises one, and takes them away when their volumes are
 * released. It acts through the API server as the provisioners of minikube and kind do.
 *
 * Simplified: it has no pods of its own; it reaches the disks of nodes directly where the real one of kind runs a
 * helper pod on the node.
 */
import type { PersistentVolumeSpec } from 'kubernetes-types/core/v1';
import type { Random } from '../../base/random';
import { keyOf } from '../../kinds/object';
import { PROVISIONED_BY, PROVISIONER, SELECTED_NODE } from '../../kinds/storage/bindingAnnotations';
import { classOfClaim } from '../../kinds/storage/className';
import { type PersistentVolume, persistentVolumeKind } from '../../kinds/storage/persistentVolume';
import { type PersistentVolumeClaim, persistentVolumeClaimKind } from '../../kinds/storage/persistentVolumeClaim';
import { type StorageClass, storageClassKind } from '../../kinds/storage/storageClass';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import { EventRecorder } from '../client/eventRecorder';
import { Informer } from '../client/informer';
import { WorkQueue } from '../client/workQueue';
import type { Clock } from '../clock';
import type { FileSystem } from '../files/fileSystem';
import type { StorageProfile } from './storageProfile';

export interface VolumeProvisionerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly server: ApiServer;
  readonly storage: StorageProfile;
  /** The node on whose disk volumes are that belong to none. */
  readonly mainNode: string;
  /** A node's disk; undefined while the node has no power. */
  disk(node: string): FileSystem | undefined;
}

/** How long until what could not be done is tried again. */
const RETRY = 5000;
const SINGLE_NODE_MODES = ['ReadWriteOnce', 'ReadWriteOncePod'];

export class VolumeProvisioner {
  readonly #options: VolumeProvisionerOptions;
  readonly #client: Client;
  readonly #identity: string;
  #run: Run | undefined;

  constructor(options: VolumeProvisionerOptions) {
    this.#options = options;
    this.#client = new Client(options.server, {
      user: 'system:serviceaccount:kube-system:storage-provisioner',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
      actor: 'storage-provisioner',
    });
    this.#identity = options.random.uuid();
  }

  start(): void {
    this.#run ??= new Run(this.#options, this.#client, this.#identity);
  }

  stop(): void {
    this.#run?.stop();
    this.#run = undefined;
  }
}

/** One life of the process. */
class Run {
  readonly #options: VolumeProvisionerOptions;
  readonly #client: Client;
  readonly #identity: string;
  readonly #recorder: EventRecorder;
  readonly #claims: Informer<PersistentVolumeClaim>;
  readonly #volumes: Informer<PersistentVolume>;
  readonly #classes: Informer<StorageClass>;
  readonly #queue: WorkQueue;
  /** Claims whose volumes are being made, and when they are ready. */
  readonly #making = new Map<string, number>();

  constructor(options: VolumeProvisionerOptions, client: Client, identity: string) {
    this.#options = options;
    this.#client = client;
    this.#identity = identity;
    const { clock, storage, mainNode } = options;
    const name = `${storage.provisioner}_${storage.perNode ? 'local-path-provisioner' : mainNode}_${identity}`;
    this.#recorder = new EventRecorder(client, { name }, clock);
    this.#queue = new WorkQueue(clock, { name: 'storage-provisioner', process: (key) => this.#sync(key) });
    const addClaim = (claim: PersistentVolumeClaim) => this.#queue.add(`claim ${keyOf(claim)}`);
    const addVolume = (volume: PersistentVolume) => this.#queue.add(`volume ${keyOf(volume)}`);
    this.#classes = new Informer<StorageClass>(client, storageClassKind, { clock });
    this.#claims = new Informer<PersistentVolumeClaim>(client, persistentVolumeClaimKind, {
      clock,
      onAdd: addClaim,
      onUpdate: (_, claim) => addClaim(claim),
    });
    this.#volumes = new Informer<PersistentVolume>(client, persistentVolumeKind, {
      clock,
      onAdd: addVolume,
      onUpdate: (_, volume) => addVolume(volume),
    });
    for (const informer of [this.#classes, this.#claims, this.#volumes]) informer.start();
  }

  stop(): void {
    for (const informer of [this.#classes, this.#claims, this.#volumes]) informer.stop();
    this.#queue.stop();
  }

  #sync(key: string): 'done' | { readonly after: number } {
    const [what, name = ''] = key.split(' ');
    if (what === 'claim') {
      const claim = this.#claims.get(name);
      return claim === undefined ? 'done' : this.#provision(claim);
    }
    const volume = this.#volumes.get(name);
    return volume === undefined ? 'done' : this.#reclaim(volume);
  }

  #provision(claim: PersistentVolumeClaim): 'done' | { readonly after: number } {
    const { clock, storage, mainNode, disk } = this.#options;
    const { annotations = {}, uid = '', name, namespace = '' } = claim.metadata;
    const found = this.#classes.get(classOfClaim(claim));
    if (claim.spec.volumeName || annotations[PROVISIONER] !== storage.provisioner || found === undefined) return 'done';
    const node = storage.perNode ? annotations[SELECTED_NODE] : mainNode;
    if (node === undefined) return 'done';
    const volumeName = `pvc-${uid}`;
    if (this.#volumes.get(volumeName) !== undefined) return 'done';
    const begun = this.#making.get(uid);
    if (begun === undefined) {
      const message = `External provisioner is provisioning volume for claim "${namespace}/${name}"`;
      this.#recorder.event(claim, 'Normal', 'Provisioning', message);
      const problem = this.#problem(claim);
      if (problem !== undefined) {
        const why = `failed to provision volume with StorageClass "${found.metadata.name}": ${problem}`;
        this.#recorder.event(claim, 'Warning', 'ProvisioningFailed', why);
        return 'done';
      }
      this.#making.set(uid, clock.now + storage.delay);
      clock.after(storage.delay, () => this.#queue.add(`claim ${keyOf(claim)}`));
      return 'done';
    }
    if (clock.now < begun) return 'done';
    const files = disk(node);
    if (files === undefined) return { after: RETRY };
    const path = storage.perNode
      ? `${storage.root}/${volumeName}_${namespace}_${name}`
      : `${storage.root}/${namespace}/${name}`;
    files.makeDirectory(path, { parents: true });
    files.setMode(path, 0o777);
    const volume = this.#volumeFor(claim, found, node, path);
    const made = this.#client.create(persistentVolumeKind, volume);
    if (!made.ok && made.error.reason !== 'AlreadyExists') return { after: RETRY };
    this.#making.delete(uid);
    const message = `Successfully provisioned volume ${volumeName}`;
    this.#recorder.event(claim, 'Normal', 'ProvisioningSucceeded', message);
    return 'done';
  }

  /** Why the claim cannot have such a volume. */
  #problem({ spec }: PersistentVolumeClaim): string | undefined {
    if (spec.selector !== undefined) return 'claim Selector is not supported';
    const { perNode } = this.#options.storage;
    if (!perNode) return undefined;
    if (spec.volumeMode === 'Block') return 'block volumes are not supported by local-path';
    const single = (spec.accessModes ?? []).every((mode) => SINGLE_NODE_MODES.includes(mode));
    return single ? undefined : 'NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes';
  }

  #volumeFor(claim: PersistentVolumeClaim, found: StorageClass, node: string, path: string): PersistentVolume {
    const { storage } = this.#options;
    const { name, namespace, uid = '', resourceVersion } = claim.metadata;
    const spec: PersistentVolumeSpec = {
      accessModes: [...(claim.spec.accessModes ?? [])],
      capacity: { storage: claim.spec.resources?.requests?.['storage'] ?? '0' },
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name,
        ...(namespace === undefined ? {} : { namespace }),
        uid,
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
      },
      hostPath: { path, type: storage.perNode ? 'DirectoryOrCreate' : '' },
      persistentVolumeReclaimPolicy: found.reclaimPolicy ?? 'Delete',
      storageClassName: found.metadata.name,
      ...(claim.spec.volumeMode === undefined ? {} : { volumeMode: claim.spec.volumeMode }),
      ...(found.mountOptions === undefined ? {} : { mountOptions: [...found.mountOptions] }),
      ...(storage.perNode ? { nodeAffinity: onlyOn(node) } : {}),
    };
    const annotations: Record<string, string> = storage.perNode
      ? { 'local.path.provisioner/selected-node': node, [PROVISIONED_BY]: storage.provisioner }
      : { hostPathProvisionerIdentity: this.#identity, [PROVISIONED_BY]: storage.provisioner };
    return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: `pvc-${uid}`, annotations }, spec };
  }

  /** A released volume goes with its data, if its class says so. */
  #reclaim({ metadata, spec, status }: PersistentVolume): 'done' | { readonly after: number } {
    const { storage, mainNode, disk } = this.#options;
    const { annotations = {}, name } = metadata;
    const own = annotations[PROVISIONED_BY] === storage.provisioner && spec.persistentVolumeReclaimPolicy === 'Delete';
    if (!own || status?.phase !== 'Released' || metadata.deletionTimestamp !== undefined) return 'done';
    const files = disk(annotations['local.path.provisioner/selected-node'] ?? mainNode);
    if (files === undefined) return { after: RETRY };
    if (spec.hostPath?.path.startsWith(`${storage.root}/`)) files.remove(spec.hostPath.path, { recursive: true });
    this.#client.delete(persistentVolumeKind, name);
    return 'done';
  }
}

function onlyOn(node: string): NonNullable<PersistentVolumeSpec['nodeAffinity']> {
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }];
  return { required: { nodeSelectorTerms: [{ matchExpressions }] } };
}
