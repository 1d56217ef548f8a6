/** The words of the diagram, in English. */
import type { Plural } from './format';

export const enDiagram = {
  diagram: {
    controlPlane: 'Control plane',
    short: { kubelet: 'kubelet', 'kube-proxy': 'proxy', runtime: 'runtime', laptop: 'curl' } as Record<string, string>,
    outside: 'Ways in from outside',
    waitingPods: 'Waiting for a node',
    fit: 'Show everything',
    zoomIn: 'Closer',
    zoomOut: 'Further away',
    search: 'Find in the picture',
    system: 'System pods',
    tree: 'As a tree',
    picture: 'As a picture',
    noServices: 'No service yet: nothing leads in',
    noNodes: 'No worker nodes',
    pendingAddress: 'address pending',
    ready: 'Ready',
    notReady: 'Not ready',
    cordoned: 'No new pods',
    label: 'The world: laptop, control plane and nodes',
    keys: 'keys',
    notFound: 'Nothing is called that',
    systemPods: { one: '{count} system pod', other: '{count} system pods' } as Plural,
    more: { one: '{count} more', other: '{count} more' } as Plural,
    endpoints: { one: '{count} endpoint', other: '{count} endpoints' } as Plural,
    revision: 'revision {revision}',
    objects: { one: '{count} object', other: '{count} objects' } as Plural,
  },
};
