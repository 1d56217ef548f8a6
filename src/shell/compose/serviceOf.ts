/** What the commands need of a service, out of its canonical form. */
import { parseDuration } from '../flags/flag';
import type { Plain } from './composeValues';
import { nanoseconds } from './durations';
import type {
  ComposeBuild,
  ComposeDependency,
  ComposeGrant,
  ComposeHealthcheck,
  ComposeMount,
  ComposeService,
} from './project';

/** Keys that this world honours, or that compose itself does not look at when it makes containers. */
const HONOURED = new Set(
  'attach build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_period cpu_quota cpu_shares cpus cpuset depends_on deploy develop dns dns_search domainname entrypoint environment expose extra_hosts healthcheck hostname image init ipc labels links logging mem_limit mem_reservation memswap_limit network_mode networks oom_kill_disable pid pids_limit platform ports privileged profiles pull_policy read_only restart scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal sysctls tmpfs tty user uts volumes volumes_from working_dir'.split(
    ' ',
  ),
);

export function serviceOf(
  name: string,
  raw: Plain,
  file: Plain,
  environment: ReadonlyMap<string, string>,
): ComposeService {
  const text = (key: string) => (raw[key] === undefined ? '' : String(raw[key]));
  const number = (key: string) => Number(raw[key] ?? 0);
  const texts = (key: string) => (raw[key] as readonly string[] | undefined) ?? [];
  const deploy = (raw['deploy'] ?? {}) as Plain;
  const resources = (deploy['resources'] ?? {}) as Readonly<Record<string, Plain | undefined>>;
  const grace = raw['stop_grace_period'];
  return {
    name,
    image: text('image'),
    build: buildOf(raw['build'] as Plain | undefined),
    command: (raw['command'] as readonly string[] | undefined) ?? null,
    entrypoint: (raw['entrypoint'] as readonly string[] | undefined) ?? null,
    environment: (raw['environment'] ?? {}) as Record<string, string | null>,
    ports: ((raw['ports'] as readonly Plain[] | undefined) ?? []).map((port) => ({
      hostAddress: String(port['host_ip'] ?? ''),
      published: String(port['published'] ?? ''),
      target: Number(port['target'] ?? 0),
      protocol: String(port['protocol']),
    })),
    expose: texts('expose').map((port) => (port.includes('/') ? port : `${port}/tcp`)),
    mounts: [...((raw['volumes'] as readonly Plain[] | undefined) ?? []).map(mountOf), ...texts('tmpfs').map(tmpfsOf)],
    grants: [...grantsOf('secrets', raw, file, environment), ...grantsOf('configs', raw, file, environment)],
    networks: networksOf(raw['networks'] as Plain | undefined),
    networkMode: text('network_mode'),
    dependsOn: (raw['depends_on'] ?? {}) as Readonly<Record<string, ComposeDependency>>,
    containerName: text('container_name'),
    hostname: text('hostname'),
    domainname: text('domainname'),
    user: text('user'),
    workingDirectory: text('working_dir'),
    restart: text('restart') || restartOf(deploy['restart_policy'] as Plain | undefined),
    labels: (raw['labels'] ?? {}) as Record<string, string>,
    healthcheck: healthcheckOf(raw['healthcheck'] as Plain | undefined),
    stopSignal: text('stop_signal'),
    stopGracePeriod: grace === undefined ? undefined : (nanoseconds(grace) ?? 0) / 1e9,
    tty: raw['tty'] === true,
    stdinOpen: raw['stdin_open'] === true,
    init: raw['init'] === true,
    privileged: raw['privileged'] === true,
    readOnly: raw['read_only'] === true,
    memory: number('mem_limit') || Number(resources['limits']?.['memory'] ?? 0),
    memoryReservation: number('mem_reservation') || Number(resources['reservations']?.['memory'] ?? 0),
    memorySwap: number('memswap_limit'),
    cpus: number('cpus') || Number(resources['limits']?.['cpus'] ?? 0),
    cpuShares: number('cpu_shares'),
    cpuPeriod: number('cpu_period'),
    cpuQuota: number('cpu_quota'),
    cpuset: text('cpuset'),
    pidsLimit: number('pids_limit') || Number(resources['limits']?.['pids'] ?? 0),
    pidMode: text('pid'),
    ipcMode: text('ipc'),
    utsMode: text('uts'),
    shmSize: number('shm_size'),
    cgroupParent: text('cgroup_parent'),
    cgroupMode: text('cgroup'),
    oomKillDisable: raw['oom_kill_disable'] === true,
    securityOptions: texts('security_opt'),
    sysctls: (raw['sysctls'] ?? {}) as Record<string, string>,
    logDriver: String(((raw['logging'] ?? {}) as Plain)['driver'] ?? ''),
    dns: texts('dns'),
    dnsSearch: texts('dns_search'),
    extraHosts: texts('extra_hosts').map((line) => line.replace('=', ':')),
    links: texts('links'),
    volumesFrom: texts('volumes_from'),
    capAdd: texts('cap_add'),
    capDrop: texts('cap_drop'),
    profiles: texts('profiles'),
    scale: Number(raw['scale'] ?? deploy['replicas'] ?? 1),
    pullPolicy: text('pull_policy'),
    attach: raw['attach'] !== false,
    unsimulated: Object.keys(raw).filter((key) => !HONOURED.has(key) && !key.startsWith('x-')),
  };
}

