/** Events of containers, with the attributes that each of them has. */
import type { DaemonContext } from '../daemonContext';
import type { DockerContainer } from './dockerContainer';

export function recordContainer(
  context: DaemonContext,
  container: DockerContainer,
  action: string,
  more: Readonly<Record<string, string>> = {},
): void {
  const { labels, image } = container.config;
  context.events.record('container', action, container.id, { ...labels, ...more, image, name: container.name });
}

/** For the picture and for "why?": something happened to a container. Returns the entry's number, to be a cause. */
export function traceContainer(
  context: DaemonContext,
  container: DockerContainer,
  action: string,
  detail: Readonly<Record<string, string | number>> = {},
  until?: number,
): number {
  return context.trace.record({
    kind: 'act',
    actor: context.actor,
    action,
    detail: { container: container.name, id: container.id, ...detail },
    ...(until === undefined ? {} : { until }),
  });
}
