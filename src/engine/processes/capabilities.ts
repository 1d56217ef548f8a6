/** What root may do, in parts (capabilities(7)); a container's root has only some of them. */
export const CAPABILITIES = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

export const ALL_CAPABILITIES: ReadonlySet<Capability> = new Set(CAPABILITIES);

/** What a container's root may do unless it is told otherwise (Docker's and containerd's list). */
export const CONTAINER_CAPABILITIES: ReadonlySet<Capability> = new Set([
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
] as const);

/** As /proc/PID/status shows a set: a bit for each, in hexadecimal. */
export function capabilityMask(capabilities: ReadonlySet<Capability>): string {
  let mask = 0n;
  CAPABILITIES.forEach((capability, bit) => {
    if (capabilities.has(capability)) mask |= 1n << BigInt(bit);
  });
  return mask.toString(16).padStart(16, '0');
}

/** What a container's root may do when some are added and others dropped, by their names with or without `CAP_`. */
export function capabilitiesWith(add: readonly string[], drop: readonly string[]): ReadonlySet<Capability> {
  const names = (list: readonly string[]) => list.map((name) => name.toUpperCase().replace(/^CAP_/, '') as Capability);
  const [added, dropped] = [names(add) as readonly string[], names(drop) as readonly string[]];
  const basis = added.includes('ALL') ? ALL_CAPABILITIES : CONTAINER_CAPABILITIES;
  const kept = dropped.includes('ALL') && !added.includes('ALL') ? [] : [...basis];
  const all = [...kept, ...names(add)].filter((one) => !dropped.includes(one) && ALL_CAPABILITIES.has(one));
  return new Set(all);
}
