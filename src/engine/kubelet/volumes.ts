/**
 * A pod's volumes: their contents are made when the pod starts and refreshed as ConfigMaps and Secrets change.
 *
 * Simplified: file modes and owners of projected files are not kept.
 */
import type { KeyToPath, Volume, VolumeProjection } from 'kubernetes-types/core/v1';
import { fail, ok, type Result } from '../../base/result';
import type { Pod } from '../../kinds/pod';
import { resourceValue } from '../../kinds/pods/resourceField';
import type { Client } from '../client/client';
import type { FileSystem } from '../files/fileSystem';
import { readData } from './environment';
import { fieldValue, type PodFacts } from './fieldPath';
import {
  claimedDirectory,
  emptyDirectory,
  hostDirectory,
  type MachinePlaces,
  type MachineVolume,
} from './machineVolumes';

export type VolumeContent = MachineVolume | FileSystem | Map<string, string>;

export interface VolumeSources {
  readonly client: Client;
  readonly facts: PodFacts;
  readonly allocatable: Readonly<Record<string, string>>;
  readonly places: MachinePlaces;
  /** A token for the pod's service account. */
  token(audience: string | undefined, expirationSeconds: number): Result<string, string>;
}

/**
 * True when what the volume holds follows objects that can change while the pod runs. The volume that every pod gets
 * for its service account is left out: its token is valid for an hour and its certificate does not change here.
 */
export function isLive(volume: Volume): boolean {
  if (volume.name.startsWith('kube-api-access-')) return false;
  return volume.configMap !== undefined || volume.secret !== undefined || volume.projected !== undefined;
}

/** The files of a volume by absolute path below its mount, or why it cannot be set up. */
export function volumeContent(pod: Pod, volume: Volume, sources: VolumeSources): Result<VolumeContent, string> {
  const failed = (message: string) => fail(`MountVolume.SetUp failed for volume "${volume.name}" : ${message}`);
  const projection = projectionOf(volume);
  if (projection === undefined) {
    const { emptyDir, hostPath, persistentVolumeClaim, ephemeral } = volume;
    const { places } = sources;
    if (emptyDir !== undefined) return ok(emptyDirectory(pod, volume, places));
    if (hostPath !== undefined) {
      const place = hostDirectory(hostPath, places.files);
      return place.ok ? place : failed(place.error);
    }
    const own = ephemeral === undefined ? undefined : `${pod.metadata.name}-${volume.name}`;
    const claimName = persistentVolumeClaim?.claimName ?? own;
    if (claimName !== undefined) return claimedDirectory(pod, volume, claimName, places);
    const type = Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
    return failed(`this playground does not simulate volumes of type ${type}`);
  }
  const files = new Map<string, string>();
  const problems: string[] = [];
  for (const source of projection) {
    const part = projected(pod, source, sources);
    if (!part.ok) problems.push(part.error);
    else for (const [path, text] of part.value) files.set(path, text);
  }
  const [first, ...more] = problems;
  if (first === undefined) return ok(files);
  return failed(more.length === 0 ? first : `[${problems.join(', ')}]`);
}

function projectionOf(volume: Volume): readonly VolumeProjection[] | undefined {
  if (volume.projected !== undefined) return volume.projected.sources ?? [];
  if (volume.downwardAPI !== undefined) return [{ downwardAPI: volume.downwardAPI }];
  if (volume.configMap !== undefined) return [{ configMap: volume.configMap }];
  if (volume.secret === undefined) return undefined;
  const { secretName, items, optional } = volume.secret;
  return [
    {
      secret: {
        ...(secretName === undefined ? {} : { name: secretName }),
        ...(items === undefined ? {} : { items }),
        ...(optional === undefined ? {} : { optional }),
      },
    },
  ];
}

function projected(
  pod: Pod,
  source: VolumeProjection,
  sources: VolumeSources,
): Result<readonly (readonly [string, string])[], string> {
  const namespace = pod.metadata.namespace ?? '';
  const data = source.configMap ?? source.secret;
  if (data !== undefined) {
    const kind = source.configMap === undefined ? 'secret' : 'configmap';
    const content = readData(sources.client, kind, namespace, data.name ?? '');
    if (!content.ok) return data.optional === true ? ok([]) : content;
    const word = kind === 'secret' ? 'secret' : 'config';
    return selectKeys(content.value, data.items, data.optional === true, word);
  }
  if (source.serviceAccountToken !== undefined) {
    const { audience, expirationSeconds = 3600, path } = source.serviceAccountToken;
    const token = sources.token(audience, expirationSeconds);
    return token.ok ? ok([[absolute(path), token.value]]) : token;
  }
  return ok(
    (source.downwardAPI?.items ?? []).map((item) => {
      const container = pod.spec.containers.find((one) => one.name === item.resourceFieldRef?.containerName);
      const text =
        item.resourceFieldRef !== undefined && container !== undefined
          ? resourceValue(item.resourceFieldRef, container, sources.allocatable)
          : (fieldValue(pod, item.fieldRef?.fieldPath ?? '', sources.facts) ?? '');
      return [absolute(item.path), text] as const;
    }),
  );
}

function selectKeys(
  data: Readonly<Record<string, string>>,
  items: readonly KeyToPath[] | undefined,
  optional: boolean,
  word: string,
): Result<readonly (readonly [string, string])[], string> {
  if (items === undefined || items.length === 0) {
    return ok(Object.entries(data).map(([key, text]) => [absolute(key), text] as const));
  }
  const out: (readonly [string, string])[] = [];
  for (const { key, path } of items) {
    const text = data[key];
    if (text !== undefined) out.push([absolute(path), text]);
    else if (!optional) return fail(`references non-existent ${word} key: ${key}`);
  }
  return ok(out);
}

function absolute(path: string): string {
  return `/${path}`;
}
