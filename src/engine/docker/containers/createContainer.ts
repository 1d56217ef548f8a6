/** `docker create`: checks, the writable layer, mounts, and the container itself. Nothing runs yet. */
import { ok } from '../../../base/result';
import { noSuchImage } from '../../containers/imageDeletion';
import type { Image } from '../../containers/images/image';
import { mountPath } from '../../containers/mountPath';
import { readTree, writeTree } from '../../files/copyFiles';
import { MemoryFiles } from '../../files/memoryFiles';
import type { ContainerCreate } from '../containerRequests';
import type { Answer } from '../daemon';
import { type DaemonContext, newId } from '../daemonContext';
import { madeUpName } from '../madeUpNames';
import { badParameter, failed } from '../refusal';
import { type ContainerConfig, mergedConfig } from './containerConfig';
import { recordContainer } from './containerEvents';
import { checkMounts, makeMounts } from './containerMounts';
import { checkName } from './containerNames';
import { networkOfMode } from './containerNetworking';
import { checkCreate } from './createChecks';
import { DockerContainer, type HostConfig } from './dockerContainer';
import { containerExited } from './exits';
import { securityProblem } from './hostChecks';
import { initLayer } from './initLayer';
import { logConfigProblem } from './logDrivers';
import type { MountPoint } from './mountPoint';

export interface Created {
  readonly container: DockerContainer;
  readonly warnings: readonly string[];
}

export function createContainer(
  context: DaemonContext,
  name: string | undefined,
  request: ContainerCreate,
): Answer<Created> {
  const warnings = checkCreate(request, context.machine.kernel.cpus);
  if (!warnings.ok) return warnings;
  const mounts = checkMounts(request.HostConfig.Mounts, context.machine.files);
  if (!mounts.ok) return mounts;
  const stored = context.images.store.find(request.Image);
  if (stored === undefined) return { ok: false, error: noSuchImage(request.Image) };
  const problem =
    logConfigProblem(request.HostConfig) ?? securityProblem(request.HostConfig) ?? addressProblem(request);
  if (problem !== undefined) return badParameter(problem);
  for (const mode of [request.HostConfig.PidMode, request.HostConfig.IpcMode]) {
    if (!mode.startsWith('container:') || mode === 'container:') continue;
    const other = context.containers.find(mode.slice('container:'.length));
    if (!other.ok) return badParameter(other.error.message);
  }
  const made = makeContainer(context, name, request, stored.image);
  return made.ok ? ok({ container: made.value, warnings: warnings.value }) : made;
}

/** --ip, and those of further networks. */
function addressProblem({
  Networking: { IPv4Address: first, Others: others = [] },
}: ContainerCreate): string | undefined {
  const isAddress = (text: string) =>
    /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
  const wrong = [first, ...others.map((one) => one.IPv4Address)].find((text) => text !== '' && !isAddress(text));
  return wrong === undefined ? undefined : `invalid IPv4 address: ${wrong}`;
}

/** Makes a container of an image that need not have a name. */
export function makeContainer(
  context: DaemonContext,
  name: string | undefined,
  request: ContainerCreate,
  image: Image,
): Answer<DockerContainer> {
  const { containers, clock, images, machine } = context;
  const id = newId(context);
  const config = mergedConfig(request, image, hostnameOf(context, request, id));
  if (config.entrypoint.length + config.command.length === 0) return badParameter('No command specified');
  const taken = (wished: string) => containers.byName(wished)?.id;
  const chosen =
    name === undefined || name === ''
      ? ok(madeUpName(context.random, (one) => taken(one) !== undefined))
      : checkName(name, taken);
  if (!chosen.ok) return chosen;
  const hold = images.store.hold();
  const held = hold.add(image.layers);
  if (!held.ok) return failed(held.error);
  const mounts = makeMounts(context, request, config.volumes);
  if (!mounts.ok) {
    hold.release();
    return mounts;
  }
  const layers = [initLayer(clock.now), ...image.layers.map((layer) => layer.files).reverse()];
  const files = new MemoryFiles({ layers, now: () => clock.now, disk: machine.disk });
  const container = new DockerContainer({
    id,
    name: chosen.value,
    kernel: machine.kernel,
    image,
    config,
    hostConfig: settledHostConfig(context, request.HostConfig),
    links: request.Networking.Links,
    files,
    mounts: mounts.value,
    hold,
    onExit: (ended) => containerExited(context, ended),
  });
  const full = prepareFiles(context, files, config, mounts.value);
  if (!full.ok) {
    hold.release();
    return full;
  }
  wishNetworks(context, container, request);
  containers.add(container);
  recordContainer(context, container, 'create');
  return ok(container);
}

