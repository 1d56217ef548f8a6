/** Brings what runs in line with a project's file: `compose up`, `create`, `start`. */
import type { Routine } from '../../engine/processes/routine';
import { ask, ComposeFailure, type ComposeHost, exists, waitForAnswer } from './composeHost';
import { aliasesOf, configHash, containerName, containerOptions, imageOf } from './containerOptions';
import { waitForDependencies } from './dependencies';
import { writeGrants } from './grants';
import type { ComposeProject, ComposeService } from './project';
import { label, type ProjectContainer, projectContainers } from './projectContainers';
import { ensureImages } from './serviceImages';
import { levelsOf, type Task, together } from './tasks';

export interface UpOptions {
  /** Services by name, with those that they need; empty: all. */
  readonly services: readonly string[];
  readonly withDependencies: boolean;
  readonly start: boolean;
  readonly build: boolean;
  readonly noBuild: boolean;
  readonly pull: 'always' | 'missing' | 'never' | 'policy';
  readonly forceRecreate: boolean;
  readonly noRecreate: boolean;
  readonly removeOrphans: boolean;
  readonly scale: Readonly<Record<string, number>>;
  /** Seconds; undefined: each service's own. */
  readonly timeout: number | undefined;
  /** Nothing is told of starting. */
  readonly silentStart?: boolean;
}

/** The services that are meant, those that others need first. */
export function servicesInOrder(
  project: ComposeProject,
  names: readonly string[],
  withDependencies = true,
): readonly ComposeService[] {
  const order: ComposeService[] = [];
  const visit = (name: string) => {
    const service = project.services[name];
    if (service === undefined) throw new ComposeFailure(`no such service: ${name}`);
    if (order.includes(service)) return;
    if (withDependencies)
      for (const needed of Object.keys(service.dependsOn).sort()) if (needed in project.services) visit(needed);
    order.push(service);
  };
  for (const name of names) if (!(name in project.services)) throw new ComposeFailure(`no such service: ${name}`);
  const wanted = names.length === 0 ? Object.keys(project.services) : names;
  for (const name of wanted) visit(name);
  if (withDependencies) return order;
  // Without what they need, those that are meant still come in the order in which they need each other.
  return servicesInOrder(project, [], true).filter((service) => wanted.includes(service.name));
}

/** Creates what is missing or changed and starts it. Returns the containers of the services that were meant. */
export function* up(
  host: ComposeHost,
  project: ComposeProject,
  options: UpOptions,
): Routine<readonly ProjectContainer[]> {
  const services = servicesInOrder(project, options.services, options.withDependencies);
  if (services.length === 0) throw new ComposeFailure('no service selected');
  for (const name of Object.keys(options.scale))
    if (!(name in project.services)) throw new ComposeFailure(`no such service: ${name}: not found`);
  yield* prepare(host, project, services, options);
  yield* removeOrphans(host, project, options.removeOrphans);
  const before = yield* projectContainers(host, project.name, { all: true });
  const fresh = new Set<string>();
  for (const level of levelsOf(services)) {
    const tasks: Task[] = [];
    for (const service of level) {
      const own = before.filter((container) => container.service === service.name);
      tasks.push(...(yield* creationTasks(host, project, service, own, options, fresh)));
    }
    yield* together(host, tasks);
  }
  if (options.start) {
    const starting = startServices(host, project, services, fresh);
    yield* options.silentStart === true ? host.progress.silently(starting) : starting;
  }
  const after = yield* projectContainers(host, project.name, { all: true });
  return after.filter((container) => services.some((service) => service.name === container.service));
}

/** Images, networks and volumes of services, without any container. */
export function* prepare(
  host: ComposeHost,
  project: ComposeProject,
  services: readonly ComposeService[],
  options: Pick<UpOptions, 'build' | 'noBuild' | 'pull'>,
): Routine<void> {
  yield* ensureImages(host, project, services, options);
  yield* ensureNetworks(host, project, services);
  yield* ensureVolumes(host, project, services);
}

