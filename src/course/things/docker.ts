/** What the things of Docker share. */
import type { World } from '../../engine';
import type { ImageStore } from '../../engine/containers/imageStore';
import type { ContainerSummary, DockerDaemon, JsonObject } from '../../engine/docker/daemon';

export const LAPTOP = 'laptop';

/** Undefined where there is none, and while it does not answer. */
export function daemonOn(world: World, machine: string): DockerDaemon | undefined {
  const daemon = machine === LAPTOP ? world.docker : world.dockerOn(machine);
  return daemon?.running === true ? daemon : undefined;
}

export function imagesOn(world: World, machine: string): ImageStore | undefined {
  return machine === LAPTOP ? world.images : world.imagesOn(machine);
}

export function machineNamed(world: World, machine: string) {
  return machine === LAPTOP ? world.laptop : world.node(machine);
}

export function allContainers(daemon: DockerDaemon): readonly ContainerSummary[] {
  const answer = daemon.containers.list({ all: true, limit: 0, size: false, filters: {} });
  return answer.ok ? answer.value : [];
}

export function inspectContainer(daemon: DockerDaemon, id: string): JsonObject {
  const answer = daemon.containers.inspect(id);
  return answer.ok ? answer.value : {};
}

/** Without the slash. */
export function nameOf({ Names }: ContainerSummary): string {
  return (Names[0] ?? '').replace(/^\//, '');
}

/** Likewise, of what inspect says. */
export function nameOfDocument(inspect: JsonObject): string {
  return String(inspect['Name'] ?? '').replace(/^\//, '');
}

/** `docker.io/library/node:7` as Docker shows it: `node:7`. */
export function shortName(full: string): string {
  return full.replace(/^docker\.io\/(library\/)?/, '');
}

/** The names that an image is found by: with `:latest` and without. */
export function namesOf(full: readonly string[]): readonly string[] {
  return full.map(shortName).flatMap((name) => [name, ...(name.endsWith(':latest') ? [name.slice(0, -7)] : [])]);
}