/** With the machine's network it has the machine's name; with another container's that container's. */
function hostnameOf(context: DaemonContext, request: ContainerCreate, id: string): string {
  if (request.Hostname !== '') return request.Hostname;
  const { NetworkMode: mode, UTSMode: uts } = request.HostConfig;
  if (mode === 'host' || uts === 'host') return context.machine.kernel.uts.hostname;
  const other = mode.startsWith('container:') ? context.containers.find(mode.slice('container:'.length)) : undefined;
  return other?.ok === true ? other.value.config.hostname : id.slice(0, 12);
}

/** What the daemon fills in, and names of other containers turned into their IDs. */
function settledHostConfig(context: DaemonContext, host: HostConfig): HostConfig {
  const byId = (mode: string) => {
    if (!mode.startsWith('container:')) return mode;
    const other = context.containers.find(mode.slice('container:'.length));
    return other.ok ? `container:${other.value.id}` : mode;
  };
  return {
    ...host,
    MemorySwap: host.Memory > 0 && host.MemorySwap === 0 ? host.Memory * 2 : host.MemorySwap,
    NetworkMode: host.NetworkMode === '' ? 'default' : byId(host.NetworkMode),
    PidMode: byId(host.PidMode),
    IpcMode: host.IpcMode === '' ? 'private' : byId(host.IpcMode),
    CapAdd: normalCapabilities(host.CapAdd),
    CapDrop: normalCapabilities(host.CapDrop),
    LogDriver: host.LogDriver === '' ? 'json-file' : host.LogDriver,
  };
}

/** As inspect shows them: `net_admin` is CAP_NET_ADMIN, sorted; with ALL the others are not worth saying. */
function normalCapabilities(names: readonly string[]): readonly string[] {
  const upper = names.map((name) => name.toUpperCase().replace(/^CAP_/, ''));
  if (upper.includes('ALL')) return ['ALL'];
  return [...new Set(upper.map((name) => `CAP_${name}`))].sort();
}

/** Makes the working directory and fills new volumes with what the image has in their places. */
function prepareFiles(
  context: DaemonContext,
  files: MemoryFiles,
  config: ContainerConfig,
  mounts: readonly MountPoint[],
): Answer<void> {
  const { workingDirectory: directory } = config;
  if (directory !== '') {
    const stat = files.stat(directory);
    if (stat.ok && stat.value.type !== 'directory') return failed(`Cannot mkdir: ${directory} is not a directory`);
    if (!stat.ok) files.makeDirectory(directory, { parents: true });
  }
  for (const mount of mounts) {
    if (!mount.copyUp) continue;
    const there = context.machine.files.list(mount.source);
    if (!there.ok || there.value.length > 0) continue;
    const copied = writeTree(
      context.machine.files,
      mount.source,
      readTree(files, mountPath(files, mount.destination), ''),
    );
    if (!copied.ok) return failed(`error while populating ${mount.destination}: no space left on device`);
  }
  return ok(undefined);
}

function wishNetworks(context: DaemonContext, container: DockerContainer, request: ContainerCreate): void {
  const mode = networkOfMode(container.hostConfig.NetworkMode);
  if (mode === undefined) return;
  const { Networking: networking } = request;
  for (const wished of [{ ...networking, Name: mode }, ...(networking.Others ?? [])]) {
    const found = context.networks.find(wished.Name);
    const { Aliases: aliases, IPv4Address: address, MacAddress: mac = '' } = wished;
    const [name, networkId] = found.ok ? [found.value.name, found.value.id] : [wished.Name, ''];
    container.networks.set(name, { aliases, address, mac, networkId });
  }
}
