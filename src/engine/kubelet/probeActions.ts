/** The three ways to ask a container how it is, with the words of kubelet's probers. */
import type { Container, HTTPGetAction, Probe } from 'kubernetes-types/core/v1';
import type { ConnectOutcome, ExchangeFailure, ExchangeOutcome, HttpRequest } from '../network/namespace';
import { sleep } from '../processes/kernel';
import { callback, type Routine } from '../processes/routine';
import { execute } from './execute';
import type { KubeletContext } from './kubeletContext';

export interface ProbeTarget {
  readonly spec: Container;
  readonly id: string;
  readonly address: string;
}

export interface ProbeOutcome {
  readonly result: 'success' | 'failure' | 'error';
  readonly output: string;
}

/** Asks once. It takes as long as the answer does; the caller keeps the timeout. */
export function* probeOnce(context: KubeletContext, probe: Probe, target: ProbeTarget): Routine<ProbeOutcome> {
  if (probe.exec !== undefined) {
    const command = probe.exec.command ?? [];
    const outcome = yield* execute(context, target.id, command, (probe.timeoutSeconds ?? 1) * 1000);
    if (!outcome.ok) return { result: 'error', output: outcome.error };
    return { result: outcome.value.code === 0 ? 'success' : 'failure', output: outcome.value.output };
  }
  if (probe.httpGet !== undefined) return yield* probeHttp(context, probe.httpGet, probe.timeoutSeconds ?? 1, target);
  if (probe.tcpSocket !== undefined) {
    const port = resolvePort(probe.tcpSocket.port, target.spec);
    if (port === undefined) return { result: 'error', output: unknownPort(probe.tcpSocket.port) };
    const host = probe.tcpSocket.host || target.address;
    const timeout = (probe.timeoutSeconds ?? 1) * 1000;
    const outcome = yield* callback<ConnectOutcome>((done) =>
      context.machine.network.connect(host, port, { timeout }, done),
    );
    return outcome.ok
      ? { result: 'success', output: '' }
      : { result: 'failure', output: dialError(outcome.failure, host, port) };
  }
  if (probe.grpc !== undefined) return yield* probeGrpc(context, probe.grpc.port, probe.timeoutSeconds ?? 1, target);
  return { result: 'error', output: 'missing probe handler' };
}

/** No program that runs here speaks gRPC: whoever asks gives up when the time is over, as with any other server. */
function* probeGrpc(
  context: KubeletContext,
  port: number,
  timeoutSeconds: number,
  target: ProbeTarget,
): Routine<ProbeOutcome> {
  yield* sleep(context.clock, timeoutSeconds * 1000, { background: true });
  const output = `timeout: failed to connect service "${target.address}:${port}" within ${timeoutSeconds}s: context deadline exceeded`;
  return { result: 'failure', output };
}

function* probeHttp(
  context: KubeletContext,
  action: HTTPGetAction,
  timeoutSeconds: number,
  target: ProbeTarget,
): Routine<ProbeOutcome> {
  const port = resolvePort(action.port, target.spec);
  if (port === undefined) return { result: 'error', output: unknownPort(action.port) };
  const request = httpRequest(action, target.address, port);
  const outcome = yield* exchange(context, request, timeoutSeconds);
  if (outcome.ok) {
    const { status } = outcome.response;
    if (status >= 200 && status < 400) return { result: 'success', output: outcome.response.body };
    return { result: 'failure', output: `HTTP probe failed with statuscode: ${status}` };
  }
  const url = `${request.scheme}://${request.host}:${port}${request.path}`;
  const reason =
    outcome.failure === 'timeout'
      ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
      : outcome.failure === 'reset'
        ? 'EOF'
        : dialError(outcome.failure, request.host, port);
  return { result: 'failure', output: `Get "${url}": ${reason}` };
}

function exchange(context: KubeletContext, request: HttpRequest, timeoutSeconds: number): Routine<ExchangeOutcome> {
  return callback<ExchangeOutcome>((done) =>
    context.machine.network.exchange(request, { timeout: timeoutSeconds * 1000 }, done),
  );
}

/** The request of an httpGet action to a pod's address. */
export function httpRequest(action: HTTPGetAction, address: string, port: number): HttpRequest {
  const headers: Record<string, string> = { 'user-agent': 'kube-probe/1.32', accept: '*/*' };
  for (const header of action.httpHeaders ?? []) headers[header.name.toLowerCase()] = header.value;
  const path = action.path ?? '/';
  return {
    method: 'GET',
    scheme: action.scheme === 'HTTPS' ? 'https' : 'http',
    host: action.host || address,
    port,
    path: path.startsWith('/') ? path : `/${path}`,
    headers,
    body: '',
  };
}

/** A port's number, by its name among the container's ports if need be. */
export function resolvePort(port: number | string, spec: Container): number | undefined {
  if (typeof port === 'number') return port;
  const named = spec.ports?.find((one) => one.name === port)?.containerPort;
  return named ?? (/^\d+$/.test(port) ? Number(port) : undefined);
}

function unknownPort(port: number | string): string {
  return `couldn't find port: {1 0 ${port}}`;
}

function dialError(failure: ExchangeFailure, host: string, port: number): string {
  switch (failure) {
    case 'refused':
      return `dial tcp ${host}:${port}: connect: connection refused`;
    case 'unreachable':
      return `dial tcp ${host}:${port}: connect: no route to host`;
    case 'no-network':
      return `dial tcp ${host}:${port}: connect: network is unreachable`;
    case 'unresolved':
      return `dial tcp: lookup ${host}: no such host`;
    case 'reset':
      return `read tcp ${host}:${port}: read: connection reset by peer`;
    case 'timeout':
      return `dial tcp ${host}:${port}: i/o timeout`;
  }
}
