/** Volumes that are places on the node's own disk: hostPath, local, emptyDir, and claims for such. */
import type { HostPathVolumeSource, Volume } from 'kubernetes-types/core/v1';
import { fail, ok, type Result } from '../../base/result';
import { type Node, nodeKind } from '../../kinds/node';
import type { Pod } from '../../kinds/pod';
import { quantityOf } from '../../kinds/quantity';
import { type PersistentVolume, persistentVolumeKind } from '../../kinds/storage/persistentVolume';
import { persistentVolumeClaimKind } from '../../kinds/storage/persistentVolumeClaim';
import { isReachable } from '../../kinds/storage/volumeMatching';
import type { Client } from '../client/client';
import { Disk } from '../files/disk';
import { type FileSystem, normalise } from '../files/fileSystem';
import { MemoryFiles } from '../files/memoryFiles';

export interface MachineVolume {
  readonly machinePath: string;
  readonly readOnly?: boolean;
}

export interface MachinePlaces {
  readonly client: Client;
  readonly nodeName: string;
  readonly files: FileSystem;
  now(): number;
}

/** Where the kubelet keeps what belongs to a pod. */
export function podDirectory(pod: Pod): string {
  return `/var/lib/kubelet/pods/${pod.metadata.uid ?? ''}`;
}

/** A directory of the pod's own, or memory, which ends with the pod. */
export function emptyDirectory(pod: Pod, volume: Volume, places: MachinePlaces): MachineVolume | FileSystem {
  const { medium = '', sizeLimit } = volume.emptyDir ?? {};
  if (medium === 'Memory') {
    const now = () => places.now();
    const limit = sizeLimit === undefined ? undefined : Number(quantityOf(sizeLimit).nano / 1_000_000_000n);
    return new MemoryFiles({ now, rootMode: 0o1777, ...(limit === undefined ? {} : { disk: new Disk(limit) }) });
  }
  const machinePath = `${podDirectory(pod)}/volumes/kubernetes.io~empty-dir/${volume.name}`;
  places.files.makeDirectory(machinePath, { parents: true });
  places.files.setMode(machinePath, 0o777);
  return { machinePath };
}

/** What a hostPath volume's type asks for must be there, or is made. The error is the kubelet's. */
export function hostDirectory(source: HostPathVolumeSource, files: FileSystem): Result<MachineVolume, string> {
  const path = normalise(source.path);
  const found = files.stat(path);
  const type = found.ok ? found.value.type : undefined;
  const device = found.ok ? found.value.device?.kind : undefined;
  const unfit = (what: string) => fail(`hostPath type check failed: ${source.path} is not a ${what}`);
  switch (source.type ?? '') {
    case 'Directory':
      return type === 'directory' ? ok({ machinePath: path }) : unfit('directory');
    case 'File':
      return type === 'file' ? ok({ machinePath: path }) : unfit('file');
    case 'Socket':
      return unfit('socket file');
    case 'CharDevice':
      return device === 'character' ? ok({ machinePath: path }) : unfit('character device');
    case 'BlockDevice':
      return device === 'block' ? ok({ machinePath: path }) : unfit('block device');
    case 'FileOrCreate':
      if (type === undefined) {
        const written = files.write(path, '', { mode: 0o644 });
        if (!written.ok) return fail(`open ${path}: no such file or directory`);
      }
      return type === undefined || type === 'file' ? ok({ machinePath: path }) : unfit('file');
    default:
      if (type === undefined) files.makeDirectory(path, { parents: true });
      if (source.type === 'DirectoryOrCreate' && type === 'file') return unfit('directory');
      return ok({ machinePath: path });
  }
}

/** Where the volume of a claim is; the error is the kubelet's whole message. */
export function claimedDirectory(
  pod: Pod,
  volume: Volume,
  claimName: string,
  places: MachinePlaces,
): Result<MachineVolume, string> {
  const namespace = pod.metadata.namespace ?? '';
  const unprocessed = (why: string) =>
    fail(
      `Unable to attach or mount volumes: unmounted volumes=[${volume.name}], unattached volumes=[], ` +
        `failed to process volumes=[${volume.name}]: error processing PVC ${namespace}/${claimName}: ${why}`,
    );
  const claim = places.client.get(persistentVolumeClaimKind, claimName, namespace);
  if (!claim.ok) return unprocessed(`failed to fetch PVC from API server: ${claim.error.message ?? ''}`);
  const { status, spec } = claim.value;
  if (status?.phase !== 'Bound' || !spec.volumeName) return unprocessed('PVC is not bound');
  const found = places.client.get(persistentVolumeKind, spec.volumeName);
  if (!found.ok)
    return unprocessed(`failed to fetch PV ${spec.volumeName} from API server: ${found.error.message ?? ''}`);
  const place = persistentDirectory(found.value, places);
  if (!place.ok) return place;
  return ok({ ...place.value, readOnly: volume.persistentVolumeClaim?.readOnly === true });
}

function persistentDirectory(volume: PersistentVolume, places: MachinePlaces): Result<MachineVolume, string> {
  const { name } = volume.metadata;
  const failed = (why: string) => fail(`MountVolume.SetUp failed for volume "${name}" : ${why}`);
  const { hostPath, local, volumeMode } = volume.spec;
  if (volumeMode === 'Block') return failed('this playground does not simulate block devices');
  if (!isHere(volume, places)) {
    return fail(`MountVolume.NodeAffinity check failed for volume "${name}" : no matching NodeSelectorTerms`);
  }
  if (hostPath !== undefined) {
    const place = hostDirectory(hostPath, places.files);
    return place.ok ? place : failed(place.error);
  }
  if (local !== undefined) {
    if (places.files.stat(local.path).ok) return ok({ machinePath: local.path });
    return fail(
      `MountVolume.NewMounter initialization failed for volume "${name}" : path "${local.path}" does not exist`,
    );
  }
  const type = Object.keys(volume.spec).find((key) => SOURCES.has(key)) ?? 'unknown';
  return failed(`this playground does not simulate volumes of type ${type}`);
}

const SOURCES = new Set([
  'nfs',
  'csi',
  'iscsi',
  'fc',
  'rbd',
  'cephfs',
  'glusterfs',
  'awsElasticBlockStore',
  'gcePersistentDisk',
  'azureDisk',
  'azureFile',
  'vsphereVolume',
  'cinder',
  'flexVolume',
  'portworxVolume',
  'scaleIO',
  'storageos',
  'quobyte',
  'flocker',
  'photonPersistentDisk',
]);

function isHere(volume: PersistentVolume, { client, nodeName }: MachinePlaces): boolean {
  if (volume.spec.nodeAffinity === undefined) return true;
  const node = client.get(nodeKind, nodeName);
  return !node.ok || isReachable(volume, node.value as Node);
}
