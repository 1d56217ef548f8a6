/** kubectl rollout: the history and the course of changes of workloads; each action is a verb below it. */
import type { Verb } from '../verb';
import { rolloutHistory } from './rolloutHistory';
import { rolloutPause, rolloutRestart, rolloutResume } from './rolloutPause';
import { rolloutStatus } from './rolloutStatus';
import { rolloutUndo } from './rolloutUndo';

export const rollout: Verb = {
  name: 'rollout',
  helpTo: 'stdout',
  short: 'Manage the rollout of a resource',
  long: 'Look at and steer how changes of deployments, daemon sets and stateful sets are rolled out.',
  examples:
    '# Back to the revision before\nkubectl rollout undo deployment/web\n# How far it is\nkubectl rollout status deployment/web',
  usage: 'SUBCOMMAND [options]',
  flags: [],
  verbs: [rolloutHistory, rolloutPause, rolloutRestart, rolloutResume, rolloutStatus, rolloutUndo],
};
