import { durationInWords } from '../../../base/durationInWords';
import type { ContainerSummary } from '../../../engine/docker/daemon';
import { formatList, type ListFormat } from '../../docker/format/listFormat';
import { ellipsis } from '../../docker/format/texts';
import type { ComposeCommand } from '../composeCommand';
import { ComposeFailure } from '../composeHost';
import { type ProjectContainer, projectContainers } from '../projectContainers';

const TABLE = 'table {{.Name}}\\t{{.Image}}\\t{{.Command}}\\t{{.Service}}\\t{{.RunningFor}}\\t{{.Status}}\\t{{.Ports}}';
/** As docker ps shortens a command. */
const COMMAND_WIDTH = 20;

export const ps: ComposeCommand = {
  name: 'ps',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'List containers',
  flags: [
    { name: 'all', shorthand: 'a', type: 'bool', usage: 'Stopped ones too' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Only ids' },
    { name: 'services', type: 'bool', usage: 'Only the names of services' },
    { name: 'format', type: 'string', default: 'table', usage: 'table, json or a template' },
    { name: 'status', type: 'array', usage: 'Only those in this state' },
    { name: 'filter', type: 'string', usage: 'Only those that match: status=STATE' },
    { name: 'no-trunc', type: 'bool', usage: 'Nothing shortened' },
    { name: 'orphans', type: 'bool', default: true, usage: 'Those whose service the file does not have too' },
  ],
  *run({ host, project, projectName, args, flags, print, process }) {
    const known = project();
    const odd = args.find((service) => !(service in known.services));
    if (odd !== undefined) throw new ComposeFailure(`no such service: ${odd}`);
    const [, filtered] = /^status=(.*)$/.exec(flags.string('filter')) ?? [];
    if (flags.string('filter') !== '' && filtered === undefined) throw new ComposeFailure('unknown filter name');
    const states = [...flags.strings('status'), ...(filtered === undefined ? [] : [filtered])];
    const all = flags.bool('all') || states.length > 0;
    const own = yield* projectContainers(host, projectName(), { all });
    const once = yield* projectContainers(host, projectName(), { all, oneOff: true });
    const byName = (a: ProjectContainer, b: ProjectContainer) => (a.name < b.name ? -1 : 1);
    const containers = [...own, ...once]
      .sort(byName)
      .filter(
        (one) =>
          (args.length === 0 || args.includes(one.service)) &&
          (states.length === 0 || states.includes(one.summary.State)),
      );
    if (flags.bool('quiet')) print(containers.map((one) => `${one.id}\n`).join(''));
    else if (flags.bool('services')) print([...new Set(containers.map((one) => `${one.service}\n`))].join(''));
    else {
      const format = flags.string('format') === 'table' ? TABLE : flags.string('format');
      print(formatList(format, listOf(process.clock.now, flags.bool('no-trunc')), containers));
    }
    return 0;
  },
};

function listOf(now: number, whole: boolean): ListFormat<ProjectContainer> {
  const field = (
    name: string,
    heading: string,
    value: (summary: ContainerSummary, one: ProjectContainer) => unknown,
  ) => ({
    name,
    heading,
    value: (one: ProjectContainer) => value(one.summary, one),
  });
  const shortened = (text: string) => JSON.stringify(whole ? text : ellipsis(text, COMMAND_WIDTH));
  return {
    type: '*formatter.ContainerContext',
    fields: [
      field('ID', 'ID', (summary) => (whole ? summary.Id : summary.Id.slice(0, 12))),
      field('Name', 'NAME', (_, one) => one.name),
      field('Names', 'NAMES', (_, one) => one.name),
      field('Image', 'IMAGE', (summary) => summary.Image),
      field('Command', 'COMMAND', (summary) => shortened(summary.Command)),
      field('Service', 'SERVICE', (_, one) => one.service),
      field('Project', 'PROJECT', (summary) => summary.Labels['com.docker.compose.project'] ?? ''),
      field('RunningFor', 'CREATED', (summary) => `${durationInWords(now - summary.Created * 1000)} ago`),
      field('Status', 'STATUS', (summary) => summary.Status),
      field('State', 'STATE', (summary) => summary.State),
      field('Health', 'HEALTH', (summary) => /\((?:health: )?(\w+)\)$/.exec(summary.Status)?.[1] ?? ''),
      field('ExitCode', 'EXIT CODE', (summary) => Number(/^Exited \((\d+)\)/.exec(summary.Status)?.[1] ?? 0)),
      field('Ports', 'PORTS', portsText),
    ],
  };
}

function portsText({ Ports: ports }: ContainerSummary): string {
  return [...ports]
    .map(({ IP, PrivatePort, PublicPort, Type }) => {
      if (PublicPort === undefined) return `${PrivatePort}/${Type}`;
      return `${IP?.includes(':') ? `[${IP}]` : IP}:${PublicPort}->${PrivatePort}/${Type}`;
    })
    .join(', ');
}
