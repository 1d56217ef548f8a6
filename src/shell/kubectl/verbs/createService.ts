/** kubectl create service: clusterip, externalname, loadbalancer, nodeport. */

import { portNameErrors, subdomainErrors } from '../../../kinds/names';
import type { Flag } from '../../flags/flag';
import { createGenerated, generatorFlags, nameArgument } from '../client/generator';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';

const tcpFlag: Flag = { name: 'tcp', type: 'strings', usage: 'Ports as port or port:targetPort.' };

const clusterIP: Verb = {
  name: 'clusterip',
  short: 'Create a ClusterIP service',
  examples: '# Port 80 leads to port 8080 of pods with app=web\nkubectl create service clusterip web --tcp=80:8080',
  usage: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'clusterip', type: 'string', usage: 'The address; None for a headless service.' },
    tcpFlag,
  ],
  complete: 'none',
  *run(invocation) {
    const { flags } = invocation;
    const address = flags.string('clusterip');
    const name = nameArgument(invocation);
    if (address !== 'None' && flags.strings('tcp').length === 0)
      throw new CommandError('at least one tcp port specifier must be provided');
    return yield* createServiceOf(invocation, name, 'ClusterIP', address === '' ? {} : { clusterIP: address });
  },
};

const externalName: Verb = {
  name: 'externalname',
  short: 'Create an ExternalName service',
  examples:
    '# Another name for something outside\nkubectl create service externalname docs --external-name=kubernetes.io',
  usage: 'NAME --external-name external.name [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'external-name', type: 'string', required: true, usage: 'The name outside.' },
    tcpFlag,
  ],
  complete: 'none',
  *run(invocation) {
    const name = nameArgument(invocation);
    const outside = invocation.flags.string('external-name');
    if (subdomainErrors(outside).length > 0) throw new CommandError(`invalid service external name ${outside}`);
    return yield* createServiceOf(invocation, name, 'ExternalName', { externalName: outside });
  },
};

const loadBalancer: Verb = {
  name: 'loadbalancer',
  short: 'Create a LoadBalancer service',
  examples: '# Reachable from outside\nkubectl create service loadbalancer web --tcp=80:8080',
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  flags: [...generatorFlags, tcpFlag],
  complete: 'none',
  *run(invocation) {
    const name = nameArgument(invocation);
    if (invocation.flags.strings('tcp').length === 0)
      throw new CommandError('at least one tcp port specifier must be provided');
    return yield* createServiceOf(invocation, name, 'LoadBalancer', {});
  },
};

const nodePort: Verb = {
  name: 'nodeport',
  short: 'Create a NodePort service',
  examples: '# A port of every node\nkubectl create service nodeport web --tcp=80:8080 --node-port=30080',
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'node-port', type: 'int', usage: 'The port of the nodes; 0: the cluster chooses.' },
    tcpFlag,
  ],
  complete: 'none',
  *run(invocation) {
    const name = nameArgument(invocation);
    if (invocation.flags.strings('tcp').length === 0)
      throw new CommandError('at least one tcp port specifier must be provided');
    return yield* createServiceOf(invocation, name, 'NodePort', {});
  },
};

export const createService: Verb = {
  name: 'service',
  aliases: ['svc'],
  short: 'Create a service using a specified subcommand',
  usage: '(clusterip | externalname | loadbalancer | nodeport) [options]',
  flags: [],
  verbs: [clusterIP, externalName, loadBalancer, nodePort],
};

function* createServiceOf(invocation: Invocation, name: string, type: string, more: Readonly<Record<string, unknown>>) {
  const labels = { app: name };
  const port = invocation.flags.knows('node-port') ? invocation.flags.int('node-port') : 0;
  const ports = invocation.flags.strings('tcp').map((text) => readPort(text, port));
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { creationTimestamp: null, labels, name },
    spec: { ...more, ...(ports.length > 0 ? { ports } : {}), selector: labels, type },
    status: { loadBalancer: {} },
  };
  return yield* createGenerated(invocation, 'services', object, `${type} service`);
}

/** `80` or `80:8080` or `80:name`. */
function readPort(text: string, nodePortNumber: number) {
  const [first = '', second] = text.split(':');
  const quoted = JSON.stringify(first);
  if (!/^\d+$/.test(first)) throw new CommandError(`strconv.ParseUint: parsing ${quoted}: invalid syntax`);
  const port = Number(first);
  if (port > 65_535) throw new CommandError(`strconv.ParseUint: parsing ${quoted}: value out of range`);
  const target = second === undefined ? port : /^\d+$/.test(second) ? Number(second) : second;
  if (second !== undefined && typeof target === 'number' && (target < 1 || target > 65_535)) {
    throw new CommandError('must be between 1 and 65535, inclusive');
  }
  const problems = typeof target === 'string' ? portNameErrors(target) : [];
  if (problems.length > 0) throw new CommandError(problems.join(','));
  return {
    name: text.replaceAll(':', '-'),
    ...(nodePortNumber !== 0 ? { nodePort: nodePortNumber } : {}),
    port,
    protocol: 'TCP',
    targetPort: target,
  };
}
