/** docker update. */
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { resources, restartPolicy } from '../../options/containerOptions';
import { eachObject } from '../../options/eachObject';
import { resourceFlags } from '../../options/runFlags';

/** What the daemon can change; the others are there for the same reasons as in `run`. */
const CHANGED: Readonly<Record<string, keyof ReturnType<typeof resources>>> = {
  'cpu-period': 'CpuPeriod',
  'cpu-quota': 'CpuQuota',
  'cpu-shares': 'CpuShares',
  'cpuset-cpus': 'CpusetCpus',
  cpus: 'NanoCpus',
  memory: 'Memory',
  'memory-reservation': 'MemoryReservation',
  'memory-swap': 'MemorySwap',
  'pids-limit': 'PidsLimit',
};

export const update: DockerCommand = {
  name: 'update',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Update configuration of one or more containers',
  calls: 'docker container update, docker update',
  args: { atLeast: 1 },
  complete: ['containers'],
  flags: [
    ...resourceFlags,
    {
      name: 'restart',
      type: 'string',
      usage: 'What to do when it exits',
      complete: ['no', 'always', 'on-failure', 'unless-stopped'],
    },
  ],
  *run(invocation) {
    const { args, flags, client, print } = invocation;
    if (flags.occurrences.length === 0) {
      throw new CliFailure('you must provide one or more flags when using this command');
    }
    const all = resources(flags);
    const changed = Object.entries(CHANGED).filter(([name]) => flags.changed(name));
    const options = {
      ...Object.fromEntries(changed.map(([, field]) => [field, all[field]])),
      ...(flags.changed('restart') ? { RestartPolicy: restartPolicy(flags.string('restart')) } : {}),
      ...(flags.changed('blkio-weight') ? { BlkioWeight: Number(flags.string('blkio-weight')) } : {}),
      ...(flags.changed('cpuset-mems') ? { CpusetMems: flags.string('cpuset-mems') } : {}),
    };
    const warnings: string[] = [];
    const code = yield* eachObject(invocation, args, function* (name) {
      const { Warnings } = yield* client.ask(`POST /containers/${name}/update`, (daemon) =>
        daemon.containers.update(name, options),
      );
      warnings.push(...Warnings);
      return name;
    });
    print(warnings.map((warning) => `${warning}\n`).join(''));
    return code;
  },
};
