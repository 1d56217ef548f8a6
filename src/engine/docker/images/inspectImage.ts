/** `docker inspect` and `docker history` of an image. */

import { familiarName } from '../../../base/imageReference';
import { formatNanoTime } from '../../../base/time';
import type { ImageStore, StoredImage } from '../../containers/imageStore';
import type { Image, ImageConfig } from '../../containers/images/image';
import { emptyConfig } from '../../containers/images/image';
import { healthConfig } from '../containers/containerConfig';
import type { ImageHistoryEntry, ImageSummary, Json, JsonObject } from '../daemon';
import { healthJson, listOrNull, setOf } from '../json';
import { imageDriver } from '../layerPaths';
import { ENGINE_VERSION } from '../version';

export function inspectImage({ image, names, repositoryDigests, unpackedBytes, taggedAt }: StoredImage): JsonObject {
  return {
    Id: image.id,
    RepoTags: names.map(familiarName),
    RepoDigests: repositoryDigests.map(familiarName),
    Parent: image.parent ?? '',
    Comment: image.comment,
    Created: formatNanoTime(image.created),
    Container: '',
    ContainerConfig: configJson(emptyConfig, false),
    DockerVersion: isMadeHere(image) ? ENGINE_VERSION : '',
    Author: image.author,
    Config: configJson(image.config, image.comment.startsWith('buildkit.')),
    Architecture: image.architecture,
    Os: image.os,
    Size: unpackedBytes,
    VirtualSize: unpackedBytes,
    GraphDriver: imageDriver(image.layers),
    RootFS: { Type: 'layers', Layers: image.layers.map((layer) => layer.diffId) },
    Metadata: { LastTagTime: formatNanoTime(taggedAt) },
  };
}

/** By import, commit or the classic builder, which leave the engine's version behind. */
function isMadeHere(image: Image): boolean {
  return image.parent !== undefined || image.comment.startsWith('Imported from');
}

/** As the engine writes a configuration: every field, also those that say nothing. */
export function configJson(config: ImageConfig, escaped: boolean): JsonObject {
  const labels = Object.keys(config.labels).length === 0 ? null : config.labels;
  const { healthcheck, shell } = config;
  return {
    Hostname: '',
    Domainname: '',
    User: config.user,
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...(config.exposedPorts.length === 0 ? {} : { ExposedPorts: setOf(config.exposedPorts) }),
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: listOrNull(config.env.map(([name, value]) => `${name}=${value}`)),
    Cmd: listOrNull(config.command),
    ...(healthcheck === undefined ? {} : { Healthcheck: healthJson(healthConfig(healthcheck)) }),
    ...(escaped && (config.argsEscaped ?? config.command.length > 0) ? { ArgsEscaped: true } : {}),
    Image: '',
    Volumes: config.volumes.length === 0 ? null : setOf(config.volumes),
    WorkingDir: config.workingDirectory,
    Entrypoint: listOrNull(config.entrypoint),
    OnBuild: listOrNull(config.onBuild),
    Labels: labels as Json,
    ...(config.stopSignal === '' ? {} : { StopSignal: config.stopSignal }),
    ...(shell === undefined ? {} : { Shell: shell }),
  };
}

export function imageSummary(
  stored: StoredImage,
  shown: { readonly names: readonly string[]; readonly digests: readonly string[] },
): ImageSummary {
  const { image, unpackedBytes } = stored;
  return {
    Id: image.id,
    ParentId: image.parent ?? '',
    RepoTags: shown.names,
    RepoDigests: shown.digests,
    Created: Math.floor(image.created / 1000),
    Size: unpackedBytes,
    Labels: image.config.labels,
    Containers: -1,
  };
}

/** Newest first. Of images below only parents are known: what the classic builder left. */
export function imageHistory(store: ImageStore, { image }: StoredImage): readonly ImageHistoryEntry[] {
  let at = 0;
  const entries = image.history.map((entry) => ({
    Created: Math.floor(entry.created / 1000),
    CreatedBy: entry.createdBy,
    Size: entry.emptyLayer ? 0 : (image.layers[at++]?.unpackedBytes ?? 0),
    Comment: entry.comment,
  }));
  let id: string | undefined = image.id;
  return entries.reverse().map((entry) => {
    const known = id === undefined ? undefined : store.find(id);
    const Id = known === undefined ? '<missing>' : known.image.id;
    id = known?.image.parent;
    return { ...entry, Id, Tags: known?.names.map(familiarName) ?? [] };
  });
}
