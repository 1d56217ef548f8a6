/** `docker wait`, and how `docker run` learns of the end. */
import { ok } from '../../../base/result';
import type { Cancel, Done } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import type { DockerContainer } from './dockerContainer';

/** Answers with the exit code once the container does not run (at once when it doesn't), ends next, or is removed. */
export function waitForContainer(
  context: DaemonContext,
  container: DockerContainer,
  condition: 'not-running' | 'next-exit' | 'removed',
  done: Done<{ readonly StatusCode: number }>,
): Cancel {
  const tell = () => done(ok({ StatusCode: container.container.exitCode }));
  if (condition === 'removed') return container.onceRemoved(tell);
  if (condition === 'next-exit' || container.running || container.starting) return container.onceStopped(tell);
  const timer = context.clock.after(0, tell);
  return () => timer.cancel();
}
