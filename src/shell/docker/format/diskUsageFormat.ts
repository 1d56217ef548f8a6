/** What `docker system df -v` shows: each image, container, volume and record of the build cache. */
import { decimalSize } from '../../../base/units';
import type { DiskUsage } from '../../../engine/docker/daemon';
import { GoStruct } from '../../templates/goStruct';
import { CliFailure } from '../failure';
import { containerFormat } from './containerFormat';
import { imageFormat, imageRows } from './imageFormat';
import { formatList, type ListFormat, parseDockerTemplate, rowStruct } from './listFormat';
import { timeAgo } from './texts';

interface VolumeRow {
  readonly name: string;
  readonly links: number;
  readonly size: number;
}

type CacheRow = DiskUsage['buildCache'][number];

const volumeFormat: ListFormat<VolumeRow> = {
  type: '*formatter.volumeContext',
  fields: [
    { name: 'Name', heading: 'VOLUME NAME', value: ({ name }) => name },
    { name: 'Links', heading: 'LINKS', value: ({ links }) => String(links) },
    { name: 'Size', heading: 'SIZE', value: ({ size }) => decimalSize(size, 4) },
  ],
};

function cacheFormat(now: number): ListFormat<CacheRow> {
  return {
    type: '*formatter.buildCacheContext',
    fields: [
      { name: 'ID', heading: 'CACHE ID', value: ({ ID }) => ID.slice(0, 12) },
      { name: 'CacheType', heading: 'CACHE TYPE', value: ({ Type }) => Type },
      { name: 'Size', heading: 'SIZE', value: ({ Size }) => decimalSize(Size, 3) },
      { name: 'CreatedSince', heading: 'CREATED', value: ({ CreatedAt }) => ago(CreatedAt, now) },
      { name: 'LastUsedSince', heading: 'LAST USED', value: ({ LastUsedAt }) => ago(LastUsedAt, now) },
      { name: 'UsageCount', heading: 'USAGE', value: ({ UsageCount }) => String(UsageCount) },
      { name: 'Shared', heading: 'SHARED', value: ({ Shared }) => String(Shared) },
      { name: 'InUse', heading: 'IN USE', value: ({ InUse }) => String(InUse) },
      { name: 'Description', heading: 'DESCRIPTION', value: ({ Description }) => Description },
    ],
  };
}

function ago(moment: number, now: number): string {
  return timeAgo(Math.floor(moment / 1000), now);
}

function volumeRows({ volumes, volumeUsage }: DiskUsage): readonly VolumeRow[] {
  return volumes.map(({ Name }) => {
    const { RefCount = 0, Size = 0 } = volumeUsage[Name] ?? {};
    return { name: Name, links: RefCount, size: Size };
  });
}

/** Of an image with several names only one is shown. */
function images(usage: DiskUsage) {
  return imageRows(usage.images, false).filter((row, at, rows) => rows[at - 1]?.image !== row.image);
}

/** Four tables. @param now milliseconds since 1970 */
export function diskUsageTables(usage: DiskUsage, now: number): string {
  const table = <T>(fields: string, format: ListFormat<T>, rows: readonly T[]) =>
    formatList(`table ${fields.replace(/\w+/g, '{{.$&}}').replaceAll(' ', '\t')}`, format, rows);
  const cacheSize = usage.buildCache.reduce((total, one) => total + one.Size, 0);
  const imageFields = 'Repository Tag ID CreatedSince Size SharedSize UniqueSize Containers';
  const containerFields = 'ID Image Command LocalVolumes Size RunningFor Status Names';
  const cacheFields = 'ID CacheType Size CreatedSince LastUsedSince UsageCount Shared';
  return [
    `Images space usage:\n\n${table(imageFields, imageFormat(false, now), images(usage))}`,
    `\nContainers space usage:\n\n${table(containerFields, containerFormat(false, now), containers(usage))}`,
    `\nLocal Volumes space usage:\n\n${table('Name Links Size', volumeFormat, volumeRows(usage))}`,
    `\nBuild cache usage: ${decimalSize(cacheSize, 4)}\n\n${table(cacheFields, cacheFormat(now), usage.buildCache)}\n`,
  ].join('');
}

/** Without the sizes of their images. */
function containers({ containers: all }: DiskUsage): DiskUsage['containers'] {
  return all.map(({ SizeRootFs: _, ...one }) => one);
}

/** A template's text for the lists `.Images`, `.Containers`, `.Volumes`, `.BuildCache`. @throws CliFailure */
export function formatDiskUsage(format: string, usage: DiskUsage, now: number): string {
  const rows =
    <T>(list: ListFormat<T>, all: readonly T[]) =>
    () =>
      all.map((row) => rowStruct(list, row));
  const fields = new Map([
    ['Images', rows(imageFormat(false, now), images(usage))],
    ['Containers', rows(containerFormat(false, now), containers(usage))],
    ['Volumes', rows(volumeFormat, volumeRows(usage))],
    ['BuildCache', rows(cacheFormat(now), usage.buildCache)],
  ]);
  const text = format === 'json' ? '{{json .}}' : format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  const printed = parseDockerTemplate(text)(new GoStruct('*formatter.diskUsageContext', fields));
  if (!printed.ok) throw new CliFailure(`template parsing error: ${printed.error}`);
  return `${printed.value}\n`;
}
