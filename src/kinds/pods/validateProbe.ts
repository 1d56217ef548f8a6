/** Probes and lifecycle hooks. */
import type { Container, HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from 'kubernetes-types/core/v1';
import { type FieldError, forbidden, invalid, invalidEach, notNegative, notSupported, required } from '../fieldError';
import { headerNameErrors, portNameErrors, portNumberErrors } from '../names';

/** The hooks and probes of a container. */
export function validateProbes(field: string, container: Container): FieldError[] {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  return [
    ...validateLifecycle(`${field}.lifecycle`, container.lifecycle),
    ...validateProbe(`${field}.livenessProbe`, livenessProbe),
    ...mustSucceedOnce(`${field}.livenessProbe`, livenessProbe),
    ...validateProbe(`${field}.readinessProbe`, readinessProbe),
    ...(readinessProbe?.terminationGracePeriodSeconds === undefined
      ? []
      : [
          invalid(
            `${field}.readinessProbe.terminationGracePeriodSeconds`,
            readinessProbe.terminationGracePeriodSeconds,
            'must not be set for readinessProbes',
          ),
        ]),
    ...validateProbe(`${field}.startupProbe`, startupProbe),
    ...mustSucceedOnce(`${field}.startupProbe`, startupProbe),
  ];
}

/** A port by number or by the name of a container's port. */
export function validatePortReference(field: string, port: number | string | undefined): FieldError[] {
  if (typeof port === 'string') return invalidEach(field, port, portNameErrors(port));
  return invalidEach(field, port ?? 0, portNumberErrors(port ?? 0));
}

function validateProbe(field: string, probe: Probe | undefined): FieldError[] {
  if (probe === undefined) return [];
  const grace = probe.terminationGracePeriodSeconds;
  return [
    ...validateHandler(field, probe),
    ...notNegative(`${field}.initialDelaySeconds`, probe.initialDelaySeconds),
    ...notNegative(`${field}.timeoutSeconds`, probe.timeoutSeconds),
    ...notNegative(`${field}.periodSeconds`, probe.periodSeconds),
    ...notNegative(`${field}.successThreshold`, probe.successThreshold),
    ...notNegative(`${field}.failureThreshold`, probe.failureThreshold),
    ...(grace !== undefined && grace <= 0
      ? [invalid(`${field}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')]
      : []),
  ];
}

function mustSucceedOnce(field: string, probe: Probe | undefined): FieldError[] {
  const threshold = probe?.successThreshold ?? 1;
  return threshold === 1 ? [] : [invalid(`${field}.successThreshold`, threshold, 'must be 1')];
}

function validateLifecycle(field: string, lifecycle: Lifecycle | undefined): FieldError[] {
  return (['postStart', 'preStop'] as const).flatMap((hook) => {
    const handler = lifecycle?.[hook];
    return handler === undefined ? [] : validateHandler(`${field}.${hook}`, handler);
  });
}

/** Exactly one way to act must be given. */
function validateHandler(field: string, handler: LifecycleHandler & Pick<Probe, 'grpc'>): FieldError[] {
  const errors: FieldError[] = [];
  let first = true;
  const take = (name: string, check: () => FieldError[]) => {
    if (first) errors.push(...check());
    else errors.push(forbidden(`${field}.${name}`, 'may not specify more than 1 handler type'));
    first = false;
  };
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  if (exec) take('exec', () => (exec.command?.length ? [] : [required(`${field}.exec.command`)]));
  if (httpGet) take('httpGet', () => validateHttpGet(`${field}.httpGet`, httpGet));
  if (tcpSocket) take('tcpSocket', () => validatePortReference(`${field}.tcpSocket.port`, tcpSocket.port));
  if (grpc) take('grpc', () => validatePortReference(`${field}.grpc.port`, grpc.port));
  if (sleep) take('sleep', () => notNegative(`${field}.sleep`, sleep.seconds));
  if (first) errors.push(required(field, 'must specify a handler type'));
  return errors;
}

function validateHttpGet(field: string, action: HTTPGetAction): FieldError[] {
  const scheme = action.scheme ?? 'HTTP';
  return [
    ...(action.path ? [] : [required(`${field}.path`)]),
    ...validatePortReference(`${field}.port`, action.port),
    ...(scheme === 'HTTP' || scheme === 'HTTPS' ? [] : [notSupported(`${field}.scheme`, scheme, ['HTTP', 'HTTPS'])]),
    ...(action.httpHeaders ?? []).flatMap(({ name }) =>
      invalidEach(`${field}.httpHeaders`, name, headerNameErrors(name)),
    ),
  ];
}
