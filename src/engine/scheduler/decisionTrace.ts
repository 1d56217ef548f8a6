/** What the trace tells of a decision. */
import type { Pod } from '../../kinds/pod';
import type { Decision } from './decision';

/** In a larger cluster the trace does not tell of every node. */
const NODES_IN_TRACE = 32;

/** The pod in a trace entry. */
export function podName(pod: Pod) {
  const { namespace = '', name, uid } = pod.metadata;
  return { resource: 'pods', namespace, name, ...(uid === undefined ? {} : { uid }) };
}

/** `chosen`, and for each node its score or why it does not do: what the picture shows of the decision. */
export function decisionDetail(decision: Decision): Record<string, string | number> {
  const detail: Record<string, string | number> = { chosen: decision.node?.name ?? '' };
  let told = 0;
  for (const [name, score] of decision.scores) if (told++ < NODES_IN_TRACE) detail[`node/${name}`] = score;
  for (const [name, { reasons }] of decision.refusals) {
    if (told++ < NODES_IN_TRACE) detail[`node/${name}`] = reasons.join(', ');
  }
  return detail;
}
