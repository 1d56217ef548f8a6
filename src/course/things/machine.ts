import { headOf, type Thing, type ThingObject } from '../thing';

export const machine: Thing = {
  about: 'A machine of the cluster, whether or not the cluster knows of it as a node. Its name is the node’s.',
  fields: {
    state: '`running`, or `stopped`: it has no power',
    address: 'its address in the network of the nodes',
    role: '`control-plane` or `worker`',
  },
  list: (world) =>
    world.life.nodes.map(
      ({ profile: { name, address, roles }, powered }): ThingObject => ({
        ...headOf('machine', name, name),
        state: powered ? 'running' : 'stopped',
        address,
        role: roles.includes('control-plane') ? 'control-plane' : 'worker',
      }),
    ),
};
