/** Waiting for the cluster. */
import { sleep } from '../../engine/processes/kernel';
import type { Routine } from '../../engine/processes/routine';
import type { Node } from '../../kinds/node';
import type { ClusterConnection } from '../command';
import { exitingDueTo, exits } from './failure';
import type { MinikubeInvocation } from './minikubeCommand';

/** How often it is looked, and how long at most, in milliseconds. */
const LOOK_EVERY = 500;
const LONGEST = 360_000;

/** minikube's own way to the API server: as an administrator. */
export function adminConnection({
  services,
  machines,
}: Pick<MinikubeInvocation, 'services' | 'machines'>): ClusterConnection {
  const credentials = { user: 'minikube-user', groups: ['system:masters'], actor: 'minikube' };
  const connection = services.cluster(machines.profile.server, credentials);
  if (connection === undefined) throw exitingDueTo('GUEST_STATUS', exits.guestError, 'the API server has no address');
  return connection;
}

/** Waits until a node says that it is ready. */
export function* waitForNode(invocation: MinikubeInvocation, name: string): Routine<void> {
  const { clock } = invocation.process;
  const connection = adminConnection(invocation);
  const end = clock.now + LONGEST;
  while (clock.now < end) {
    const { code, body } = yield* connection.request({ method: 'GET', path: `/api/v1/nodes/${name}` });
    if (code === 200) {
      const ready = (body as Node).status?.conditions?.find(({ type }) => type === 'Ready');
      if (ready?.status === 'True') return;
    }
    yield* sleep(clock, LOOK_EVERY);
  }
  throw exitingDueTo(
    'GUEST_START',
    exits.guestError,
    `failed to start node: wait 6m0s for node: timed out waiting for the condition`,
  );
}
