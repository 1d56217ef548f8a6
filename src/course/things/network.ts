import { headOf, type Thing, type ThingObject } from '../thing';
import { allContainers, daemonOn, nameOf } from './docker';

export const network: Thing = {
  about: 'A network of Docker: `bridge`, `host`, `none`, and those that somebody made.',
  fields: {
    driver: '`bridge`, `host` or `null`',
    internal: 'true when it leads nowhere else',
    containers: 'the names of the containers in it',
    inspect: 'everything that `docker network inspect` says, by its own names',
  },
  list(world, machine) {
    const daemon = daemonOn(world, machine);
    const networks = daemon?.networks.list({});
    if (daemon === undefined || networks?.ok !== true) return [];
    const containers = allContainers(daemon);
    return networks.value.map((inspect): ThingObject => {
      const name = String(inspect['Name']);
      return {
        ...headOf('network', name, String(inspect['Id']), inspect['Labels'] as Record<string, string> | undefined),
        driver: inspect['Driver'],
        internal: inspect['Internal'] === true,
        containers: containers.filter(({ Networks }) => Object.hasOwn(Networks, name)).map(nameOf),
        inspect,
      };
    });
  },
};
