/**
 * minikube tunnel: a route from the laptop to the cluster's service addresses, and a load balancer's address for each
 * service that waits for one, for as long as it runs.
 */

import { sleep } from '../../../engine/processes/kernel';
import type { Process } from '../../../engine/processes/process';
import type { Routine } from '../../../engine/processes/routine';
import type { Service } from '../../../kinds/service';
import { healthyNodes, primaryOf } from '../cluster';
import { exitingDueTo, exits } from '../failure';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';
import { adminConnection } from '../waiting';
import { itemsAt } from './service';

/** How often it looks for services, in milliseconds. */
const LOOK_EVERY = 3_000;

export const tunnel: MinikubeCommand = {
  name: 'tunnel',
  group: 'Networking and Connectivity',
  short: 'Let the laptop reach services of type LoadBalancer, until Ctrl-C',
  flags: [
    { name: 'cleanup', shorthand: 'c', type: 'bool', default: true, usage: 'Take away what a tunnel left behind' },
    { name: 'bind-address', type: 'string', usage: 'The address that is listened at', notSimulated: true },
  ],
  *run(invocation) {
    const { machines, process } = invocation;
    const { name, address } = primaryOf(healthyNodes(invocation)).profile;
    const range = machines.profile.serviceCidr;
    const undo = machines.addLaptopRoute(range, name);
    let interrupted = false;
    const stops = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) =>
      process.handle(signal, () => {
        interrupted = true;
      }),
    );
    let told = '';
    try {
      while (!interrupted && machines.life.serving) {
        const services = yield* giveAddresses(invocation);
        const report = `Status:\t\n\tmachine: ${name}\n\tpid: ${process.pid}\n\troute: ${range} -> ${address}\n\tminikube: Running\n\tservices: [${services.join(', ')}]\n    errors: \n\t\tminikube: no errors\n\t\trouter: no errors\n\t\tloadbalancer emulator: no errors\n`;
        if (report !== told) process.stdout.write(report);
        told = report;
        yield* rest(process, () => interrupted);
      }
    } finally {
      undo();
      for (const stop of stops) stop();
    }
    yield* takeAddresses(invocation);
    if (interrupted) return exits.interrupted;
    throw exitingDueTo('GUEST_STATUS', exits.guestError, 'the cluster was stopped: the tunnel is closed');
  },
};

/** Waits, but not once it is interrupted. */
function* rest(process: Process, interrupted: () => boolean): Routine<void> {
  const end = process.clock.now + LOOK_EVERY;
  while (process.clock.now < end && !interrupted()) yield* sleep(process.clock, 100, { background: true });
}

/** Gives every service of type LoadBalancer its own cluster address. */
function* giveAddresses(invocation: MinikubeInvocation): Routine<readonly string[]> {
  const balanced = (yield* itemsAt<Service>(invocation, '/api/v1/services')).filter(isBalanced);
  for (const service of balanced) {
    const ip = service.spec.clusterIP ?? '';
    if (service.status?.loadBalancer?.ingress?.[0]?.ip === ip) continue;
    yield* patchStatus(invocation, service, [{ ip }]);
  }
  return balanced.map(({ metadata }) => metadata.name);
}

function* takeAddresses(invocation: MinikubeInvocation): Routine<void> {
  for (const service of yield* itemsAt<Service>(invocation, '/api/v1/services')) {
    if (isBalanced(service) && service.status?.loadBalancer?.ingress !== undefined)
      yield* patchStatus(invocation, service, null);
  }
}

function isBalanced({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer';
}

function* patchStatus(invocation: MinikubeInvocation, { metadata }: Service, ingress: unknown): Routine<void> {
  yield* adminConnection(invocation).request({
    method: 'PATCH',
    path: `/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`,
    headers: { 'content-type': 'application/merge-patch+json' },
    body: { status: { loadBalancer: { ingress } } },
  });
}
