/** How a kubelet's runtime words what went wrong: containerd itself, or Docker behind cri-dockerd. */
import { familiarName, type ImageReference } from '../../base/imageReference';
import type { ConnectError } from '../registries/connectTo';
import * as containerd from '../registries/containerdErrors';
import * as docker from '../registries/dockerErrors';
import type { ResolveError } from '../registries/registry';
import type { LaunchError } from './launch';
import type { PullError, StartError } from './runtime';

export interface RuntimeWords {
  pullRefused(error: ResolveError, reference: ImageReference): PullError;
  /** A registry that somebody runs on a machine was not reached. */
  notReached(error: ConnectError, reference: ImageReference): PullError;
  /** A name that cannot be read. */
  nameError(text: string, why: string): PullError;
  /** The layers came, but there is no room for them. */
  storageError(reference: ImageReference, why: string): PullError;
  /** Neither the image nor the pod says what to run. */
  noCommand(): string;
  /** runc could not start it: what the container's status says, and what the kubelet is told of it. */
  startFailed(id: string, error: LaunchError): { readonly ended: StartError & Ended; readonly told: string };
}

interface Ended {
  readonly reason: 'StartError' | 'ContainerCannotRun';
}

const OCI = 'OCI runtime create failed: runc create failed: unable to start container process';

const containerdWords: RuntimeWords = {
  pullRefused: containerd.containerdError,
  notReached: containerd.notReached,
  nameError: containerd.nameError,
  storageError: containerd.storageError,
  noCommand: () => 'failed to generate container spec: no command specified',
  startFailed: (_, { reason }) => {
    const message = `failed to create containerd task: failed to create shim task: ${OCI}: error during container init: ${reason}: unknown`;
    return { ended: { code: 128, reason: 'StartError', message }, told: message };
  },
};

const DAEMON = 'Error response from daemon: ';

const dockerWords: RuntimeWords = {
  pullRefused: (error, reference) => {
    if (error === 'unreachable')
      return { code: 'Unavailable', message: `${DAEMON}${docker.notReached(reference.domain, 'timeout').message}` };
    const { message } = docker.pullRefused(error, reference);
    return { code: error === 'denied' ? 'Denied' : 'NotFound', message: `${DAEMON}${message}` };
  },
  notReached: (error, { domain }) => ({
    code: 'Unavailable',
    message: `${DAEMON}${docker.notReached(domain, error).message}`,
  }),
  nameError: (_, why) => ({ code: 'InvalidName', message: `${DAEMON}${why}` }),
  storageError: (reference, why) => ({
    code: 'Unavailable',
    message: `failed to register layer of ${familiarName(reference.full)}: write: ${why}`,
  }),
  noCommand: () => `${DAEMON}no command specified`,
  startFailed: (id, { code, reason }) => {
    const message = `failed to create task for container: failed to create shim task: ${OCI}: ${reason}: unknown`;
    return {
      ended: { code, reason: 'ContainerCannotRun', message },
      told: `failed to start container "${id}": ${DAEMON}${message}`,
    };
  },
};

/** @param scheme the runtime's: `docker://` */
export function runtimeWords(scheme: string): RuntimeWords {
  return scheme === 'docker://' ? dockerWords : containerdWords;
}
