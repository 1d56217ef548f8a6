/** What the laptop's shell has beyond any container's: kubectl and the editors, which need the world. */
import type { ApiServer } from '../engine/client/door';
import type { Clock } from '../engine/clock';
import type { DockerDaemon } from '../engine/docker/daemon';
import type { Machine } from '../engine/machine';
import { executableText } from '../engine/processes/executable';
import type { ClusterProfile } from '../engine/profile';
import type { Trace } from '../engine/trace';
import { connectCluster } from './clusterConnection';
import type { BrowserService, ClusterMachines, Command, ShellServices } from './command';
import { laptopCommands } from './laptopCommands';
import type { PageEditor } from './pageEditor';
import { fileEditor } from './pageEditor';

/** The parts of a world that the shell uses. */
export interface ShellWorld {
  readonly profile: ClusterProfile;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly api: ApiServer;
  readonly laptop: Machine;
  /** Its Docker, where it has one. */
  readonly docker?: DockerDaemon | undefined;
}

/** What a page gives to the programs of a laptop that it shows. */
export interface PageServices {
  /** Without it `vi` and `kubectl edit` say that there is none. */
  readonly editor?: PageEditor;
  readonly browser?: BrowserService;
}

/** A whole world has its cluster's machines too. */
function hasMachines(world: ShellWorld): world is ShellWorld & ClusterMachines {
  return 'life' in world;
}

/** What a shell on the laptop is started with, as a login makes it: whose it is, and where it belongs. */
export function loginOptions({ laptop, profile }: Pick<ShellWorld, 'laptop' | 'profile'>) {
  const { kernel, files, network } = laptop;
  const user = profile.laptopUser ?? 'learner';
  const init = kernel.find(1);
  const slice = user === 'root' ? 'user.slice/user-0.slice' : 'user.slice/user-1000.slice';
  return {
    files,
    network,
    user,
    cgroup: kernel.rootCgroup.descendant(`${slice}/session-1.scope`),
    ...(init === undefined ? {} : { parent: init }),
  };
}

/** Makes the services for the laptop's commands. */
function servicesOf(world: ShellWorld, { editor, browser }: PageServices): ShellServices {
  return {
    cluster: (server, credentials) =>
      sameAddress(server, world.profile.server) ? connectCluster(world.api, world.clock, credentials) : undefined,
    silent: (server) =>
      hasMachines(world) &&
      world.life.nodes.some(({ profile, powered }) => !powered && server.includes(`//${profile.address}:`)),
    docker: (host) => {
      const daemon = isOwnSocket(host, world.profile) ? world.docker : nodeDaemon(world, host);
      return daemon?.running === true ? daemon : undefined;
    },
    ...(hasMachines(world) ? { machines: world } : {}),
    ...(editor === undefined ? {} : { editor: fileEditor(editor) }),
    ...(browser === undefined ? {} : { browser }),
    trace: world.trace,
    server: world.profile.server,
  };
}

/** Gives the laptop's kernel the commands that need services. Done again when another editor is there. */
export function installLaptop(world: ShellWorld, page: PageServices = {}): readonly Command[] {
  const commands = laptopCommands(servicesOf(world, page));
  for (const command of commands) {
    world.laptop.kernel.programs.set(command.name, command.run);
    const directory = command.name === 'kubectl' || command.name === 'minikube' ? '/usr/local/bin' : '/usr/bin';
    const path = `${directory}/${command.name}`;
    if (!world.laptop.files.stat(path).ok)
      world.laptop.files.write(path, executableText(command.name), { mode: 0o755 });
  }
  return commands;
}

/** That of a node, at the address that `minikube docker-env` gives. */
function nodeDaemon(world: ShellWorld, host: string): DockerDaemon | undefined {
  if (!hasMachines(world)) return undefined;
  const node = world.life.nodes.find(({ profile }) => host === `tcp://${profile.address}:2376`);
  return node && world.dockerOn?.(node.profile.name);
}

/** The laptop's daemon listens at its socket only. */
function isOwnSocket(host: string, profile: ClusterProfile): boolean {
  const socket = profile.docker?.socket;
  if (socket !== undefined) return host === socket;
  return host === 'unix:///var/run/docker.sock' || host === 'unix:///run/docker.sock';
}

function sameAddress(server: string, own: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/^https:\/\//, '')
      .replace(/\/+$/, '')
      .replace('localhost', '127.0.0.1');
  return plain(server) === plain(own);
}
