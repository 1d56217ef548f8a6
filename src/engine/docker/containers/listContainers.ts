/** `docker ps`. */
import { ok } from '../../../base/result';
import type { Answer, ContainerSummary, Filters, PortSummary } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { containerFilter } from './containerFilters';
import { rootSize, writableSize } from './containerSize';
import type { DockerContainer } from './dockerContainer';
import { statusText } from './statusText';

export interface ListOptions {
  readonly all: boolean;
  /** 0: no limit. */
  readonly limit: number;
  readonly size: boolean;
  readonly filters: Filters;
}

/** Newest first. */
export function listContainers(context: DaemonContext, options: ListOptions): Answer<readonly ContainerSummary[]> {
  const filter = containerFilter(context, options.filters);
  if (!filter.ok) return filter;
  const all = options.all || options.limit > 0 || filter.value.wantsAll;
  const chosen = context.containers.all.filter(
    (container) => (all || container.running) && filter.value.matches(container),
  );
  const limited = options.limit > 0 ? chosen.slice(0, options.limit) : chosen;
  return ok(limited.map((container) => summaryOf(context, container, options.size)));
}

export function summaryOf(context: DaemonContext, container: DockerContainer, size: boolean): ContainerSummary {
  const { id, image } = container;
  return {
    Id: id,
    Names: [`/${container.name}`],
    Image: shownImage(context, container),
    ImageID: image.id,
    Command: commandText(container),
    Created: Math.floor(container.container.createdAt / 1000),
    Ports: portsOf(container),
    Labels: container.config.labels,
    State: container.state,
    Status: statusText(container, context.clock.now),
    Networks: networksOf(context, container),
    Mounts: container.parts.mounts
      .filter((mount) => !mount.hidden)
      .map((mount) => ({
        Type: mount.type,
        ...(mount.volume === '' ? {} : { Name: mount.volume }),
        Source: mount.volume === '' ? mount.source : '',
        Destination: mount.destination,
      })),
    ...(size ? { SizeRw: writableSize(container), SizeRootFs: rootSize(container) } : {}),
  };
}

/** The name that was asked for, while it still means the same image; else the image's ID. */
function shownImage(context: DaemonContext, container: DockerContainer): string {
  const named = context.images.store.find(container.config.image);
  return named?.image.id === container.image.id ? container.config.image : container.image.id;
}

/** Arguments with blanks in quotes, as the daemon writes them. */
function commandText(container: DockerContainer): string {
  const [path = '', ...args] = container.argv;
  return [path, ...args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ');
}

/** What is published, with both families where it is for all addresses; what is only exposed without. */
function portsOf(container: DockerContainer): readonly PortSummary[] {
  const { sandbox } = container;
  if (sandbox?.host === undefined) return [];
  return container.config.exposedPorts.flatMap((port): PortSummary[] => {
    const [number = '', type = 'tcp'] = port.split('/');
    const common = { PrivatePort: Number(number), Type: type as PortSummary['Type'] };
    const published = sandbox.ports.filter((one) => one.containerPort === common.PrivatePort && one.protocol === type);
    if (published.length === 0) return [common];
    return published.flatMap(({ hostAddress, port: PublicPort }) =>
      (hostAddress === '' ? ['0.0.0.0', '::'] : [hostAddress]).map((IP) => ({ IP, ...common, PublicPort })),
    );
  });
}

function networksOf(context: DaemonContext, container: DockerContainer): ContainerSummary['Networks'] {
  return Object.fromEntries(
    [...container.networks.keys()].sort().map((name) => {
      const attachment = context.networks.byName(name)?.attachments.get(container.id);
      return [name, { IPAddress: attachment?.endpoint?.address ?? '' }];
    }),
  );
}
