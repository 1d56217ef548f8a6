/** Images as registries keep them: the configuration and the manifest, whose digests name the image. */
import { formatNanoTime } from '../../../base/time';
import { utf8Length } from '../../../base/utf8';
import type { HealthCheck, Image, ImageConfig, ImageContent } from './image';

const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
const CONFIG_TYPE = 'application/vnd.docker.container.image.v1+json';
const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
const NANOSECONDS = 1_000_000;

export const manifestType = MANIFEST_TYPE;

/** The image's configuration as JSON, as in Docker's image specification; its SHA-256 is the image's ID. */
export function configText(image: ImageContent): string {
  return JSON.stringify({
    architecture: image.architecture,
    ...(image.author === '' ? {} : { author: image.author }),
    ...(image.comment === '' ? {} : { comment: image.comment }),
    config: configJson(image.config),
    created: formatNanoTime(image.created),
    history: image.history.map((entry) => ({
      created: formatNanoTime(entry.created),
      ...(entry.author === '' ? {} : { author: entry.author }),
      created_by: entry.createdBy,
      ...(entry.comment === '' ? {} : { comment: entry.comment }),
      ...(entry.emptyLayer ? { empty_layer: true } : {}),
    })),
    os: image.os,
    rootfs: { type: 'layers', diff_ids: image.layers.map((layer) => layer.diffId) },
  });
}

function configJson(config: ImageConfig) {
  const { healthcheck, shell } = config;
  const list = (name: string, items: readonly string[]) => (items.length === 0 ? {} : { [name]: items });
  const set = (name: string, items: readonly string[]) =>
    items.length === 0 ? {} : { [name]: Object.fromEntries([...items].sort().map((item) => [item, {}])) };
  const text = (name: string, value: string) => (value === '' ? {} : { [name]: value });
  const labels = Object.entries(config.labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...text('User', config.user),
    ...set('ExposedPorts', config.exposedPorts),
    ...list(
      'Env',
      config.env.map(([name, value]) => `${name}=${value}`),
    ),
    ...list('Entrypoint', config.entrypoint),
    ...list('Cmd', config.command),
    ...(healthcheck === undefined ? {} : { Healthcheck: healthJson(healthcheck) }),
    ...set('Volumes', config.volumes),
    ...text('WorkingDir', config.workingDirectory),
    OnBuild: config.onBuild.length === 0 ? null : config.onBuild,
    ...(labels.length === 0 ? {} : { Labels: Object.fromEntries(labels) }),
    ...text('StopSignal', config.stopSignal),
    ...list('Shell', shell ?? []),
  };
}

function healthJson(check: HealthCheck) {
  const time = (name: string, milliseconds: number | undefined) =>
    milliseconds === undefined ? {} : { [name]: milliseconds * NANOSECONDS };
  return {
    Test: check.test,
    ...time('Interval', check.interval),
    ...time('Timeout', check.timeout),
    ...time('StartPeriod', check.startPeriod),
    ...time('StartInterval', check.startInterval),
    ...(check.retries === undefined ? {} : { Retries: check.retries }),
  };
}

/** The image's manifest as JSON (Docker's schema 2), byte for byte as it travels; its SHA-256 is the digest. */
export function manifestText(image: Image): string {
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, size: utf8Length(configText(image)), digest: image.id },
    layers: image.layers.map(({ sizeBytes, digest }) => ({ mediaType: LAYER_TYPE, size: sizeBytes, digest })),
  };
  return JSON.stringify(manifest, null, 3);
}
