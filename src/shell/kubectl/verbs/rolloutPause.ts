/** kubectl rollout pause, resume and restart. */
import { formatTime } from '../../../base/time';
import type { PlainObject } from '../client/documents';
import { CommandError } from '../errors';
import type { Verb } from '../verb';
import { changeRollouts, rolloutFlags } from './rolloutChange';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

export const rolloutPause: Verb = {
  name: 'pause',
  short: 'Mark the provided resource as paused',
  long: 'Stop rolling out changes of a deployment, until it is resumed.',
  examples: '# Several changes, one rollout\nkubectl rollout pause deployment/web',
  usage: 'RESOURCE',
  complete: 'resources',
  flags: rolloutFlags,
  run: (invocation) =>
    changeRollouts(invocation, {
      word: 'paused',
      change(object) {
        if (object.kind !== 'Deployment') throw new CommandError('pausing is not supported');
        if (isPaused(object)) throw new CommandError('is already paused');
        return { ...object, spec: { ...(object['spec'] as object), paused: true } };
      },
    }),
};

export const rolloutResume: Verb = {
  name: 'resume',
  short: 'Resume a paused resource',
  long: 'Roll out changes of a deployment again.',
  examples: '# Roll out what was changed meanwhile\nkubectl rollout resume deployment/web',
  usage: 'RESOURCE',
  complete: 'resources',
  flags: rolloutFlags,
  run: (invocation) =>
    changeRollouts(invocation, {
      word: 'resumed',
      change(object) {
        if (object.kind !== 'Deployment') throw new CommandError('resuming is not supported');
        if (!isPaused(object)) throw new CommandError('is not paused');
        const { paused: _, ...spec } = object['spec'] as { paused?: boolean };
        return { ...object, spec };
      },
    }),
};

export const rolloutRestart: Verb = {
  name: 'restart',
  short: 'Restart a resource',
  long: 'Replace all pods of a workload by new ones, as a rollout does.',
  examples: '# New pods, the same image\nkubectl rollout restart deployment/web',
  usage: 'RESOURCE',
  complete: 'resources',
  flags: rolloutFlags,
  run: (invocation) =>
    changeRollouts(invocation, {
      word: 'restarted',
      same: 'if restart has already been triggered within the past second, please wait before attempting to trigger another',
      change(object) {
        if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(object.kind))
          throw new CommandError('restarting is not supported');
        if (isPaused(object)) throw new CommandError("can't restart paused deployment (run rollout resume first)");
        const spec = object['spec'] as { template: PlainObject };
        const { metadata } = spec.template;
        const annotations = { ...metadata?.annotations, [RESTARTED_AT]: formatTime(invocation.process.clock.now) };
        return { ...object, spec: { ...spec, template: { ...spec.template, metadata: { ...metadata, annotations } } } };
      },
    }),
};

function isPaused(object: PlainObject): boolean {
  return (object['spec'] as { paused?: boolean } | undefined)?.paused === true;
}
