/** kubectl attach: to the program that a container runs. */
import { containerNames, defaultContainer, podOf } from '../client/pods';
import { attachToPod } from '../client/streams';
import { CommandError } from '../errors';
import type { Verb } from '../verb';

export const attach: Verb = {
  name: 'attach',
  short: 'Attach to a running container',
  long: 'Connect to the program that a container runs: its output, and with -i its standard input.',
  examples: `
# What the first container prints
kubectl attach web
# Type into it
kubectl attach -it box -c shell`,
  usage: '(POD | TYPE/NAME) -c CONTAINER',
  complete: 'pod',
  flags: [
    {
      name: 'container',
      shorthand: 'c',
      type: 'string',
      usage: 'The container; else the default one of the pod.',
      complete: 'container',
    },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', usage: 'How long to wait for a pod to run.' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Print only what the program prints.' },
    { name: 'stdin', shorthand: 'i', type: 'bool', usage: 'Pass standard input on to the program.' },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Standard input is a terminal.' },
  ],
  *run(invocation) {
    const { args, flags, command, printError, process } = invocation;
    if (args.length === 0) throw new CommandError('at least 1 argument is required for attach');
    if (args.length > 2) {
      throw new CommandError(
        `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
      );
    }
    const pod = yield* podOf(invocation, args.length === 2 ? args.join('/') : args[0]);
    const { phase = '' } = pod.status ?? {};
    if (phase === 'Succeeded' || phase === 'Failed')
      throw new CommandError(`cannot attach a container in a completed pod; current phase is ${phase}`);
    const name = flags.string('container') || defaultContainer(pod);
    const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
    const container = all.find((one) => one.name === name);
    if (container === undefined)
      throw new CommandError(`cannot attach to the container: container ${name} not found in pod ${pod.metadata.name}`);
    if (!flags.changed('container') && containerNames(pod).length > 1 && !flags.bool('quiet')) {
      printError(`Defaulted container "${name}" out of: ${containerNames(pod).join(', ')}\n`);
    }
    const stdin = flags.bool('stdin');
    let tty = flags.bool('tty');
    if (tty && container.tty !== true) {
      tty = false;
      if (!flags.bool('quiet')) printError(`error: Unable to use a TTY - container ${name} did not allocate one\n`);
    } else if (!tty && stdin && container.tty === true) {
      // the container has a terminal, so that one is needed here
      tty = true;
    }
    if (stdin && tty && process.tty === undefined) {
      printError('Unable to use a TTY - input is not a terminal or the right kind of file\n');
    }
    if (!flags.bool('quiet')) printError("If you don't see a command prompt, try pressing enter.\n");
    const { namespace = '' } = pod.metadata;
    const code = yield* attachToPod(invocation, { namespace, pod: pod.metadata.name, container: name, stdin, tty });
    if (!flags.bool('quiet') && stdin && tty && pod.spec.restartPolicy !== 'Never') {
      invocation.print(
        `Session ended, resume using '${command} ${pod.metadata.name} -c ${name} -i -t' command when the pod is running\n`,
      );
    }
    return code;
  },
};
