/** One service of a compose file: its keys checked, its short forms written out. */
import type { Result } from '../../base/result';
import { ComposeProblem, isPlain, listOf, type Plain, textOf, textsOf } from './composeValues';
import { nanoseconds } from './durations';
import type { ComposeBuild, ComposeDependency, ComposeHealthcheck, ComposePort, ComposeService } from './project';
import { readMount, readTmpfs } from './readMount';
import { shellWords } from './shellWords';

/** Keys that a service may have and that this world honours. */
const HONOURED = new Set(
  'build cap_add cap_drop command container_name cpus depends_on deploy entrypoint env_file environment expose extra_hosts healthcheck hostname image init labels mem_limit network_mode networks pid ports privileged profiles pull_policy read_only restart scale stdin_open stop_grace_period stop_signal tmpfs tty user volumes working_dir'.split(
    ' ',
  ),
);
/** Keys that compose knows and this world does not: they are refused when they are used. */
const KNOWN = new Set(
  'annotations attach blkio_config cgroup cgroup_parent configs cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpuset credential_spec develop device_cgroup_rules devices dns dns_opt dns_search domainname extends external_links gpus group_add ipc isolation label_file links logging mac_address mem_reservation mem_swappiness memswap_limit models oom_kill_disable oom_score_adj pids_limit platform post_start pre_stop provider runtime secrets security_opt shm_size storage_opt sysctls ulimits use_api_socket userns_mode uts volumes_from'.split(
    ' ',
  ),
);

export interface ServicePlace {
  readonly project: string;
  /** Absolute; relative paths are taken from it. */
  readonly directory: string;
  resolvePath(path: string): string;
  /** The text of a file, for env_file. */
  readFile(path: string): Result<Readonly<Record<string, string>>, string>;
  environment(name: string): string | undefined;
}

export function readService(name: string, raw: unknown, place: ServicePlace): ComposeService {
  const path = `services.${name}`;
  if (!isPlain(raw)) throw new ComposeProblem(`${path} must be a mapping`);
  const odd = Object.keys(raw).filter((key) => !HONOURED.has(key) && !KNOWN.has(key) && !key.startsWith('x-'));
  if (odd.length > 0) {
    const list = odd.map((key) => `'${key}'`).join(', ');
    throw new ComposeProblem(`${path} additional properties ${list} not allowed`);
  }
  const missing = Object.keys(raw).find((key) => KNOWN.has(key));
  if (missing !== undefined) throw new ComposeProblem(`${path}.${missing} is not simulated here`);
  const text = (key: string) => textOf(raw[key], `${path}.${key}`);
  const limits = (((raw['deploy'] as Plain | undefined)?.['resources'] as Plain | undefined)?.['limits'] ??
    {}) as Plain;
  const replicas = (raw['deploy'] as Plain | undefined)?.['replicas'] ?? raw['scale'] ?? 1;
  return {
    name,
    image: text('image'),
    build: readBuild(raw['build'], place, `${path}.build`),
    command: readCommand(raw['command'], `${path}.command`),
    entrypoint: readCommand(raw['entrypoint'], `${path}.entrypoint`),
    environment: readEnvironment(raw, place, path),
    ports: listOf(raw['ports'], `${path}.ports`).flatMap((port) => readPort(port)),
    expose: listOf(raw['expose'], `${path}.expose`).map((port) =>
      String(port).includes('/') ? String(port) : `${port}/tcp`,
    ),
    mounts: [
      ...listOf(raw['volumes'], `${path}.volumes`).map((volume) => readMount(volume, place, `${path}.volumes`)),
      ...textsOf(raw['tmpfs'], `${path}.tmpfs`).map(readTmpfs),
    ],
    networks: readNetworks(raw, path),
    networkMode: text('network_mode'),
    dependsOn: readDependencies(raw['depends_on'], `${path}.depends_on`),
    containerName: text('container_name'),
    hostname: text('hostname'),
    user: text('user'),
    workingDirectory: text('working_dir'),
    restart: text('restart'),
    labels: mapOf(raw['labels'], `${path}.labels`) as Record<string, string>,
    healthcheck: readHealthcheck(raw['healthcheck'], `${path}.healthcheck`),
    stopSignal: text('stop_signal'),
    stopGracePeriod: raw['stop_grace_period'] === undefined ? undefined : duration(raw['stop_grace_period']) / 1e9,
    tty: raw['tty'] === true,
    stdinOpen: raw['stdin_open'] === true,
    init: raw['init'] === true,
    privileged: raw['privileged'] === true,
    readOnly: raw['read_only'] === true,
    memory: bytes(raw['mem_limit'] ?? limits['memory']),
    cpus: Number(raw['cpus'] ?? limits['cpus'] ?? 0),
    pidMode: text('pid'),
    extraHosts: hostsOf(raw['extra_hosts'], `${path}.extra_hosts`),
    capAdd: textsOf(raw['cap_add'], `${path}.cap_add`),
    capDrop: textsOf(raw['cap_drop'], `${path}.cap_drop`),
    profiles: textsOf(raw['profiles'], `${path}.profiles`),
    scale: Number(replicas),
    pullPolicy: text('pull_policy'),
  };
}

/** A map, or a list of `name=value`; a bare name has the value null. */
function mapOf(value: unknown, path: string): Record<string, string | null> {
  const entries: [string, string | null][] = [];
  if (isPlain(value)) {
    for (const [key, member] of Object.entries(value)) entries.push([key, member === null ? null : String(member)]);
  } else {
    for (const item of listOf(value, path)) {
      const line = String(item);
      const equals = line.indexOf('=');
      entries.push(equals < 0 ? [line, null] : [line.slice(0, equals), line.slice(equals + 1)]);
    }
  }
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readCommand(value: unknown, path: string): readonly string[] | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(String);
  const words = shellWords(textOf(value, path));
  if (!words.ok) throw new ComposeProblem(words.error);
  return words.value;
}

