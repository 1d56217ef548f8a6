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
import { initLayer } from './initLayer';
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
  const made = makeContainer(context, name, request, stored.image);
  return made.ok ? ok({ container: made.value, warnings: warnings.value }) : made;
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
    LogDriver: host.LogDriver === '' ? 'json-file' : host.LogDriver,
  };
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
  const found = context.networks.find(mode);
  const { Aliases: aliases, IPv4Address: address } = request.Networking;
  const [name, networkId] = found.ok ? [found.value.name, found.value.id] : [mode, ''];
  container.networks.set(name, { aliases, address, networkId });
}
