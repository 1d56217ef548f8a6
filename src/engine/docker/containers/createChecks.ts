/** What moby refuses before it makes a container, in its order and words. */
import { CAPABILITIES } from '../../processes/capabilities';
import { type Signal, signalNumbers } from '../../processes/process';
import type { ContainerCreate, HealthConfig, RestartPolicy } from '../containerRequests';
import type { Answer } from '../daemon';
import { badParameter, type Refusal } from '../refusal';
import { hostProblem, requestProblem } from './hostChecks';
import { checkNetworkMode } from './networkModeChecks';
import { checkResources } from './resourceChecks';

const MILLISECOND = 1_000_000;
const REAL_TIME = /^(SIG)?RT(MIN(\+\d+)?|MAX(-\d+)?)$/i;

/** Signals by any of their names or numbers; undefined for what is none. */
export function parseSignal(text: string): Signal | undefined {
  const upper = text.toUpperCase();
  for (const [name, number] of Object.entries(signalNumbers)) {
    if (upper === name || upper === name.slice('SIG'.length) || upper === String(number)) return name as Signal;
  }
  return undefined;
}

/** True also for numbers and real-time signals that nothing here sends. */
export function isSignal(text: string): boolean {
  return parseSignal(text) !== undefined || (/^-?\d+$/.test(text) && Number(text) !== 0) || REAL_TIME.test(text);
}

/** Refuses what can't be; else the warnings that go with the answer. */
export function checkCreate(request: ContainerCreate, cpus: number): Answer<readonly string[]> {
  const undecodable = requestProblem(request.HostConfig);
  const impossible = hostProblem(request.HostConfig);
  return (
    (undecodable === undefined ? undefined : badParameter(undecodable)) ??
    checkNetworkMode(request) ??
    checkConfig(request) ??
    checkHostConfig(request) ??
    (impossible === undefined ? undefined : badParameter(impossible)) ??
    checkResources(request.HostConfig, cpus, 'create')
  );
}

function checkConfig(request: ContainerCreate): Refusal | undefined {
  const { WorkingDir: directory, StopSignal: stopSignal } = request;
  if (directory !== '' && !directory.startsWith('/')) {
    return badParameter(`the working directory '${directory}' is invalid, it needs to be an absolute path`);
  }
  if (stopSignal !== undefined && stopSignal !== '' && !isSignal(stopSignal)) {
    return badParameter(`Invalid signal: ${stopSignal}`);
  }
  for (const variable of request.Env) {
    if (variable === '' || variable.startsWith('=')) return badParameter(`invalid environment variable: ${variable}`);
  }
  return checkHealth(request.Healthcheck);
}

function checkHealth(check: HealthConfig | undefined): Refusal | undefined {
  if (check === undefined) return undefined;
  const short = (name: string, value: number) =>
    value !== 0 && value < MILLISECOND ? badParameter(`${name} in Healthcheck cannot be less than 1ms`) : undefined;
  if (check.Retries < 0) return badParameter('Retries in Healthcheck cannot be negative');
  return (
    short('Interval', check.Interval) ??
    short('Timeout', check.Timeout) ??
    short('StartPeriod', check.StartPeriod) ??
    short('StartInterval', check.StartInterval ?? 0)
  );
}

function checkHostConfig(request: ContainerCreate): Refusal | undefined {
  const { HostConfig: host } = request;
  if (host.AutoRemove && !['', 'no'].includes(host.RestartPolicy.Name)) {
    return badParameter("can't create 'AutoRemove' container with restart policy");
  }
  for (const extra of host.ExtraHosts) {
    const [name = '', ...rest] = extra.split(':');
    const address = rest.join(':');
    if (name === '' || rest.length === 0) return badParameter(`bad format for add-host: "${extra}"`);
    if (address !== 'host-gateway' && !isAddress(address)) {
      return badParameter(`invalid IP address in add-host: "${address}"`);
    }
  }
  for (const port of Object.keys(host.PortBindings)) {
    const number = port.split('/')[0] ?? '';
    if (!/^\d+$/.test(number) || Number(number) > 65_535)
      return badParameter(`invalid port specification: "${number}"`);
  }
  return (
    checkRestartPolicy(host.RestartPolicy) ??
    checkCapabilities(host.CapAdd, 'CapAdd') ??
    checkCapabilities(host.CapDrop, 'CapDrop') ??
    checkSecurity(host.SecurityOpt ?? [])
  );
}

/** Names of what `--security-opt` may set. */
const SECURITY = ['label', 'apparmor', 'seccomp', 'no-new-privileges', 'systempaths', 'writable-cgroups'];

function checkSecurity(given: readonly string[]): Refusal | undefined {
  for (const one of given) {
    const [name = ''] = one.split(/[=:]/);
    if (!SECURITY.includes(name) && one !== 'disable')
      return badParameter(`invalid --security-opt 2: ${JSON.stringify(one)}`);
  }
  return undefined;
}

export function checkRestartPolicy({ Name: name, MaximumRetryCount: count }: RestartPolicy): Refusal | undefined {
  if (name === '') return undefined;
  if (name === 'on-failure') return count < 0 ? badParameter('maximum retry count cannot be negative') : undefined;
  if (!['always', 'unless-stopped', 'no'].includes(name)) return badParameter(`invalid restart policy '${name}'`);
  return count === 0 ? undefined : badParameter(`maximum retry count cannot be used with restart policy '${name}'`);
}

function checkCapabilities(names: readonly string[], option: string): Refusal | undefined {
  const known: readonly string[] = CAPABILITIES;
  for (const name of names) {
    const upper = name.toUpperCase().replace(/^CAP_/, '');
    if (upper !== 'ALL' && !known.includes(upper)) {
      return badParameter(`invalid ${option}: unknown capability: "CAP_${upper}"`);
    }
  }
  return undefined;
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/.test(text);
}
