/** What a daemon remembers, as plain values: two worlds with the same history have the same. */
import type { DaemonContext } from './daemonContext';

export function daemonState({ containers, networks, volumes, images }: DaemonContext): unknown {
  return {
    containers: containers.all.map((container) => [
      container.id,
      container.name,
      container.state,
      container.container.exitCode,
      container.restartCount,
      container.container.log.lines.length,
      [...container.parts.files.changes.paths].length,
      [...container.networks.keys()],
    ]),
    networks: networks.all.map((network) => [network.id, network.name, [...network.attachments.keys()]]),
    volumes: volumes.all.map((volume) => volume.name),
    images: images.store.images.map((stored) => [stored.image.id, stored.names, stored.repositoryDigests]),
  };
}
