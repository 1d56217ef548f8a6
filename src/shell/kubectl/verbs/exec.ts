/** kubectl exec: a command in a container of a pod that runs. */
import type { Pod } from '../../../kinds/pod';
import { containerNames, defaultContainer, podOf } from '../client/pods';
import { execInPod } from '../client/streams';
import { CommandError, usageError } from '../errors';
import { filenameFlags } from '../sharedFlags';
import type { Verb } from '../verb';

export const exec: Verb = {
  name: 'exec',
  short: 'Execute a command in a container',
  long: 'Run a command in a container that runs already.',
  examples: `
# The date, as the pod's first container has it
kubectl exec web -- date
# A shell
kubectl exec -it web -- /bin/bash
# In another container, of a pod of a deployment
kubectl exec deploy/web -c sidecar -- ls /`,
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  complete: 'pod',
  flags: [
    {
      name: 'container',
      shorthand: 'c',
      type: 'string',
      usage: 'The container; else the default one of the pod.',
      complete: 'container',
    },
    ...filenameFlags.filter(({ name }) => name === 'filename'),
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', usage: 'How long to wait for a pod to run.' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Print only what the command prints.' },
    { name: 'stdin', shorthand: 'i', type: 'bool', usage: 'Pass standard input on to the command.' },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Give the command a terminal.' },
  ],
  *run(invocation) {
    const { args, argsBeforeDash, flags, command: path, process, printError } = invocation;
    const filenames = flags.strings('filename');
    if (argsBeforeDash < 0 && args.length > 1) {
      throw usageError(path, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
    }
    if (args.length === 0 && filenames.length === 0)
      throw new CommandError('pod, type/name or --filename must be specified');
    const words = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
    const named = argsBeforeDash === 0 ? undefined : args[0];
    if (named === undefined && filenames.length === 0)
      throw new CommandError('pod, type/name or --filename must be specified');
    if (flags.duration('pod-running-timeout') <= 0)
      throw usageError(path, '--pod-running-timeout must be higher than zero');
    if (words.length === 0) throw new CommandError('you must specify at least one command for the container');
    const pod: Pod = yield* podOf(invocation, named, filenames);
    const phase = pod.status?.phase;
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
    }
    const container = flags.string('container') || defaultContainer(pod);
    if (!flags.changed('container') && containerNames(pod).length > 1 && !flags.bool('quiet')) {
      printError(`Defaulted container "${container}" out of: ${containerNames(pod).join(', ')}\n`);
    }
    const stdin = flags.bool('stdin');
    if (flags.bool('tty') && process.tty === undefined) {
      printError('Unable to use a TTY - input is not a terminal or the right kind of file\n');
    }
    const { name, namespace = '' } = pod.metadata;
    return yield* execInPod(
      invocation,
      { pod: name, namespace, container, stdin, tty: flags.bool('tty') && stdin },
      words,
    );
  },
};
