/** docker system df: what images, containers, volumes and the builder's cache take. */
import { decimalSize } from '../../../../base/units';
import type { DiskUsage } from '../../../../engine/docker/daemon';
import type { DockerCommand } from '../../dockerCommand';
import { diskUsageTables, formatDiskUsage } from '../../format/diskUsageFormat';
import { formatList, type ListFormat } from '../../format/listFormat';
import { formatFlag } from '../../options/sharedFlags';

interface Row {
  readonly type: string;
  readonly total: number;
  readonly active: number;
  readonly size: number;
  readonly reclaimable: number;
  /** Without a share in brackets. */
  readonly plain?: boolean;
}

const TABLE = 'table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}';

export const systemDf: DockerCommand = {
  name: 'df',
  usage: '[OPTIONS]',
  short: 'Show docker disk usage',
  args: { exactly: 0 },
  flags: [formatFlag, { name: 'verbose', shorthand: 'v', type: 'bool', usage: 'Each image, container and volume' }],
  *run({ flags, client, print, process }) {
    const usage = yield* client.ask('GET /system/df', (daemon) => daemon.diskUsage());
    const chosen = flags.string('format');
    const usual = ['', 'table'].includes(chosen);
    const { now } = process.clock;
    if (!flags.bool('verbose')) print(formatList(usual ? TABLE : chosen, format, rowsOf(usage)));
    else print(usual ? diskUsageTables(usage, now) : formatDiskUsage(chosen, usage, now));
    return 0;
  },
};

function rowsOf({ images, containers, volumes, volumeUsage, buildCache, layersSize }: DiskUsage): readonly Row[] {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const used = images.filter((image) => image.Containers > 0);
  const own = sum(used.map((image) => image.UniqueSize));
  const running = containers.filter((container) => /running|paused|restarting/.test(container.State));
  const sizes = containers.map((container) => container.SizeRw ?? 0);
  const stopped = containers.filter((container) => !running.includes(container)).map((one) => one.SizeRw ?? 0);
  const inUse = volumes.filter((volume) => (volumeUsage[volume.Name]?.RefCount ?? 0) > 0);
  const volumeSize = (names: typeof volumes) => sum(names.map((volume) => volumeUsage[volume.Name]?.Size ?? 0));
  const cache = sum(buildCache.filter((one) => !one.Shared).map((one) => one.Size));
  const busy = buildCache.filter((one) => one.InUse);
  return [
    { type: 'Images', total: images.length, active: used.length, size: layersSize, reclaimable: layersSize - own },
    {
      type: 'Containers',
      total: containers.length,
      active: running.length,
      size: sum(sizes),
      reclaimable: sum(stopped),
    },
    {
      type: 'Local Volumes',
      total: volumes.length,
      active: inUse.length,
      size: volumeSize(volumes),
      reclaimable: volumeSize(volumes.filter((volume) => !inUse.includes(volume))),
    },
    {
      type: 'Build Cache',
      total: buildCache.length,
      active: busy.length,
      size: cache,
      reclaimable: cache,
      plain: true,
    },
  ];
}

const format: ListFormat<Row> = {
  // The first row, of images, is the one that messages speak of.
  type: '*formatter.diskUsageImagesContext',
  fields: [
    { name: 'Type', heading: 'TYPE', value: ({ type }) => type },
    { name: 'TotalCount', heading: 'TOTAL', value: ({ total }) => String(total) },
    { name: 'Active', heading: 'ACTIVE', value: ({ active }) => String(active) },
    { name: 'Size', heading: 'SIZE', value: ({ size }) => decimalSize(size, 4) },
    {
      name: 'Reclaimable',
      heading: 'RECLAIMABLE',
      value: ({ size, reclaimable, plain }) => {
        const text = decimalSize(Math.max(0, reclaimable), 4);
        return size > 0 && plain !== true ? `${text} (${Math.floor((100 * reclaimable) / size)}%)` : text;
      },
    },
  ],
};
