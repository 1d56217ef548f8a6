/** What a batch from the worker makes of the page's snapshot. */
import { keepSame } from '../base/keepSame';
import type { ObjectChange, WorkerMessage } from './messages';
import type { ClusterObject, PlaygroundState } from './playgroundState';

/** How many trace entries the page keeps: enough for the time line and for "why?". */
const TRACE_LIMIT = 4000;

type Batch = Extract<WorkerMessage, { kind: 'batch' }>;

/** The parts of the state that the batch changes; what it does not change keeps its identity. */
export function mergeBatch(state: PlaygroundState, batch: Batch): Partial<PlaygroundState> {
  const { whole, time, objects, trace, files, model, docker, nodeImages, stopped, traffic } = batch;
  return {
    time,
    traffic: keepSame(state.traffic, traffic),
    ...(whole || objects.length > 0 ? { objects: mergeObjects(whole ? {} : state.objects, objects) } : {}),
    ...(whole || model !== undefined ? { model } : {}),
    ...(whole || docker !== undefined ? { docker: docker && keepSame(state.docker, docker) } : {}),
    ...(whole || nodeImages !== undefined ? { nodeImages: keepSame(state.nodeImages, nodeImages ?? []) } : {}),
    ...(whole || stopped !== undefined ? { stopped: stopped ?? [] } : {}),
    ...(whole || trace.length > 0 ? { trace: [...(whole ? [] : state.trace), ...trace].slice(-TRACE_LIMIT) } : {}),
    ...(batch.browser === undefined ? {} : { browser: batch.browser ?? undefined }),
    ...(whole || Object.keys(files).length > 0 ? { files: mergeFiles(whole ? {} : state.files, files) } : {}),
  };
}

function mergeObjects(
  objects: PlaygroundState['objects'],
  changes: readonly ObjectChange[],
): PlaygroundState['objects'] {
  const merged: Record<string, Readonly<Record<string, ClusterObject>>> = { ...objects };
  const opened = new Map<string, Record<string, ClusterObject>>();
  for (const { type, resource, object } of changes) {
    let group = opened.get(resource);
    if (group === undefined) {
      group = { ...merged[resource] };
      opened.set(resource, group);
      merged[resource] = group;
    }
    const { namespace, name } = object.metadata;
    const key = namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
    if (type === 'DELETED') delete group[key];
    else group[key] = object;
  }
  return merged;
}

function mergeFiles(
  files: PlaygroundState['files'],
  changes: Readonly<Record<string, string | null>>,
): PlaygroundState['files'] {
  const merged = { ...files };
  for (const [path, text] of Object.entries(changes)) {
    if (text !== null) merged[path] = text;
    else
      for (const known of Object.keys(merged)) if (known === path || known.startsWith(`${path}/`)) delete merged[known];
  }
  return merged;
}
