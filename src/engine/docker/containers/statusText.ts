/** What `docker ps` says below STATUS. */
import { durationInWords } from '../../../base/durationInWords';
import type { DockerContainer } from './dockerContainer';

export function statusText(container: DockerContainer, now: number): string {
  const { startedAt, finishedAt = now, exitCode } = container.container;
  if (container.restarting) return `Restarting (${exitCode}) ${durationInWords(now - finishedAt)} ago`;
  if (container.running && startedAt !== undefined) {
    const up = `Up ${durationInWords(now - startedAt)}`;
    if (container.paused) return `${up} (Paused)`;
    const { health } = container;
    if (health === undefined) return up;
    return `${up} (${health.status === 'starting' ? 'health: starting' : health.status})`;
  }
  if (container.removing) return 'Removal In Progress';
  if (startedAt === undefined) return 'Created';
  return `Exited (${exitCode}) ${durationInWords(now - finishedAt)} ago`;
}
