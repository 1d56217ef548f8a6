/** What a container is up to, in the words of `docker ps`, and whether that is good. */
import type { DockerContainer } from '../../store/docker/dockerView';
import type { ObjectStatus } from './objectStatus';

export interface ContainerStatus extends ObjectStatus {
  /** What Docker has no word for, from the dictionaries. */
  readonly trouble: 'hung' | 'outOfMemory' | undefined;
}

export function containerStatus(container: DockerContainer): ContainerStatus {
  const { state, exitCode, outOfMemory, hung } = container;
  const code = exitCode ?? 0;
  switch (state) {
    case 'running':
      return { ...runningStatus(container), trouble: hung ? 'hung' : undefined };
    case 'paused':
      return { tone: 'paused', word: 'Paused', trouble: undefined };
    case 'restarting':
      return { tone: 'wait', word: `Restarting (${code})`, trouble: outOfMemory ? 'outOfMemory' : undefined };
    case 'exited': {
      const trouble = outOfMemory ? 'outOfMemory' : undefined;
      return { tone: code === 0 ? 'rest' : 'bad', word: `Exited (${code})`, trouble };
    }
    case 'removing':
      return { tone: 'going', word: 'Removal In Progress', trouble: undefined };
    case 'dead':
      return { tone: 'bad', word: 'Dead', trouble: undefined };
    default:
      return { tone: 'rest', word: 'Created', trouble: undefined };
  }
}

function runningStatus({ health, hung }: DockerContainer): ObjectStatus {
  if (health === 'unhealthy') return { tone: 'bad', word: 'unhealthy' };
  if (hung) return { tone: 'bad', word: 'Up' };
  if (health === 'starting') return { tone: 'wait', word: 'health: starting' };
  return { tone: 'ok', word: health === 'healthy' ? 'healthy' : 'Up' };
}
