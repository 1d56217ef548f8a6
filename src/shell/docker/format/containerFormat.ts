/** Containers as lists show them. */
import { decimalSize } from '../../../base/units';
import type { ContainerSummary } from '../../../engine/docker/daemon';
import type { Field, ListFormat } from './listFormat';
import { portList } from './ports';
import { ellipsis, goTime, labelList, shortId, timeAgo } from './texts';

const USUAL = 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';

/** The format that stands for none. */
export function containerTable(quiet: boolean, size: boolean): string {
  if (quiet) return '{{.ID}}';
  return size ? `${USUAL}\t{{.Size}}` : USUAL;
}

/** `--format raw`: a line for each fact, an empty one behind each container. */
export function rawContainers(quiet: boolean, size: boolean): string {
  if (quiet) return 'container_id: {{.ID}}';
  const facts = ['container_id: {{.ID}}', 'image: {{.Image}}', 'command: {{.Command}}', 'created_at: {{.CreatedAt}}'];
  const padded = ['State', 'Status'].map((name) => `${name.toLowerCase()}: {{- pad .${name} 1 0}}`);
  const rest = ['names: {{.Names}}', 'labels: {{- pad .Labels 1 0}}', 'ports: {{- pad .Ports 1 0}}'];
  return [...facts, ...padded, ...rest, ...(size ? ['size: {{.Size}}'] : []), ''].join('\n');
}

/** @param whole nothing is cut @param now milliseconds since 1970 */
export function containerFormat(whole: boolean, now: number): ListFormat<ContainerSummary> {
  return { type: '*formatter.ContainerContext', fields: containerFields(whole, now) };
}

function containerFields(whole: boolean, now: number): readonly Field<ContainerSummary>[] {
  const cut = (text: string, width: number) => (whole ? text : ellipsis(text, width));
  return [
    { name: 'ID', heading: 'CONTAINER ID', value: ({ Id }) => (whole ? Id : shortId(Id)) },
    { name: 'Names', heading: 'NAMES', value: ({ Names }) => names(Names, whole) },
    { name: 'Image', heading: 'IMAGE', value: (row) => imageOf(row, whole) },
    { name: 'Command', heading: 'COMMAND', value: ({ Command }) => JSON.stringify(cut(Command, 20)) },
    { name: 'CreatedAt', heading: 'CREATED AT', value: ({ Created }) => goTime(Created) },
    { name: 'RunningFor', heading: 'CREATED', value: ({ Created }) => timeAgo(Created, now) },
    { name: 'Ports', heading: 'PORTS', value: ({ Ports }) => portList(Ports) },
    { name: 'State', heading: 'STATE', value: ({ State }) => State },
    { name: 'Status', heading: 'STATUS', value: ({ Status }) => Status },
    { name: 'Size', heading: 'SIZE', value: sizes },
    { name: 'Labels', heading: 'LABELS', value: ({ Labels }) => labelList(Labels) },
    {
      name: 'Label',
      value:
        ({ Labels }) =>
        (name: unknown) =>
          Labels[String(name)] ?? '',
      notInJson: true,
    },
    {
      name: 'Mounts',
      heading: 'MOUNTS',
      value: ({ Mounts }) => Mounts.map(({ Name, Source }) => cut(Name ?? Source, 15)).join(','),
    },
    { name: 'LocalVolumes', heading: 'LOCAL VOLUMES', value: ({ Mounts }) => String(volumeCount(Mounts)) },
    { name: 'Platform', heading: 'PLATFORM', value: () => null },
    { name: 'Networks', heading: 'NETWORKS', value: ({ Networks }) => Object.keys(Networks).join(',') },
  ];
}

/** Without the names that links gave it. */
function names(all: readonly string[], whole: boolean): string {
  const plain = all.map((name) => name.replace(/^\//, ''));
  return (whole ? plain : plain.filter((name) => !name.includes('/'))).join(',');
}

function imageOf({ Image, ImageID }: ContainerSummary, whole: boolean): string {
  if (Image === '') return '<no image>';
  if (whole) return Image;
  if (/^(sha256:)?[0-9a-f]{12,64}$/.test(Image) && shortId(Image) === shortId(ImageID)) return shortId(ImageID);
  return Image.replace(/(:[^/@]+)@sha256:[0-9a-f]+$/, '$1');
}

function sizes({ SizeRw = 0, SizeRootFs = 0 }: ContainerSummary): string {
  const own = decimalSize(SizeRw, 3);
  return SizeRootFs > 0 ? `${own} (virtual ${decimalSize(SizeRootFs, 3)})` : own;
}

function volumeCount(mounts: ContainerSummary['Mounts']): number {
  return mounts.filter(({ Type }) => Type === 'volume').length;
}
