/** Removing what nobody uses: containers, images, the builder's cache, all of it at once. */
import { decimalSize } from '../../../../base/units';
import type { DiskUsage, Filters } from '../../../../engine/docker/daemon';
import type { Routine } from '../../../../engine/processes/routine';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { timeAgo } from '../../format/texts';
import { confirmed } from '../../options/confirm';
import { readFilters } from '../../options/filters';
import { forceFlag, pruneFilterFlag } from '../../options/sharedFlags';
import { markedId } from '../builder/builders';

interface Pruned {
  readonly text: string;
  readonly space: number;
}

function* containers({ client }: Invocation, filters: Filters): Routine<Pruned> {
  const pruned = yield* client.ask('POST /containers/prune', (daemon) => daemon.containers.prune(filters));
  const ids = pruned.ContainersDeleted;
  return { text: ids.length === 0 ? '' : `Deleted Containers:\n${ids.join('\n')}\n\n`, space: pruned.SpaceReclaimed };
}

function* images({ client }: Invocation, filters: Filters): Routine<Pruned> {
  const pruned = yield* client.ask('POST /images/prune', (daemon) => daemon.images.prune(filters));
  const lines = pruned.ImagesDeleted.map((one) =>
    'Deleted' in one ? `deleted: ${one.Deleted}` : `untagged: ${one.Untagged}`,
  );
  return { text: lines.length === 0 ? '' : `Deleted Images:\n${lines.join('\n')}\n\n`, space: pruned.SpaceReclaimed };
}

export const containerPrune: DockerCommand = {
  name: 'prune',
  usage: '[OPTIONS]',
  short: 'Remove all stopped containers',
  args: { exactly: 0 },
  flags: [pruneFilterFlag, forceFlag],
  *run(invocation) {
    const { flags, print } = invocation;
    const warning = 'WARNING! This will remove all stopped containers.';
    if (!flags.bool('force') && !(yield* confirmed(invocation, warning))) return 0;
    const { text, space } = yield* containers(invocation, readFilters(flags.strings('filter')));
    print(`${text}Total reclaimed space: ${decimalSize(space, 4)}\n`);
    return 0;
  },
};

export const imagePrune: DockerCommand = {
  name: 'prune',
  usage: '[OPTIONS]',
  short: 'Remove unused images',
  args: { exactly: 0 },
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'All that no container uses, not only those without a name' },
    pruneFilterFlag,
    forceFlag,
  ],
  *run(invocation) {
    const { flags, print } = invocation;
    const all = flags.bool('all');
    const warning = all
      ? 'WARNING! This will remove all images without at least one container associated to them.'
      : 'WARNING! This will remove all dangling images.';
    if (!flags.bool('force') && !(yield* confirmed(invocation, warning))) return 0;
    const filters = { ...readFilters(flags.strings('filter')), dangling: [String(!all)] };
    const { text, space } = yield* images(invocation, filters);
    print(`${text}Total reclaimed space: ${decimalSize(space, 4)}\n`);
    return 0;
  },
};

export const builderPrune: DockerCommand = {
  name: 'prune',
  calledAs: 'docker buildx prune',
  usage: '',
  short: 'Remove build cache',
  args: { exactly: 0 },
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'All of it, not only what no image uses' },
    forceFlag,
    pruneFilterFlag,
  ],
  *run(invocation) {
    const { flags, client, print } = invocation;
    const all = flags.bool('all');
    const warning = `WARNING! This will remove all ${all ? '' : 'dangling '}build cache.`;
    if (!flags.bool('force') && !(yield* confirmed(invocation, warning))) return 0;
    // The daemon tells of each record as it goes.
    let before: DiskUsage['buildCache'] = [];
    const pruned = yield* client.ask('POST /build/prune', (daemon) => {
      const usage = daemon.diskUsage();
      if (usage.ok) before = usage.value.buildCache;
      return daemon.pruneBuildCache({ all, filters: readFilters(flags.strings('filter')) });
    });
    const { now } = invocation.process.clock;
    const gone = pruned.CachesDeleted.flatMap((id) => before.find((record) => record.ID === id) ?? []);
    if (gone.length > 0) print('ID\t\t\t\t\t\tRECLAIMABLE\tSIZE\t\tLAST ACCESSED\n');
    for (const [index, record] of gone.entries()) {
      const size = decimalSize(record.Size, 4).padEnd(10);
      // The first line is printed together with the heading.
      const gap = index === 0 ? '\t\t' : '\t';
      const ago = timeAgo(record.LastUsedAt / 1000, now);
      print(`${markedId(record).padEnd(40)}\ttrue ${gap}${size}\t${ago}\n`);
    }
    const total = gone.reduce((sum, record) => sum + record.Size, 0);
    print(`Total:\t${decimalSize(total, 4)}\n`);
    return 0;
  },
};

export const systemPrune: DockerCommand = {
  name: 'prune',
  usage: '[OPTIONS]',
  short: 'Remove unused data',
  args: { exactly: 0 },
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'All unused images, not only those without a name' },
    { name: 'volumes', type: 'bool', usage: 'Anonymous volumes too' },
    pruneFilterFlag,
    forceFlag,
  ],
  *run(invocation) {
    const { flags, client, print } = invocation;
    const all = flags.bool('all');
    const volumes = flags.bool('volumes');
    const parts = [
      'all stopped containers',
      'all networks not used by at least one container',
      ...(volumes ? ['all anonymous volumes not used by at least one container'] : []),
      all ? 'all images without at least one container associated to them' : 'all dangling images',
      all ? 'all build cache' : 'unused build cache',
    ];
    if (volumes && readFilters(flags.strings('filter'))['until'] !== undefined) {
      throw new CliFailure('ERROR: The "until" filter is not supported with "--volumes"');
    }
    const warning = `WARNING! This will remove:\n${parts.map((part) => `  - ${part}\n`).join('')}`;
    if (!flags.bool('force') && !(yield* confirmed(invocation, warning))) return 0;
    const filters = readFilters(flags.strings('filter'));
    let space = 0;
    const told = (pruned: Pruned) => {
      print(pruned.text);
      space += pruned.space;
    };
    told(yield* containers(invocation, filters));
    const networks = yield* client.ask('POST /networks/prune', (daemon) => daemon.networks.prune(filters));
    if (networks.NetworksDeleted.length > 0) print(`Deleted Networks:\n${networks.NetworksDeleted.join('\n')}\n\n`);
    if (volumes) {
      const gone = yield* client.ask('POST /volumes/prune', (daemon) => daemon.volumes.prune(filters));
      const names = gone.VolumesDeleted;
      told({ text: names.length === 0 ? '' : `Deleted Volumes:\n${names.join('\n')}\n\n`, space: gone.SpaceReclaimed });
    }
    told(yield* images(invocation, { ...filters, dangling: [String(!all)] }));
    const cache = yield* client.ask('POST /build/prune', (daemon) => daemon.pruneBuildCache({ all, filters }));
    const ids = cache.CachesDeleted;
    told({
      text: ids.length === 0 ? '' : `Deleted build cache objects:\n${ids.join('\n')}\n\n`,
      space: cache.SpaceReclaimed,
    });
    print(`Total reclaimed space: ${decimalSize(space, 4)}\n`);
    return 0;
  },
};
