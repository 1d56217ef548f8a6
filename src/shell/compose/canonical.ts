/** The project as `compose config` prints it: long forms everywhere, keys of services in the order of the alphabet. */
import { durationText } from './durations';
import type { ComposeProject, ComposeService } from './project';

type Member = Record<string, unknown>;

export function canonicalProject(project: Omit<ComposeProject, 'canonical'>): Member {
  const out: Member = { name: project.name, services: {} };
  const services: Member = {};
  for (const [name, service] of Object.entries(project.services)) services[name] = canonicalService(service);
  out['services'] = services;
  const networks = Object.entries(project.networks).filter(([key]) => usesNetwork(project, key));
  if (networks.length > 0) {
    out['networks'] = Object.fromEntries(
      networks.map(([key, { name, external, driver, internal, subnet }]) => [
        key,
        {
          name,
          ...(driver === '' ? {} : { driver }),
          ...(subnet === '' ? {} : { ipam: { config: [{ subnet }] } }),
          ...(external ? { external } : {}),
          ...(internal ? { internal } : {}),
        },
      ]),
    );
  }
  if (Object.keys(project.volumes).length > 0) {
    out['volumes'] = Object.fromEntries(
      Object.entries(project.volumes).map(([key, { name, external }]) => [
        key,
        { name, ...(external ? { external } : {}) },
      ]),
    );
  }
  return out;
}

function usesNetwork(project: Omit<ComposeProject, 'canonical'>, key: string): boolean {
  return Object.values(project.services).some((service) => key in service.networks);
}

function canonicalService(service: ComposeService): Member {
  const all: Member = {
    build: service.build && {
      context: service.build.context,
      dockerfile: service.build.dockerfile,
      ...some('args', service.build.arguments),
      ...(service.build.target === '' ? {} : { target: service.build.target }),
    },
    cap_add: list(service.capAdd),
    cap_drop: list(service.capDrop),
    command: service.command,
    container_name: word(service.containerName),
    cpus: service.cpus || undefined,
    depends_on: map(service.dependsOn, ({ condition, required }) => ({ condition, required })),
    entrypoint: service.entrypoint,
    environment: map(service.environment, (value) => value),
    expose: list(service.expose.map((port) => port.replace('/tcp', ''))),
    extra_hosts: list(service.extraHosts.map((line) => line.replace(':', '='))),
    healthcheck: service.healthcheck && {
      test: service.healthcheck.test,
      ...timing('timeout', service.healthcheck.timeout),
      ...timing('interval', service.healthcheck.interval),
      ...(service.healthcheck.retries > 0 ? { retries: service.healthcheck.retries } : {}),
      ...timing('start_period', service.healthcheck.startPeriod),
    },
    hostname: word(service.hostname),
    image: word(service.image),
    init: service.init || undefined,
    labels: map(service.labels, (value) => value),
    mem_limit: service.memory > 0 ? String(service.memory) : undefined,
    network_mode: word(service.networkMode),
    networks: map(service.networks, ({ aliases, address }) =>
      aliases.length === 0 && address === ''
        ? null
        : { ...(aliases.length > 0 ? { aliases } : {}), ...(address === '' ? {} : { ipv4_address: address }) },
    ),
    pid: word(service.pidMode),
    ports: list(
      service.ports.map(({ hostAddress, published, target, protocol }) => ({
        mode: 'ingress',
        ...(hostAddress === '' ? {} : { host_ip: hostAddress }),
        target,
        ...(published === '' ? {} : { published }),
        protocol,
      })),
    ),
    privileged: service.privileged || undefined,
    profiles: list(service.profiles),
    pull_policy: word(service.pullPolicy),
    read_only: service.readOnly || undefined,
    restart: word(service.restart),
    scale: service.scale === 1 ? undefined : service.scale,
    stdin_open: service.stdinOpen || undefined,
    stop_grace_period: service.stopGracePeriod === undefined ? undefined : durationText(service.stopGracePeriod * 1e9),
    stop_signal: word(service.stopSignal),
    tty: service.tty || undefined,
    user: word(service.user),
    volumes: list(service.mounts.map(canonicalMount)),
    working_dir: word(service.workingDirectory),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null));
}

function canonicalMount({ type, source, target, readOnly, create }: ComposeService['mounts'][number]): Member {
  return {
    type,
    ...(source === '' ? {} : { source }),
    target,
    ...(readOnly ? { read_only: true } : {}),
    ...(type === 'volume' ? { volume: {} } : {}),
    ...(type === 'bind' ? { bind: create ? { create_host_path: true } : {} } : {}),
  };
}

function word(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function list(items: readonly unknown[]): readonly unknown[] | undefined {
  return items.length === 0 ? undefined : items;
}

function map<T>(items: Readonly<Record<string, T>>, value: (item: T) => unknown): Member | undefined {
  const entries = Object.entries(items).map(([key, item]) => [key, value(item)] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function some(key: string, items: Readonly<Record<string, unknown>>): Member {
  return Object.keys(items).length === 0 ? {} : { [key]: items };
}

function timing(key: string, nanoseconds: number): Member {
  return nanoseconds === 0 ? {} : { [key]: durationText(nanoseconds) };
}
