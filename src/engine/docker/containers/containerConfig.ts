/** A container's configuration: what was asked for, filled up with what its image says (moby's `merge`). */
import type { HealthCheck, Image, ImageConfig } from '../../containers/images/image';
import type { ContainerCreate, HealthConfig } from '../containerRequests';

/** As `docker inspect` shows it below Config; empty lists are its nulls. */
export interface ContainerConfig {
  readonly hostname: string;
  readonly domainname: string;
  readonly user: string;
  readonly attachStdin: boolean;
  readonly attachStdout: boolean;
  readonly attachStderr: boolean;
  readonly exposedPorts: readonly string[];
  readonly tty: boolean;
  readonly openStdin: boolean;
  readonly stdinOnce: boolean;
  readonly env: readonly string[];
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly healthcheck: HealthConfig | undefined;
  /** As the client named it. */
  readonly image: string;
  /** Paths that get an anonymous volume. */
  readonly volumes: readonly string[];
  readonly workingDirectory: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly stopSignal: string;
  /** Seconds. */
  readonly stopTimeout: number | undefined;
  readonly onBuild: readonly string[];
}

const NANOSECONDS = 1_000_000;

export function mergedConfig(request: ContainerCreate, image: Image, hostname: string): ContainerConfig {
  const { config } = image;
  return {
    hostname,
    domainname: request.Domainname,
    user: request.User || config.user,
    attachStdin: request.AttachStdin,
    attachStdout: request.AttachStdout,
    attachStderr: request.AttachStderr,
    exposedPorts: [...new Set([...request.ExposedPorts, ...publishedPorts(request), ...config.exposedPorts])],
    tty: request.Tty,
    openStdin: request.OpenStdin,
    stdinOnce: request.StdinOnce,
    env: mergedEnvironment(request.Env, config),
    ...mergedCommand(request, config),
    healthcheck: mergedHealthcheck(request.Healthcheck, config.healthcheck),
    image: request.Image,
    volumes: [...new Set([...anonymousVolumes(request), ...config.volumes])],
    workingDirectory: request.WorkingDir || config.workingDirectory,
    labels: { ...config.labels, ...request.Labels },
    stopSignal: request.StopSignal || config.stopSignal,
    stopTimeout: request.StopTimeout,
    onBuild: config.onBuild,
  };
}

/** An entrypoint of one's own drops the image's command; an empty one drops the image's entrypoint too. */
function mergedCommand(request: ContainerCreate, config: ImageConfig) {
  const own = request.Entrypoint ?? [];
  const command = request.Cmd ?? [];
  if (own.length > 0) return { entrypoint: own.length === 1 && own[0] === '' ? [] : own, command };
  const entrypoint = request.Entrypoint === null ? config.entrypoint : [];
  return { entrypoint, command: command.length > 0 ? command : config.command };
}

function mergedEnvironment(own: readonly string[], config: ImageConfig): readonly string[] {
  const names = new Set(own.map(nameOf));
  const rest = config.env.filter(([name]) => !names.has(name)).map(([name, value]) => `${name}=${value}`);
  return [...own, ...rest];
}

function nameOf(variable: string): string {
  return variable.split('=')[0] ?? '';
}

function mergedHealthcheck(own: HealthConfig | undefined, image: HealthCheck | undefined): HealthConfig | undefined {
  const inherited = image === undefined ? undefined : healthConfig(image);
  if (own === undefined || inherited === undefined) return own ?? inherited;
  return {
    Test: own.Test.length > 0 ? own.Test : inherited.Test,
    Interval: own.Interval || inherited.Interval,
    Timeout: own.Timeout || inherited.Timeout,
    StartPeriod: own.StartPeriod || inherited.StartPeriod,
    StartInterval: own.StartInterval || inherited.StartInterval || 0,
    Retries: own.Retries || inherited.Retries,
  };
}

/** An image's health check in the API's words. */
export function healthConfig(check: HealthCheck): HealthConfig {
  return {
    Test: check.test,
    Interval: (check.interval ?? 0) * NANOSECONDS,
    Timeout: (check.timeout ?? 0) * NANOSECONDS,
    StartPeriod: (check.startPeriod ?? 0) * NANOSECONDS,
    Retries: check.retries ?? 0,
  };
}

/** -v with nothing but a path. */
function anonymousVolumes(request: ContainerCreate): readonly string[] {
  return request.HostConfig.Mounts.filter(
    (mount) => mount.Type === 'volume' && mount.Source === '' && !mount.mustExist,
  ).map((mount) => mount.Target);
}

/** The client exposes what it publishes; those who forget are helped. */
function publishedPorts(request: ContainerCreate): readonly string[] {
  return Object.keys(request.HostConfig.PortBindings);
}