function readBuild(value: unknown, place: ServicePlace, path: string): ComposeBuild | undefined {
  if (value === undefined || value === null) return undefined;
  const build: Plain = isPlain(value) ? value : { context: textOf(value, path) };
  return {
    context: place.resolvePath(textOf(build['context'], `${path}.context`) || '.'),
    dockerfile: textOf(build['dockerfile'], `${path}.dockerfile`) || 'Dockerfile',
    target: textOf(build['target'], `${path}.target`),
    arguments: mapOf(build['args'], `${path}.args`),
  };
}

function readEnvironment(raw: Plain, place: ServicePlace, path: string): Record<string, string | null> {
  const out: Record<string, string | null> = {};
  for (const entry of Array.isArray(raw['env_file']) ? raw['env_file'] : [raw['env_file']]) {
    if (entry === undefined || entry === null) continue;
    const file = isPlain(entry) ? textOf(entry['path'], `${path}.env_file.path`) : String(entry);
    const read = place.readFile(place.resolvePath(file));
    if (read.ok) Object.assign(out, read.value);
    else if (!isPlain(entry) || entry['required'] !== false) throw new ComposeProblem(read.error);
  }
  for (const [name, value] of Object.entries(mapOf(raw['environment'], `${path}.environment`)))
    out[name] = value ?? place.environment(name) ?? null;
  return Object.fromEntries(Object.entries(out).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readPort(value: unknown): readonly ComposePort[] {
  if (isPlain(value)) {
    return [
      {
        hostAddress: textOf(value['host_ip'], 'host_ip'),
        published: textOf(value['published'], 'published'),
        target: Number(value['target']),
        protocol: textOf(value['protocol'], 'protocol') || 'tcp',
      },
    ];
  }
  const text = String(value);
  const [, address = '', published = '', target = '', protocol = 'tcp'] =
    /^(?:(?:(\[[^\]]*\]|[\d.]+):)?([\d-]*):)?(\d+(?:-\d+)?)(?:\/(tcp|udp|sctp))?$/.exec(text) ?? [];
  if (target === '') throw new ComposeProblem(`invalid containerPort: ${text.split(':').at(-1)}`);
  const targets = range(target);
  const hosts = published === '' ? targets.map(() => '') : range(published).map(String);
  if (hosts.length !== targets.length)
    throw new ComposeProblem(`invalid ranges specified for container and host Ports: ${target} and ${published}`);
  return targets.map((port, at) => ({ hostAddress: address, published: hosts[at] ?? '', target: port, protocol }));
}

function range(text: string): number[] {
  const [first = 0, last = first] = text.split('-').map(Number);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

function readNetworks(raw: Plain, path: string): ComposeService['networks'] {
  if (raw['network_mode'] !== undefined) {
    if (raw['networks'] === undefined) return {};
    throw new ComposeProblem(`${path}: network_mode and networks cannot be combined`);
  }
  const value = raw['networks'];
  if (value === undefined || value === null) return { default: { aliases: [], address: '' } };
  const entries: [string, unknown][] = isPlain(value)
    ? Object.entries(value)
    : listOf(value, `${path}.networks`).map((name) => [String(name), null]);
  return Object.fromEntries(
    entries.map(([name, options]) => [
      name,
      {
        aliases: isPlain(options) ? textsOf(options['aliases'], `${path}.networks.${name}.aliases`) : [],
        address: isPlain(options) ? textOf(options['ipv4_address'], `${path}.networks.${name}`) : '',
      },
    ]),
  );
}

function readDependencies(value: unknown, path: string): Readonly<Record<string, ComposeDependency>> {
  if (!isPlain(value)) {
    const names = listOf(value, path).map(String);
    return Object.fromEntries(names.map((name) => [name, { condition: 'service_started', required: true }]));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, options]) => {
      const plain = isPlain(options) ? options : {};
      const condition = (textOf(plain['condition'], path) || 'service_started') as ComposeDependency['condition'];
      return [name, { condition, required: plain['required'] !== false }];
    }),
  );
}

function readHealthcheck(value: unknown, path: string): ComposeHealthcheck | undefined {
  if (!isPlain(value)) return undefined;
  const test = value['test'];
  const off = value['disable'] === true;
  return {
    test: off ? ['NONE'] : typeof test === 'string' ? ['CMD-SHELL', test] : listOf(test, `${path}.test`).map(String),
    interval: duration(value['interval']),
    timeout: duration(value['timeout']),
    startPeriod: duration(value['start_period']),
    retries: Number(value['retries'] ?? 0),
  };
}

/** Nanoseconds. */
function duration(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const read = nanoseconds(value);
  if (read === undefined) throw new ComposeProblem(`time: invalid duration ${JSON.stringify(String(value))}`);
  return read;
}

function bytes(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const [, number, unit = ''] = /^([\d.]+)\s*([bkmgt]?)(?:i?b)?$/i.exec(String(value)) ?? [];
  if (number === undefined) throw new ComposeProblem(`invalid size: '${String(value)}'`);
  return Math.round(Number(number) * 1024 ** Math.max(0, 'bkmgt'.indexOf(unit.toLowerCase())));
}

function hostsOf(value: unknown, path: string): readonly string[] {
  if (isPlain(value)) return Object.entries(value).map(([name, address]) => `${name}:${String(address)}`);
  return listOf(value, path).map((line) => String(line).replace('=', ':'));
}
