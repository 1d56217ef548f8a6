/** `docker commit`: an image from a container's writable layer. */

import { type ImageReference, parseDockerReference } from '../../../base/imageReference';
import { ok } from '../../../base/result';
import { deriveImage } from '../../containers/images/deriveImage';
import type { HealthCheck, ImageConfig } from '../../containers/images/image';
import { changedConfig } from '../build/stageConfig';
import type { Answer, Cancel, Done } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter, failed } from '../refusal';
import { recordContainer } from './containerEvents';
import { writableSize } from './containerSize';
import type { DockerContainer } from './dockerContainer';

export interface CommitOptions {
  /** Empty: the image gets no name. */
  readonly reference: string;
  readonly author: string;
  readonly message: string;
  readonly pause: boolean;
  /** Instructions of a Dockerfile: `CMD ["node"]`. */
  readonly changes: readonly string[];
}

/** How long it takes, in milliseconds, besides writing the layer. */
const COMMIT = 60;
const BYTES_PER_MILLISECOND = 200_000;
const NANOSECONDS = 1_000_000;

export function commitContainer(
  context: DaemonContext,
  container: DockerContainer,
  options: CommitOptions,
  done: Done<{ readonly Id: string }>,
): Cancel {
  const reference = options.reference === '' ? ok(undefined) : parseDockerReference(options.reference);
  if (!reference.ok) {
    done(badParameter(reference.error));
    return () => {};
  }
  const config = changedConfig(imageConfig(container), options.changes);
  if (!config.ok) {
    done(badParameter(config.error));
    return () => {};
  }
  const paused = options.pause && container.running && !container.paused;
  if (paused) container.container.setPaused(true);
  const timer = context.clock.after(COMMIT + writableSize(container) / BYTES_PER_MILLISECOND, () => {
    if (paused) container.container.setPaused(false);
    done(store(context, container, options, config.value, reference.value));
  });
  return () => {
    timer.cancel();
    if (paused) container.container.setPaused(false);
  };
}

function store(
  context: DaemonContext,
  container: DockerContainer,
  options: CommitOptions,
  config: ImageConfig,
  reference: ImageReference | undefined,
): Answer<{ readonly Id: string }> {
  const image = deriveImage({
    base: container.image,
    changes: container.parts.files.changes,
    config,
    created: context.clock.now,
    createdBy: container.config.command.join(' '),
    comment: options.message,
    author: options.author,
    keepsParent: true,
  });
  const stored = context.images.store.add(image, reference === undefined ? [] : [reference]);
  if (!stored.ok) return failed(stored.error);
  recordContainer(context, container, 'commit', {
    comment: options.message,
    imageID: image.id,
    imageRef: reference?.full ?? '',
  });
  context.trace.record({
    kind: 'act',
    actor: context.actor,
    action: 'commit-container',
    detail: { container: container.name, image: reference?.full ?? image.id },
  });
  return ok({ Id: image.id });
}

/** A container's configuration as that of an image. */
function imageConfig(container: DockerContainer): ImageConfig {
  const { config, image } = container;
  const { healthcheck, env } = config;
  return {
    ...image.config,
    entrypoint: config.entrypoint,
    command: config.command,
    env: env.filter((one) => one.includes('=')).map((one) => split(one)),
    workingDirectory: config.workingDirectory,
    exposedPorts: config.exposedPorts,
    user: config.user,
    stopSignal: config.stopSignal,
    labels: config.labels,
    volumes: config.volumes,
    onBuild: config.onBuild,
    ...(healthcheck === undefined ? {} : { healthcheck: healthOf(healthcheck) }),
  };
}

function split(variable: string): readonly [string, string] {
  const at = variable.indexOf('=');
  return [variable.slice(0, at), variable.slice(at + 1)];
}

function healthOf(check: NonNullable<DockerContainer['config']['healthcheck']>): HealthCheck {
  const time = (name: 'interval' | 'timeout' | 'startPeriod', value: number) =>
    value === 0 ? {} : { [name]: value / NANOSECONDS };
  return {
    test: check.Test,
    ...time('interval', check.Interval),
    ...time('timeout', check.Timeout),
    ...time('startPeriod', check.StartPeriod),
    ...(check.Retries === 0 ? {} : { retries: check.Retries }),
  };
}
