/** Images as lists show them: a row for each name. */
import { decimalSize } from '../../../base/units';
import type { ImageSummary } from '../../../engine/docker/daemon';
import type { ListFormat } from './listFormat';
import { goTime, shortId, timeAgo } from './texts';

const NONE = '<none>';

export interface ImageRow {
  readonly image: ImageSummary;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** The format that stands for none. */
export function imageTable(quiet: boolean, digests: boolean): string {
  if (quiet) return '{{.ID}}';
  const start = digests ? '{{.Repository}}\t{{.Tag}}\t{{.Digest}}' : '{{.Repository}}\t{{.Tag}}';
  return `table ${start}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}`;
}

/** @param digests whether digests are shown: then each has a row */
export function imageRows(images: readonly ImageSummary[], digests: boolean): readonly ImageRow[] {
  return images.flatMap((image) => rowsOf(image, digests));
}

function rowsOf(image: ImageSummary, digests: boolean): readonly ImageRow[] {
  const tags = grouped(image.RepoTags, ':');
  const known = grouped(image.RepoDigests, '@');
  const rows: ImageRow[] = [];
  for (const [repository, own] of tags) {
    const shown = digests ? (known.get(repository) ?? [NONE]) : [NONE];
    for (const tag of own) for (const digest of shown) rows.push({ image, repository, tag, digest });
    known.delete(repository);
  }
  for (const [repository, own] of known) {
    for (const digest of digests ? own : [NONE]) rows.push({ image, repository, tag: NONE, digest });
  }
  return rows.length > 0 ? rows : [{ image, repository: NONE, tag: NONE, digest: NONE }];
}

function grouped(names: readonly string[], separator: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const at = name.lastIndexOf(separator);
    if (at < 0 || name.startsWith(NONE)) continue;
    const repository = name.slice(0, at);
    found.set(repository, [...(found.get(repository) ?? []), name.slice(at + 1)]);
  }
  return found;
}

/** @param whole ids are not cut @param now milliseconds since 1970 */
export function imageFormat(whole: boolean, now: number): ListFormat<ImageRow> {
  return {
    type: '*formatter.imageContext',
    fields: [
      { name: 'ID', heading: 'IMAGE ID', value: ({ image }) => (whole ? image.Id : shortId(image.Id)) },
      { name: 'Repository', heading: 'REPOSITORY', value: ({ repository }) => repository },
      { name: 'Tag', heading: 'TAG', value: ({ tag }) => tag },
      { name: 'Digest', heading: 'DIGEST', value: ({ digest }) => digest },
      { name: 'CreatedSince', heading: 'CREATED', value: ({ image }) => timeAgo(image.Created, now) },
      { name: 'CreatedAt', heading: 'CREATED AT', value: ({ image }) => goTime(image.Created) },
      { name: 'Size', heading: 'SIZE', value: ({ image }) => decimalSize(image.Size, 3) },
      { name: 'Containers', heading: 'CONTAINERS', value: ({ image }) => count(image.Containers) },
      { name: 'VirtualSize', heading: 'SIZE', value: ({ image }) => decimalSize(image.Size) },
      { name: 'SharedSize', heading: 'SHARED SIZE', value: ({ image }) => optionalSize(image, 'SharedSize') },
      { name: 'UniqueSize', heading: 'UNIQUE SIZE', value: ({ image }) => optionalSize(image, 'UniqueSize') },
    ],
  };
}

function count(containers: number): string {
  return containers < 0 ? 'N/A' : String(containers);
}

/** Known only when disk usage was asked for. */
function optionalSize(
  image: ImageSummary & { SharedSize?: number; UniqueSize?: number },
  name: 'SharedSize' | 'UniqueSize',
) {
  const size = image[name];
  return size === undefined ? 'N/A' : decimalSize(size);
}
