/** `docker logs`. */
import { ok } from '../../../base/result';
import type { Answer, DaemonContainers } from '../daemon';
import { failed } from '../refusal';
import type { DockerContainer } from './dockerContainer';

/** Drivers whose logs Docker can read itself. */
const READABLE: readonly string[] = ['json-file', 'local', 'journald'];

type Logs = ReturnType<DaemonContainers['logs']> extends Answer<infer T> ? T : never;

export function containerLogs(container: DockerContainer): Answer<Logs> {
  if (!READABLE.includes(container.hostConfig.LogDriver)) {
    return failed('configured logging driver does not support reading');
  }
  const { log } = container.container;
  return ok({
    tty: container.config.tty,
    get lines() {
      return log.lines;
    },
    onLine: (listener) => log.onLine(listener),
    running: () => container.running,
    onEnd: (listener) => container.onceStopped(listener),
  });
}