function buildOf(build: Plain | undefined): ComposeBuild | undefined {
  if (build === undefined) return undefined;
  return {
    context: String(build['context'] ?? ''),
    dockerfile: String(build['dockerfile'] ?? 'Dockerfile'),
    inline: build['dockerfile_inline'] === undefined ? undefined : String(build['dockerfile_inline']),
    target: String(build['target'] ?? ''),
    arguments: (build['args'] ?? {}) as Record<string, string | null>,
    labels: (build['labels'] ?? {}) as Record<string, string>,
    tags: (build['tags'] as readonly string[] | undefined) ?? [],
    noCache: build['no_cache'] === true,
  };
}

function mountOf(mount: Plain): ComposeMount {
  const bind = (mount['bind'] ?? {}) as Plain;
  const volume = (mount['volume'] ?? {}) as Plain;
  const { size, mode } = (mount['tmpfs'] ?? {}) as { readonly size?: unknown; readonly mode?: unknown };
  const type = String(mount['type']);
  return {
    type,
    source: String(mount['source'] ?? ''),
    target: String(mount['target']),
    readOnly: mount['read_only'] === true,
    create: bind['create_host_path'] === true,
    noCopy: volume['nocopy'] === true,
    tmpfsOptions: [
      ...(size === undefined ? [] : [`size=${String(size)}`]),
      ...(mode === undefined ? [] : [`mode=${Number(mode).toString(8)}`]),
    ].join(','),
    unsimulated: [
      ...(['bind', 'volume', 'tmpfs'].includes(type) ? [] : [`type ${type}`]),
      ...(/^r?(?:shared|slave)$/.test(String(bind['propagation'] ?? ''))
        ? [`propagation ${String(bind['propagation'])}`]
        : []),
      ...(volume['subpath'] === undefined ? [] : ['subpath']),
    ],
  };
}

/** `/run:size=64m` */
function tmpfsOf(text: string): ComposeMount {
  const [target = '', tmpfsOptions = ''] = text.split(':');
  const readOnly = tmpfsOptions.split(',').includes('ro');
  return { type: 'tmpfs', source: '', target, readOnly, create: false, noCopy: false, tmpfsOptions, unsimulated: [] };
}

function grantsOf(
  kind: 'secrets' | 'configs',
  raw: Plain,
  file: Plain,
  environment: ReadonlyMap<string, string>,
): readonly ComposeGrant[] {
  return ((raw[kind] as readonly Plain[] | undefined) ?? []).map((grant) => {
    const source = String(grant['source']);
    const known = (((file[kind] ?? {}) as Plain)[source] ?? {}) as Plain;
    const variable = known['environment'];
    const fallback = kind === 'secrets' ? `/run/secrets/${source}` : `/${source}`;
    const target = String(grant['target'] ?? fallback);
    return {
      kind,
      key: source,
      name: String(known['name'] ?? source),
      target: target.startsWith('/') ? target : `/run/secrets/${target}`,
      external: known['external'] === true,
      file: known['file'] === undefined ? undefined : String(known['file']),
      content:
        known['content'] !== undefined
          ? String(known['content'])
          : variable === undefined
            ? undefined
            : environment.get(String(variable)),
      variable: variable === undefined ? undefined : String(variable),
    };
  });
}

function networksOf(networks: Plain | undefined): ComposeService['networks'] {
  return Object.fromEntries(
    Object.entries(networks ?? {}).map(([name, value]) => {
      const options = (value ?? {}) as Plain;
      return [
        name,
        {
          aliases: (options['aliases'] as readonly string[] | undefined) ?? [],
          address: String(options['ipv4_address'] ?? ''),
          priority: Number(options['priority'] ?? 0),
        },
      ];
    }),
  );
}

/** deploy.restart_policy in the words of `restart`. */
function restartOf(policy: Plain | undefined): string {
  if (policy === undefined) return '';
  const attempts = policy['max_attempts'];
  switch (policy['condition']) {
    case 'none':
      return 'no';
    case 'on-failure':
      return attempts === undefined ? 'on-failure' : `on-failure:${String(attempts)}`;
    default:
      return 'always';
  }
}

function healthcheckOf(value: Plain | undefined): ComposeHealthcheck | undefined {
  if (value === undefined) return undefined;
  const time = (key: string) => Math.round((parseDuration(String(value[key] ?? '0s')) ?? 0) * 1e6);
  return {
    test: value['disable'] === true ? ['NONE'] : ((value['test'] as readonly string[] | undefined) ?? []),
    interval: time('interval'),
    timeout: time('timeout'),
    startPeriod: time('start_period'),
    retries: Number(value['retries'] ?? 0),
  };
}
