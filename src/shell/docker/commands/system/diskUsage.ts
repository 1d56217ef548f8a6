/** docker system df: what images, containers, volumes and the builder's cache take. */
import { decimalSize } from '../../../../base/units';
import type { DiskUsage } from '../../../../engine/docker/daemon';
import { alignTabs } from '../../../text/tabWriter';
import type { DockerCommand } from '../../dockerCommand';
import { formatList, type ListFormat } from '../../format/listFormat';
import { shortId, timeAgo } from '../../format/texts';
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
    if (flags.bool('verbose')) print(verbose(usage, process.clock.now));
    else
      print(
        formatList(
          ['', 'table'].includes(flags.string('format')) ? TABLE : flags.string('format'),
          format,
          rowsOf(usage),
        ),
      );
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
  type: '*formatter.diskUsageContext',
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

function verbose(usage: DiskUsage, now: number): string {
  const table = (rows: readonly (readonly string[])[]) =>
    alignTabs(rows.map((row) => `${row.join('\t')}\n`).join(''), { minWidth: 10, padding: 3 });
  const images = usage.images.map((image) => {
    const [name = '<none>:<none>'] = image.RepoTags;
    const at = name.lastIndexOf(':');
    return [
      name.slice(0, at),
      name.slice(at + 1),
      shortId(image.Id),
      timeAgo(image.Created, now),
      decimalSize(image.Size, 3),
      decimalSize(image.SharedSize, 3),
      decimalSize(image.UniqueSize, 3),
      String(image.Containers),
    ];
  });
  const containers = usage.containers.map((one) => [
    shortId(one.Id),
    one.Image,
    JSON.stringify(one.Command),
    String(one.Mounts.filter((mount) => mount.Type === 'volume').length),
    decimalSize(one.SizeRw ?? 0, 3),
    timeAgo(one.Created, now),
    one.Status,
    one.Names.map((name) => name.replace(/^\//, '')).join(','),
  ]);
  const volumes = usage.volumes.map((one) => [
    one.Name,
    String(usage.volumeUsage[one.Name]?.RefCount ?? 0),
    decimalSize(usage.volumeUsage[one.Name]?.Size ?? 0, 4),
  ]);
  const cache = usage.buildCache.map((one) => [
    one.ID.slice(0, 12),
    one.Type,
    decimalSize(one.Size, 3),
    timeAgo(Math.floor(one.CreatedAt / 1000), now),
    timeAgo(Math.floor(one.LastUsedAt / 1000), now),
    String(one.UsageCount),
    String(one.Shared),
  ]);
  const cacheSize = usage.buildCache.reduce((total, one) => total + one.Size, 0);
  return [
    `Images space usage:\n\n${table([['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE', 'SHARED SIZE', 'UNIQUE SIZE', 'CONTAINERS'], ...images])}`,
    `\nContainers space usage:\n\n${table([['CONTAINER ID', 'IMAGE', 'COMMAND', 'LOCAL VOLUMES', 'SIZE', 'CREATED', 'STATUS', 'NAMES'], ...containers])}`,
    `\nLocal Volumes space usage:\n\n${table([['VOLUME NAME', 'LINKS', 'SIZE'], ...volumes])}`,
    `\nBuild cache usage: ${decimalSize(cacheSize, 4)}\n\n${table([['CACHE ID', 'CACHE TYPE', 'SIZE', 'CREATED', 'LAST USED', 'USAGE', 'SHARED'], ...cache])}\n`,
  ].join('');
}
