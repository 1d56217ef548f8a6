import type { Verb } from '../verb';
import { topNode } from './topNode';
import { topPod } from './topPod';

export const top: Verb = {
  name: 'top',
  short: 'Display resource (CPU/memory) usage',
  long: 'Show how much CPU and memory nodes and pods use. This needs a metrics server in the cluster.',
  usage: '',
  flags: [],
  verbs: [topNode, topPod],
};