function* ensureNetworks(
  host: ComposeHost,
  project: ComposeProject,
  services: readonly ComposeService[],
): Routine<void> {
  const used = new Set(services.flatMap((service) => Object.keys(service.networks)));
  for (const key of [...used].sort()) {
    const network = project.networks[key];
    if (network === undefined) continue;
    const call = `GET /networks/${network.name}`;
    if (yield* exists(host, call, (daemon) => daemon.networks.inspect(network.name))) continue;
    if (network.external)
      throw new ComposeFailure(`network ${network.name} declared as external, but could not be found`);
    host.progress.begin(`Network ${network.name}`, 'Creating');
    yield* ask(host, 'POST /networks/create', (daemon) =>
      daemon.networks.create({
        Name: network.name,
        Driver: network.driver === '' ? 'bridge' : network.driver,
        Subnet: network.subnet,
        Gateway: network.gateway,
        IPRange: network.ipRange,
        Internal: network.internal,
        Attachable: network.attachable,
        Labels: { ...network.labels, [label.project]: project.name, [label.network]: key, [label.version]: '2.40.3' },
        Options: network.driverOptions,
      }),
    );
    host.progress.end(`Network ${network.name}`, 'Created');
  }
}

function* ensureVolumes(
  host: ComposeHost,
  project: ComposeProject,
  services: readonly ComposeService[],
): Routine<void> {
  const used = new Set(
    services.flatMap((service) => service.mounts.flatMap(({ type, source }) => (type === 'volume' ? [source] : []))),
  );
  for (const key of [...used].sort()) {
    const volume = project.volumes[key];
    if (volume === undefined) continue;
    const call = `GET /volumes/${volume.name}`;
    if (yield* exists(host, call, (daemon) => daemon.volumes.inspect(volume.name))) continue;
    if (volume.external) throw new ComposeFailure(`external volume ${JSON.stringify(volume.name)} not found`);
    host.progress.begin(`Volume ${volume.name}`, 'Creating');
    yield* ask(host, 'POST /volumes/create', (daemon) =>
      daemon.volumes.create({
        Name: volume.name,
        Driver: volume.driver,
        Labels: { ...volume.labels, [label.project]: project.name, [label.volume]: key, [label.version]: '2.40.3' },
        DriverOpts: volume.driverOptions,
      }),
    );
    host.progress.end(`Volume ${volume.name}`, 'Created');
  }
}

/** Containers of services that the file does not have, and what `run` left behind. */
export function* orphansOf(host: ComposeHost, project: ComposeProject): Routine<readonly ProjectContainer[]> {
  const all = yield* projectContainers(host, project.name, { all: true });
  const once = yield* projectContainers(host, project.name, { all: true, oneOff: true });
  const left = once.filter((one) => one.summary.State === 'exited' || one.summary.State === 'dead');
  return [...left, ...all.filter((container) => !(container.service in project.services))];
}

function* removeOrphans(host: ComposeHost, project: ComposeProject, remove: boolean): Routine<void> {
  const orphans = yield* orphansOf(host, project);
  if (orphans.length === 0) return;
  if (remove) {
    yield* together(
      host,
      orphans.map((orphan) => removal(host, orphan, undefined)),
    );
    return;
  }
  const names = orphans.map((container) => container.name).join(' ');
  host.warn(
    `Found orphan containers ([${names}]) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.`,
  );
}

/** Stops a container if it runs and removes it. */
export function removal(
  host: ComposeHost,
  container: ProjectContainer,
  timeout: number | undefined,
  volumes = false,
): Task {
  const name = `Container ${container.name}`;
  return {
    name,
    doing: 'Stopping',
    *run() {
      yield* stopQuietly(host, container, timeout);
      host.progress.end(name, 'Stopped');
      host.progress.begin(name, 'Removing');
      yield* waitForAnswer<void>(host, 'DELETE /containers/remove', (daemon, done) =>
        daemon.containers.remove(container.id, { force: true, volumes, link: false }, done),
      );
      host.progress.end(name, 'Removed');
    },
  };
}

/** Stops a container. */
export function stopping(host: ComposeHost, container: ProjectContainer, timeout: number | undefined): Task {
  const name = `Container ${container.name}`;
  return {
    name,
    doing: 'Stopping',
    *run() {
      yield* stopQuietly(host, container, timeout);
      host.progress.end(name, 'Stopped');
    },
  };
}

function* stopQuietly(host: ComposeHost, container: ProjectContainer, timeout: number | undefined): Routine<void> {
  const options = timeout === undefined ? {} : { timeout };
  yield* waitForAnswer<void>(host, 'POST /containers/stop', (daemon, done) =>
    daemon.containers.stop(container.id, options, done),
  );
}

