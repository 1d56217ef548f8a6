import { headOf, type Thing, type ThingObject } from '../thing';
import { allContainers, daemonOn, nameOf } from './docker';

export const volume: Thing = {
  about: 'A volume of Docker.',
  fields: {
    anonymous: 'true when nobody gave it a name',
    containers: 'the names of the containers that have it mounted',
    bytes: 'what is in it',
    inspect: 'everything that `docker volume inspect` says, by its own names',
  },
  list(world, machine) {
    const daemon = daemonOn(world, machine);
    const volumes = daemon?.volumes.list({});
    if (daemon === undefined || volumes?.ok !== true) return [];
    const containers = allContainers(daemon);
    return volumes.value.map((inspect): ThingObject => {
      const name = String(inspect['Name']);
      return {
        ...headOf('volume', name, name, inspect['Labels'] as Record<string, string> | undefined),
        anonymous: /^[0-9a-f]{64}$/.test(name),
        containers: containers.filter(({ Mounts }) => Mounts.some((mount) => mount.Name === name)).map(nameOf),
        get bytes() {
          const usage = daemon.diskUsage();
          return usage.ok ? (usage.value.volumeUsage[name]?.Size ?? 0) : 0;
        },
        inspect,
      };
    });
  },
};
