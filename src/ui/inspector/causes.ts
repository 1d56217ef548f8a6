import type { ObjectName, TraceEntry } from '../../engine/trace';
import { IMAGES, shortId, shortRepository, shortTag } from '../parts/dockerNames';
import { objectOf } from '../parts/doer';

/** The chain of causes back from the last thing that happened to an object, nearest first. */
export function causesOf(trace: readonly TraceEntry[], object: ObjectName): TraceEntry[] {
  const last = lastAbout(trace, object);
  const chain: TraceEntry[] = [];
  for (let entry = last; entry !== undefined; entry = find(trace, entry.cause)) chain.push(entry);
  return chain;
}

/** Entries that are told alike, such as the layers of an image, become one with how often it happened. */
export function groupAlike(
  entries: readonly TraceEntry[],
  tell: (entry: TraceEntry) => string,
): { readonly entry: TraceEntry; readonly words: string; readonly times: number }[] {
  const groups: { entry: TraceEntry; words: string; times: number }[] = [];
  for (const entry of entries) {
    const words = tell(entry);
    const last = groups.at(-1);
    const alike =
      last !== undefined &&
      (last.words === words ||
        (last.entry.kind === 'act' &&
          entry.kind === 'act' &&
          last.entry.action === entry.action &&
          last.entry.actor === entry.actor));
    if (alike) last.times++;
    else groups.push({ entry, words, times: 1 });
  }
  return groups;
}

/** Reads, watches and reports of status happen to an object all the time; what made or changed it is asked for first. */
function lastAbout(trace: readonly TraceEntry[], object: ObjectName): TraceEntry | undefined {
  const about = trace.filter((entry) => isAbout(entry, object));
  const writes = about.filter((entry) => entry.kind === 'request' && entry.revision !== undefined);
  return writes.at(-1) ?? about.at(-1);
}

function isAbout(entry: TraceEntry, object: ObjectName): boolean {
  const named = objectOf(entry);
  if (named !== undefined && isSame(named, object)) return true;
  if (entry.kind !== 'act' || object.resource !== IMAGES || named !== undefined) return false;
  const image = entry.detail?.['image'];
  return image !== undefined && labelOf(String(image)) === object.name;
}

/** `docker.io/library/kubia:latest` is called `kubia`. */
function labelOf(image: string): string {
  return image.startsWith('sha256:') ? shortId(image) : shortTag(shortRepository(image));
}

function isSame(one: ObjectName, other: ObjectName): boolean {
  if (one.resource !== other.resource || one.namespace !== other.namespace || one.name !== other.name) return false;
  return one.uid === undefined || other.uid === undefined || one.uid === other.uid;
}

/** Sequence numbers rise by one, but the page holds only the newest entries. */
function find(trace: readonly TraceEntry[], sequence: number): TraceEntry | undefined {
  const first = trace[0];
  if (first === undefined || sequence < first.sequence) return undefined;
  const direct = trace[sequence - first.sequence];
  return direct?.sequence === sequence ? direct : trace.find((entry) => entry.sequence === sequence);
}