/** What has to be done for a service to have the containers that it is meant to have. */
function* creationTasks(
  host: ComposeHost,
  project: ComposeProject,
  service: ComposeService,
  own: readonly ProjectContainer[],
  options: UpOptions,
  fresh: Set<string>,
): Routine<readonly Task[]> {
  const wanted = options.scale[service.name] ?? service.scale;
  const hash = configHash(project, service);
  const kept = own.slice(0, wanted);
  const tasks: Task[] = [];
  for (const container of kept) {
    const changed = container.hash !== hash || (yield* imageMoved(host, project, service, container));
    if (options.forceRecreate || (changed && !options.noRecreate)) {
      tasks.push(recreation(host, project, service, container, options));
      fresh.add(container.name);
    } else if (container.summary.State === 'running') host.progress.end(`Container ${container.name}`, 'Running');
  }
  tasks.push(...own.slice(wanted).map((extra) => removal(host, extra, options.timeout)));
  const numbers = new Set(kept.map((container) => container.number));
  for (let number = 1, count = kept.length; count < wanted; number++) {
    if (numbers.has(number)) continue;
    count++;
    const name = containerName(project, service, number);
    tasks.push({
      name: `Container ${name}`,
      doing: 'Creating',
      *run() {
        yield* createContainer(host, project, service, name, number);
        host.progress.end(`Container ${name}`, 'Created');
      },
    });
    fresh.add(name);
  }
  return tasks;
}

/** True when the image's name stands for another image by now. */
function* imageMoved(
  host: ComposeHost,
  project: ComposeProject,
  service: ComposeService,
  container: ProjectContainer,
): Routine<boolean> {
  const image = yield* ask(host, 'GET /images/json', (daemon) => daemon.images.inspect(imageOf(project, service)));
  return image['Id'] !== container.summary.ImageID;
}

function recreation(
  host: ComposeHost,
  project: ComposeProject,
  service: ComposeService,
  container: ProjectContainer,
  options: UpOptions,
): Task {
  const name = `Container ${container.name}`;
  return {
    name,
    doing: 'Recreate',
    *run() {
      yield* stopQuietly(host, container, options.timeout);
      yield* waitForAnswer<void>(host, 'DELETE /containers/remove', (daemon, done) =>
        daemon.containers.remove(container.id, { force: true, volumes: false, link: false }, done),
      );
      yield* createContainer(host, project, service, container.name, container.number);
      host.progress.end(name, 'Recreated');
    },
  };
}

function* createContainer(
  host: ComposeHost,
  project: ComposeProject,
  service: ComposeService,
  name: string,
  number: number,
): Routine<void> {
  const plan = { number, oneOff: false };
  refuseUnsimulated(service);
  const created = yield* ask(host, 'POST /containers/create', (daemon) =>
    daemon.containers.create(name, containerOptions(project, service, plan)),
  );
  yield* writeGrants(host, service, created.Id);
  // The first network came with the container; the others are joined one by one.
  for (const key of Object.keys(service.networks).sort().slice(1)) {
    const network = project.networks[key];
    if (network === undefined) continue;
    yield* ask(host, 'POST /networks/connect', (daemon) =>
      daemon.networks.connect(network.name, created.Id, {
        Aliases: aliasesOf(project, service, key, plan),
        IPv4Address: service.networks[key]?.address ?? '',
        Links: [],
      }),
    );
  }
}

/** Keys of the file that this world does not have are refused before a container is made that would lack them. */
export function refuseUnsimulated(service: ComposeService): void {
  const [key] = service.unsimulated;
  if (key !== undefined) throw new ComposeFailure(`services.${service.name}.${key} is not simulated here`);
  const what = service.mounts.flatMap((mount) => mount.unsimulated)[0];
  if (what !== undefined) throw new ComposeFailure(`services.${service.name}.volumes: ${what} is not simulated here`);
}

/** Starts what does not run, after what it needs has come to the state that it waits for. */
export function* startServices(
  host: ComposeHost,
  project: ComposeProject,
  services: readonly ComposeService[],
  fresh: ReadonlySet<string> = new Set(),
): Routine<void> {
  for (const level of levelsOf(services)) {
    yield* waitForDependencies(host, project, level);
    const all = yield* projectContainers(host, project.name, { all: true });
    const own = level.flatMap((service) => all.filter((container) => container.service === service.name));
    const waiting = own.filter((one) => one.summary.State !== 'running' || fresh.has(one.name));
    yield* together(
      host,
      waiting.map((container) => starting(host, container)),
    );
  }
}

function starting(host: ComposeHost, container: ProjectContainer): Task {
  const name = `Container ${container.name}`;
  return {
    name,
    doing: 'Starting',
    *run() {
      yield* waitForAnswer<void>(host, 'POST /containers/start', (daemon, done) =>
        daemon.containers.start(container.id, done),
      );
      host.progress.end(name, 'Started');
    },
  };
}
