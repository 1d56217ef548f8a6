import type { DaemonContext } from '../daemonContext';

/** An event of an image: what was done to it, and the name that stood for it. */
export function recordImage(context: DaemonContext, action: string, id: string, name: string): void {
  const labels = context.images.store.find(id)?.image.config.labels ?? {};
  context.events.record('image', action, id, { ...labels, name });
}
