/** docker update. */
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { resources, restartPolicy } from '../../options/containerOptions';
import { eachObject } from '../../options/eachObject';
import { resourceFlags } from '../../options/runFlags';

/** What the daemon can change; the others are there for the same reasons as in `run`. */
const CHANGED = ['memory', 'memory-swap', 'cpus', 'pids-limit', 'restart'];

export const update: DockerCommand = {
  name: 'update',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Update configuration of one or more containers',
  calls: 'docker container update, docker update',
  args: { atLeast: 1 },
  complete: ['containers'],
  flags: [
    ...resourceFlags.map((flag) => (CHANGED.includes(flag.name) ? flag : { ...flag, notSimulated: true })),
    {
      name: 'restart',
      type: 'string',
      usage: 'What to do when it exits',
      complete: ['no', 'always', 'on-failure', 'unless-stopped'],
    },
  ],
  *run(invocation) {
    const { args, flags, client, printError } = invocation;
    if (!CHANGED.some((name) => flags.changed(name))) {
      throw new CliFailure('you must provide one or more flags when using this command');
    }
    const { Memory, MemorySwap, NanoCpus, PidsLimit } = resources(flags);
    const options = {
      ...(flags.changed('restart') ? { RestartPolicy: restartPolicy(flags.string('restart')) } : {}),
      ...(flags.changed('memory') ? { Memory } : {}),
      ...(flags.changed('memory-swap') ? { MemorySwap } : {}),
      ...(flags.changed('cpus') ? { NanoCpus } : {}),
      ...(flags.changed('pids-limit') ? { PidsLimit } : {}),
    };
    return yield* eachObject(invocation, args, function* (name) {
      const { Warnings } = yield* client.ask(`POST /containers/${name}/update`, (daemon) =>
        daemon.containers.update(name, options),
      );
      for (const warning of Warnings) printError(`${warning}\n`);
      return name;
    });
  },
};
