/** Security contexts of pods and containers. */
import type {
  Container,
  PodSecurityContext,
  PodSpec,
  SeccompProfile,
  SecurityContext,
  Sysctl,
} from 'kubernetes-types/core/v1';
import { duplicate, type FieldError, goText, invalid, notSupported, required } from '../fieldError';

const largestId = 2147483647;
const profiles = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const mountTypes = ['Default', 'Unmasked'];
const sysctlPattern = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;

/** Of the pod; what it shares with its node is part of it in the real server. */
export function validatePodSecurityContext(field: string, spec: PodSpec): FieldError[] {
  const context: PodSecurityContext = spec.securityContext ?? {};
  const errors: FieldError[] = [
    ...idErrors(`${field}.fsGroup`, context.fsGroup),
    ...idErrors(`${field}.runAsUser`, context.runAsUser),
    ...idErrors(`${field}.runAsGroup`, context.runAsGroup),
    ...(context.supplementalGroups ?? []).flatMap((id, i) => idErrors(`${field}.supplementalGroups[${i}]`, id)),
  ];
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalid(field.replace(/securityContext$/, 'shareProcessNamespace'), true, detail));
  }
  errors.push(...sysctlErrors(`${field}.sysctls`, context.sysctls ?? []));
  const policy = context.fsGroupChangePolicy;
  if (policy !== undefined && !['Always', 'OnRootMismatch'].includes(policy)) {
    errors.push(notSupported(`${field}.fsGroupChangePolicy`, policy, ['Always', 'OnRootMismatch']));
  }
  return [...errors, ...seccompErrors(`${field}.seccompProfile`, context.seccompProfile)];
}

export function validateSecurityContext(field: string, container: Container): FieldError[] {
  const context: SecurityContext | undefined = container.securityContext;
  if (context === undefined) return [];
  const errors = [
    ...idErrors(`${field}.runAsUser`, context.runAsUser),
    ...idErrors(`${field}.runAsGroup`, context.runAsGroup),
  ];
  const { procMount, allowPrivilegeEscalation, privileged, capabilities } = context;
  if (procMount !== undefined && !mountTypes.includes(procMount)) {
    errors.push(notSupported(`${field}.procMount`, procMount, mountTypes));
  }
  errors.push(...seccompErrors(`${field}.seccompProfile`, context.seccompProfile));
  if (allowPrivilegeEscalation === false) {
    if (privileged === true) {
      const detail = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
      errors.push(invalid(field, goText(goContext(context)), detail));
    }
    if (capabilities?.add?.includes('CAP_SYS_ADMIN') === true) {
      const detail = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
      errors.push(invalid(field, goText(goContext(context)), detail));
    }
  }
  return errors;
}

function idErrors(field: string, id: number | undefined): FieldError[] {
  if (id === undefined || (id >= 0 && id <= largestId)) return [];
  return [invalid(field, id, `must be between 0 and ${largestId}, inclusive`)];
}

function sysctlErrors(field: string, sysctls: readonly Sysctl[]): FieldError[] {
  const names = new Set<string>();
  return sysctls.flatMap(({ name }, index) => {
    const place = `${field}[${index}].name`;
    if (!name) return [required(place)];
    if (name.length > 253 || !sysctlPattern.test(name)) {
      const detail =
        'must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
      return [invalid(place, name, detail)];
    }
    if (names.has(name)) return [duplicate(place, name)];
    names.add(name);
    return [];
  });
}

function seccompErrors(field: string, profile: SeccompProfile | undefined): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile } = profile;
  if (type === 'Localhost') {
    if (localhostProfile === undefined) {
      return [required(`${field}.localhostProfile`, 'must be set when seccomp type is Localhost')];
    }
    return [];
  }
  const errors =
    localhostProfile === undefined
      ? []
      : [invalid(`${field}.localhostProfile`, localhostProfile, 'can only be set when seccomp type is Localhost')];
  if (!type) return [...errors, required(`${field}.type`, 'type is required when seccompProfile is set')];
  return profiles.includes(type) ? errors : [...errors, notSupported(`${field}.type`, type, profiles)];
}

/** Go's notation, pointers as it prints them but for their addresses, which are chance. */
function goContext({ privileged, allowPrivilegeEscalation }: SecurityContext): string {
  const pointer = (value: unknown) => (value === undefined ? '(*bool)(nil)' : '(*bool)(0xc000000000)');
  return `core.SecurityContext{Capabilities:(*core.Capabilities)(nil), Privileged:${pointer(privileged)}, SELinuxOptions:(*core.SELinuxOptions)(nil), WindowsOptions:(*core.WindowsSecurityContextOptions)(nil), RunAsUser:(*int64)(nil), RunAsGroup:(*int64)(nil), RunAsNonRoot:(*bool)(nil), ReadOnlyRootFilesystem:(*bool)(nil), AllowPrivilegeEscalation:${pointer(allowPrivilegeEscalation)}, ProcMount:(*core.ProcMountType)(nil), SeccompProfile:(*core.SeccompProfile)(nil), AppArmorProfile:(*core.AppArmorProfile)(nil)}`;
}
