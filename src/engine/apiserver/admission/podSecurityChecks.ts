/**
 * The Pod Security Standards: what pods of the levels `baseline` and `restricted` must not do (k8s.io/pod-security-admission).
 * Simplified: all versions are the newest.
 */
import type { Container, PodSpec } from 'kubernetes-types/core/v1';

/** What a pod does that its level forbids: why, and who does it. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

type Check = (spec: PodSpec) => string | undefined;

interface NamedCheck {
  readonly reason: string;
  readonly check: Check;
}

/** Everything of a level that the pod breaks, in the order in which the real server lists it. */
export function violationsOf(level: string, spec: PodSpec): Violation[] {
  const checks = level === 'baseline' ? baseline : level === 'restricted' ? restricted : [];
  return checks.flatMap(({ reason, check }) => {
    const detail = check(spec);
    return detail === undefined ? [] : [{ reason, detail }];
  });
}

const DEFAULT_CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
const SAFE_SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);
const SAFE_VOLUMES: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);
const SELINUX_TYPES: ReadonlySet<string> = new Set([
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);

const hostNamespaces: NamedCheck = {
  reason: 'host namespaces',
  check: (spec) => {
    const used = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((name) => spec[name] === true);
    return used.length === 0 ? undefined : used.map((name) => `${name}=true`).join(', ');
  },
};

const hostPathVolumes: NamedCheck = {
  reason: 'hostPath volumes',
  check: (spec) => {
    const names = (spec.volumes ?? []).filter(({ hostPath }) => hostPath !== undefined).map(({ name }) => name);
    return names.length === 0 ? undefined : `${plural('volume', names)} ${quoted(names)}`;
  },
};

const hostPorts: NamedCheck = {
  reason: 'hostPort',
  check: (spec) => {
    const takes = (container: Container) => (container.ports ?? []).flatMap(({ hostPort = 0 }) => hostPort || []);
    const who = containersThat(spec, (container) => takes(container).length > 0);
    const ports = [...new Set(containersOf(spec).flatMap(takes))].map(String).sort();
    const verb = who.length === 1 ? 'uses' : 'use';
    return who.length === 0 ? undefined : `${containers(who)} ${verb} ${plural('hostPort', ports)} ${ports.join(', ')}`;
  },
};

const privileged: NamedCheck = {
  reason: 'privileged',
  check: (spec) => {
    const who = containersThat(spec, ({ securityContext }) => securityContext?.privileged === true);
    return who.length === 0 ? undefined : `${containers(who)} must not set securityContext.privileged=true`;
  },
};

const procMount: NamedCheck = {
  reason: 'procMount',
  check: (spec) => {
    const mountOf = ({ securityContext }: Container) => securityContext?.procMount ?? 'Default';
    const who = containersThat(spec, (container) => mountOf(container) !== 'Default');
    const values = [...new Set(containersOf(spec).map(mountOf))].filter((one) => one !== 'Default').sort();
    return who.length === 0
      ? undefined
      : `${containers(who)} must not set securityContext.procMount to ${quoted(values)}`;
  },
};

const seLinuxOptions: NamedCheck = {
  reason: 'seLinuxOptions',
  check: (spec) => {
    const bad = (options: { type?: string; user?: string; role?: string } | undefined) =>
      options !== undefined && (!SELINUX_TYPES.has(options.type ?? '') || options.user || options.role);
    const who = containersThat(spec, ({ securityContext }) => Boolean(bad(securityContext?.seLinuxOptions)));
    const own = bad(spec.securityContext?.seLinuxOptions) ? ['pod'] : [];
    const setters = [...own, ...(who.length === 0 ? [] : [containers(who)])];
    if (setters.length === 0) return undefined;
    const all = [
      spec.securityContext?.seLinuxOptions,
      ...containersOf(spec).map((one) => one.securityContext?.seLinuxOptions),
    ];
    const types = [...new Set(all.map((one) => one?.type ?? ''))].filter((one) => !SELINUX_TYPES.has(one)).sort();
    const parts = [
      ...(types.length === 0 ? [] : [`${plural('type', types)} ${quoted(types)}`]),
      ...(all.some((one) => one?.user) ? ['user may not be set'] : []),
      ...(all.some((one) => one?.role) ? ['role may not be set'] : []),
    ];
    return `${setters.join(' and ')} set forbidden securityContext.seLinuxOptions: ${parts.join('; ')}`;
  },
};

const seccompBaseline: NamedCheck = { reason: 'seccompProfile', check: unconfined };

const seccompRestricted: NamedCheck = {
  reason: 'seccompProfile',
  check: (spec) => {
    const explicit = unconfined(spec);
    if (explicit !== undefined) return explicit;
    if (spec.securityContext?.seccompProfile?.type !== undefined) return undefined;
    const who = containersThat(spec, ({ securityContext }) => securityContext?.seccompProfile?.type === undefined);
    if (who.length === 0) return undefined;
    return `pod or ${containers(who)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
  },
};

const sysctls: NamedCheck = {
  reason: 'forbidden sysctls',
  check: (spec) => {
    const names = (spec.securityContext?.sysctls ?? [])
      .map(({ name }) => name)
      .filter((name) => !SAFE_SYSCTLS.has(name));
    return names.length === 0 ? undefined : names.join(', ');
  },
};

const windowsHostProcess: NamedCheck = {
  reason: 'hostProcess',
  check: (spec) => {
    const own = spec.securityContext?.windowsOptions?.hostProcess === true ? ['pod'] : [];
    const who = containersThat(spec, (one) => one.securityContext?.windowsOptions?.hostProcess === true);
    const setters = [...own, ...(who.length === 0 ? [] : [containers(who)])];
    return setters.length === 0
      ? undefined
      : `${setters.join(' and ')} must not set securityContext.windowsOptions.hostProcess=true`;
  },
};

const capabilitiesBaseline: NamedCheck = {
  reason: 'non-default capabilities',
  check: (spec) => addedBeyond(spec, DEFAULT_CAPABILITIES),
};

const capabilitiesRestricted: NamedCheck = {
  reason: 'unrestricted capabilities',
  check: (spec) => {
    const keeping = containersThat(spec, (one) => one.securityContext?.capabilities?.drop?.includes('ALL') !== true);
    const adding = addedBeyond(spec, new Set(['NET_BIND_SERVICE']));
    const parts = [
      ...(keeping.length === 0 ? [] : [`${containers(keeping)} must set securityContext.capabilities.drop=["ALL"]`]),
      ...(adding === undefined ? [] : [adding]),
    ];
    return parts.length === 0 ? undefined : parts.join('; ');
  },
};

const allowPrivilegeEscalation: NamedCheck = {
  reason: 'allowPrivilegeEscalation != false',
  check: (spec) => {
    const who = containersThat(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
    return who.length === 0 ? undefined : `${containers(who)} must set securityContext.allowPrivilegeEscalation=false`;
  },
};

const restrictedVolumes: NamedCheck = {
  reason: 'restricted volume types',
  check: (spec) => {
    const typeOf = (volume: object) => Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
    const bad = (spec.volumes ?? []).filter((volume) => !SAFE_VOLUMES.has(typeOf(volume)));
    if (bad.length === 0) return undefined;
    const names = bad.map(({ name }) => name);
    const types = [...new Set(bad.map(typeOf))].sort();
    const verb = names.length === 1 ? 'uses' : 'use';
    return `${plural('volume', names)} ${quoted(names)} ${verb} ${plural('restricted volume type', types)} ${quoted(types)}`;
  },
};

const runAsNonRoot: NamedCheck = {
  reason: 'runAsNonRoot != true',
  check: (spec) => {
    const own = spec.securityContext?.runAsNonRoot;
    const refusing = containersThat(spec, ({ securityContext }) => securityContext?.runAsNonRoot === false);
    const setters = [...(own === false ? ['pod'] : []), ...(refusing.length === 0 ? [] : [containers(refusing)])];
    if (setters.length > 0) return `${setters.join(' and ')} must not set securityContext.runAsNonRoot=false`;
    if (own === true) return undefined;
    const silent = containersThat(spec, ({ securityContext }) => securityContext?.runAsNonRoot !== true);
    return silent.length === 0 ? undefined : `pod or ${containers(silent)} must set securityContext.runAsNonRoot=true`;
  },
};

const runAsUser: NamedCheck = {
  reason: 'runAsUser=0',
  check: (spec) => {
    const who = containersThat(spec, ({ securityContext }) => securityContext?.runAsUser === 0);
    const setters = [
      ...(spec.securityContext?.runAsUser === 0 ? ['pod'] : []),
      ...(who.length === 0 ? [] : [containers(who)]),
    ];
    return setters.length === 0 ? undefined : `${setters.join(' and ')} must not set runAsUser=0`;
  },
};

const baseline: readonly NamedCheck[] = [
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  privileged,
  procMount,
  seLinuxOptions,
  seccompBaseline,
  sysctls,
  windowsHostProcess,
];
/** What is forbidden more strictly takes the place of the milder rule. */
const restricted: readonly NamedCheck[] = [
  ...baseline.filter((one) => ![capabilitiesBaseline, hostPathVolumes, seccompBaseline].includes(one)),
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompRestricted,
];

function unconfined(spec: PodSpec): string | undefined {
  const who = containersThat(spec, ({ securityContext }) => securityContext?.seccompProfile?.type === 'Unconfined');
  const setters = [
    ...(spec.securityContext?.seccompProfile?.type === 'Unconfined' ? ['pod'] : []),
    ...(who.length === 0 ? [] : [containers(who)]),
  ];
  if (setters.length === 0) return undefined;
  return `${setters.join(' and ')} must not set securityContext.seccompProfile.type to "Unconfined"`;
}

function addedBeyond(spec: PodSpec, allowed: ReadonlySet<string>): string | undefined {
  const extra = ({ securityContext }: Container) =>
    (securityContext?.capabilities?.add ?? []).filter((name) => !allowed.has(name));
  const who = containersThat(spec, (container) => extra(container).length > 0);
  if (who.length === 0) return undefined;
  const names = [...new Set(containersOf(spec).flatMap(extra))].sort();
  return `${containers(who)} must not include ${quoted(names)} in securityContext.capabilities.add`;
}

function containersOf(spec: PodSpec): readonly Container[] {
  const ephemeral = (spec.ephemeralContainers ?? []) as readonly Container[];
  return [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...ephemeral];
}

function containersThat(spec: PodSpec, test: (container: Container) => boolean): string[] {
  return containersOf(spec)
    .filter(test)
    .map(({ name }) => name);
}

function containers(names: readonly string[]): string {
  return `${plural('container', names)} ${quoted(names)}`;
}

function plural(word: string, of: readonly unknown[]): string {
  return of.length === 1 ? word : `${word}s`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
