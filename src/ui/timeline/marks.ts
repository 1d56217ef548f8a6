import type { ObjectName, TraceEntry } from '../../engine/trace';
import { objectOf } from '../parts/doer';

export interface Mark {
  readonly entry: TraceEntry;
  readonly look: 'command' | 'write' | 'event' | 'failed';
  readonly object: ObjectName | undefined;
}

/** The window that the time line shows, in milliseconds of cluster time, and how many marks fit into it. */
const WINDOW = 10 * 60_000;
const AT_MOST = 220;
/** What changes something on the Docker host, or fails there. */
const DOCKER_LOOKS: Readonly<Record<string, Mark['look']>> = {
  'create-container': 'write',
  'container-exited': 'event',
  'remove-container': 'write',
  'image-built': 'write',
  'image-pushed': 'write',
  'build-failed': 'failed',
  'image-push-failed': 'failed',
  'create-network': 'write',
  'remove-network': 'write',
  'create-volume': 'write',
};
const PERIODIC: ReadonlySet<string> = new Set(['leases.coordination.k8s.io', 'nodes']);

/** What the time line shows of a trace: commands, writes that changed something, failures; not the heartbeats. */
export function marksOf(trace: readonly TraceEntry[]): { readonly from: number; readonly marks: readonly Mark[] } {
  const last = trace.at(-1)?.time ?? 0;
  const begin = trace.findIndex((entry) => entry.time >= last - WINDOW);
  const marks = trace.slice(Math.max(0, begin)).flatMap((entry): Mark[] => {
    const look = lookOf(entry);
    return look === undefined ? [] : [{ entry, look, object: objectOf(entry) }];
  });
  // Commands stay when the rest must make room.
  const small = marks.filter((mark) => mark.look !== 'command').slice(-AT_MOST);
  const kept = new Set(small);
  const shown = marks.filter((mark) => mark.look === 'command' || kept.has(mark));
  return { from: (shown[0]?.entry.time ?? last) - 2000, marks: shown };
}

function lookOf(entry: TraceEntry): Mark['look'] | undefined {
  if (entry.kind === 'input') return 'command';
  if (entry.kind === 'exchange') return entry.outcome === 'ok' ? 'event' : 'failed';
  if (entry.kind === 'act') return DOCKER_LOOKS[entry.action];
  if (entry.kind !== 'request' || PERIODIC.has(entry.object.resource)) return undefined;
  if (entry.code >= 400 && entry.code !== 404 && entry.code !== 409) return 'failed';
  if (entry.revision === undefined) return undefined;
  return entry.object.resource.startsWith('events') || entry.subresource === 'status' ? 'event' : 'write';
}
