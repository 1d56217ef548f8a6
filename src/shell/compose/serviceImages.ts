/** Images of services: built or pulled where they are missing. */
import type { Answer } from '../../engine/docker/daemon';
import type { Routine } from '../../engine/processes/routine';
import { ComposeFailure, type ComposeHost, exists } from './composeHost';
import { imageOf } from './containerOptions';
import type { ComposeProject, ComposeService } from './project';

interface ImageOptions {
  readonly build: boolean;
  readonly noBuild: boolean;
  readonly pull: 'always' | 'missing' | 'never' | 'policy';
}

export function* ensureImages(
  host: ComposeHost,
  project: ComposeProject,
  services: readonly ComposeService[],
  options: ImageOptions,
): Routine<void> {
  for (const service of services) {
    const image = imageOf(project, service);
    const there = yield* exists(host, `GET /images/${image}/json`, (daemon) => daemon.images.inspect(image));
    if (service.build !== undefined && (options.build || (!there && !options.noBuild))) {
      yield* buildService(host, project, service, false);
      continue;
    }
    // Nothing to pull where the image is only ever built: making the container says what is missing.
    if (service.build !== undefined && service.image === '') continue;
    const always = options.pull === 'always' || (options.pull === 'policy' && service.pullPolicy === 'always');
    if (there && !always) continue;
    if (options.pull === 'never') throw new ComposeFailure(`Error response from daemon: No such image: ${image}`);
    yield* pullService(host, service, image);
  }
}

/** Builds a service's image under its name. */
export function* buildService(
  host: ComposeHost,
  project: ComposeProject,
  service: ComposeService,
  noCache: boolean,
): Routine<void> {
  const { build } = service;
  if (build === undefined) return;
  if (build.inline !== undefined)
    throw new ComposeFailure(`services.${service.name}.build.dockerfile_inline is not simulated here`);
  const given = Object.entries(build.arguments).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  const status = yield* host.build({
    context: build.context,
    dockerfile: build.dockerfile,
    target: build.target,
    tag: imageOf(project, service),
    arguments: Object.fromEntries(given),
    noCache,
  });
  if (status !== 0) throw new ComposeFailure('', status);
  host.progress.end(service.name, 'Built');
}

export function* pullService(host: ComposeHost, service: ComposeService, image: string): Routine<void> {
  host.progress.begin(service.name, 'Pulling');
  const pulled: Answer<void> = yield* host.pull(image);
  if (!pulled.ok) {
    host.progress.fail(service.name, 'Error');
    throw new ComposeFailure(`Error response from daemon: ${pulled.error.message}`);
  }
  host.progress.end(service.name, 'Pulled');
}
