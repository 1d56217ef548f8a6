/** A verb's way to the API server: which server, as whom and in which namespace follows from kubeconfig and flags. */

import { httpReason } from '../../../base/httpStatus';
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import { formatTime } from '../../../base/time';
import type { ApiRequest, ApiResponse, Stream } from '../../../engine/client/door';
import { sleep } from '../../../engine/processes/kernel';
import type { Process } from '../../../engine/processes/process';
import type { Routine } from '../../../engine/processes/routine';
import { isStatus, type Status } from '../../../kinds/status';
import type { ClusterConnection, ClusterWatch, Credentials, ShellServices } from '../../command';
import { type FlagValues, parseDuration } from '../../flags/flag';
import { CommandError, serverError } from '../errors';
import { logLine } from '../output/logLine';
import { credentialsOf } from './credentials';
import { type Discovery, discover } from './discovery';
import { configDirectory, configFiles, type Entry, type KubeConfig, loadConfig } from './kubeconfig';

const DEFAULT_SERVER = 'http://localhost:8080';

interface Target {
  readonly server: string;
  readonly connection: ClusterConnection | undefined;
}

export class ClusterAccess {
  readonly #process: Process;
  readonly #services: ShellServices;
  readonly #flags: FlagValues;
  readonly #warned = new Set<string>();
  readonly #received = new Set<string>();
  #config: KubeConfig | undefined;
  #target: Target | undefined;
  #discovery: Discovery | undefined;

  readonly #quiet: boolean;

  /** `quiet`: nothing is written to standard error, as Tab completion needs it. */
  constructor(process: Process, services: ShellServices, flags: FlagValues, quiet = false) {
    this.#quiet = quiet;
    this.#process = process;
    this.#services = services;
    this.#flags = flags;
  }

  /** The kubeconfig as loaded for talking to a cluster. */
  get config(): KubeConfig {
    if (this.#config === undefined) {
      const from = configFiles(this.#process, this.#flags.string('kubeconfig'));
      this.#config = loadConfig(this.#process.files, from, true);
      for (const path of from.paths) {
        if (this.#logLevel >= 6 && this.#process.files.stat(path).ok) {
          this.#say('loader.go:402', `Config loaded from file:  ${path}`);
        }
      }
    }
    return this.#config;
  }

  /** --namespace, else the context's, else `default`. */
  get namespace(): string {
    const flag = this.#flags.string('namespace');
    if (flag !== '') return flag;
    const namespace = this.#context()['namespace'];
    return typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
  }

  /** True when --namespace was given: then objects from files must agree with it. */
  get namespaceGiven(): boolean {
    return this.#flags.string('namespace') !== '';
  }

  /** The server's address, with its scheme. */
  get server(): string {
    return this.#resolve().server;
  }

  /** Reads where the server is and who is asking. @throws CommandError when that cannot be said */
  check(): void {
    this.#resolve();
  }

  /** Sends a request and gives the answer whatever its code. Prints warnings. @throws when nobody answers */
  *send(request: ApiRequest): Routine<ApiResponse> {
    const { connection } = this.#resolve();
    if (connection === undefined) throw this.refused();
    const begun = this.#process.clock.now;
    const response = yield* connection.request(request);
    if (response.code === 0) throw this.refused();
    this.#log(request, response.code, this.#process.clock.now - begun);
    for (const warning of response.warnings ?? []) {
      this.#received.add(warning);
      this.warn(warning);
    }
    return response;
  }

  /** Sends a request; a refusal is a value. */
  *attempt<T>(request: ApiRequest): Routine<Result<T, Status>> {
    const response = yield* this.send(request);
    if (response.code < 400) return ok(response.body as T);
    return fail(isStatus(response.body) ? response.body : unknownStatus(response));
  }

  /** As `call`, wherever the answer is: redirections are followed, as Go's client follows them. */
  *follow(request: ApiRequest): Routine<unknown> {
    let path = request.path;
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const response = yield* this.send({ ...request, path });
      const { code, body, location } = response;
      if (code >= 400) throw serverError(isStatus(body) ? body : unknownStatus(response));
      if (location === undefined || code < 300) return body;
      path = (location.startsWith('/') ? location : path.replace(/[^/]*$/, location)).split('?')[0] ?? '';
    }
    throw new CommandError(`stopped after ${MOST_HOPS} redirects`);
  }

  /** Sends a request. @throws CommandError with the server's Status when it says no */
  *call<T>(request: ApiRequest): Routine<T> {
    const result = yield* this.attempt<T>(request);
    if (!result.ok) throw serverError(result.error);
    return result.value;
  }

  /** Opens a watch; `watch=true` is added to the query. */
  *watch(request: ApiRequest): Routine<ClusterWatch> {
    const { connection } = this.#resolve();
    if (connection === undefined) throw this.refused();
    const opened = yield* connection.watch({ ...request, query: { ...request.query, watch: 'true' } });
    if (!opened.ok) throw opened.error.code === 0 ? this.refused() : serverError(opened.error);
    const timeout = timeoutOf(this.#flags.string('request-timeout'));
    // the client hangs up, which ends a watch as the server would
    if (timeout > 0) this.#process.clock.after(timeout, () => opened.value.stop(), { background: true });
    return opened.value;
  }

  /** Opens exec, attach, port-forward or a followed log. */
  *connect(request: ApiRequest): Routine<Stream> {
    const { connection } = this.#resolve();
    if (connection === undefined) throw this.refused();
    const opened = yield* connection.connect(request);
    if (!opened.ok) throw opened.error.code === 0 ? this.refused() : serverError(opened.error);
    return opened.value;
  }

  /** What the server serves; asked for once in an invocation. @param tries how often client-go asks when it is refused */
  *discovery(tries = 5): Routine<Discovery> {
    this.#discovery ??= yield* this.#discover(tries);
    return this.#discovery;
  }

  /** Writes a line of kubectl's own log, once. */
  log(level: 'W' | 'E' | 'I', place: string, text: string): void {
    if (this.#quiet || this.#warned.has(text)) return;
    this.#warned.add(text);
    this.#process.stderr.write(logLine(this.#process, level, place, text));
  }

  /** How many different warnings the server sent. */
  get warningsReceived(): number {
    return this.#received.size;
  }

  /** Prints a warning once. */
  warn(text: string): void {
    if (this.#quiet || this.#warned.has(text)) return;
    this.#warned.add(text);
    this.#process.stderr.write(`Warning: ${text}\n`);
  }

  /** The error for a server that nobody listens at, or whose machine is off. */
  refused(): CommandError {
    const host = this.server.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '');
    if (this.#silent) {
      return new CommandError(`Unable to connect to the server: ${dial(host, NO_ROUTE)}`, { verbatim: true });
    }
    return new CommandError(
      `The connection to the server ${host} was refused - did you specify the right host or port?`,
      { verbatim: true },
    );
  }

  get #silent(): boolean {
    return this.#services.silent?.(this.server) === true;
  }

  get #logLevel(): number {
    return this.#quiet || !this.#flags.knows('v') ? 0 : this.#flags.int('v');
  }

  #say(place: string, text: string): void {
    this.#process.stderr.write(logLine(this.#process, 'I', place, text));
  }

  /** -v=6 and more: a line for each request, with more of it from 8 on. */
  #log({ method, path, query = {}, body }: ApiRequest, code: number, took: number): void {
    const level = this.#logLevel;
    if (level < 6) return;
    const pairs = Object.entries(query).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one) => `${name}=${encodeURIComponent(one)}`),
    );
    const url = `${this.server}${path}${pairs.length === 0 ? '' : `?${pairs.sort().join('&')}`}`;
    const status = `${code} ${httpReason(code)} in ${Math.max(1, Math.round(took))} milliseconds`;
    if (level < 7) {
      this.#say('round_trippers.go:560', `${method} ${url} ${status}`);
      return;
    }
    if (level >= 8 && body !== undefined) {
      this.#say('request.go:1351', `Request Body: ${typeof body === 'string' ? body : JSON.stringify(body)}`);
    }
    this.#say('round_trippers.go:470', `${method} ${url}`);
    this.#say('round_trippers.go:577', `Response Status: ${status}`);
  }

  *#discover(tries: number): Routine<Discovery> {
    const { connection, server } = this.#resolve();
    const answer = connection === undefined ? undefined : yield* discover(connection);
    if (answer?.ok === true) return answer.value;
    if (answer !== undefined && answer.error.code !== 0) throw serverError(answer.error);
    if (this.#silent) yield* sleep(this.#process.clock, NO_ROUTE_TIME);
    // client-go logs each of its attempts before kubectl gives up
    for (let i = 0; i < tries && !this.#quiet; i++) this.#process.stderr.write(this.#logLine(server, i));
    throw this.refused();
  }

  #logLine(server: string, attempt: number): string {
    const time = formatTime(this.#process.clock.now);
    const micros = String((this.#process.clock.now % 1000) * 1000 + attempt * 1300)
      .padStart(6, '0')
      .slice(-6);
    const address = server.replace(/^[a-z]+:\/\//, '').replace('localhost', '127.0.0.1');
    const reason = dial(address, this.#silent ? NO_ROUTE : 'connection refused');
    const cause = `couldn't get current server API group list: Get \\"${server}/api?timeout=32s\\": ${reason}`;
    const day = `${time.slice(5, 7)}${time.slice(8, 10)} ${time.slice(11, 19)}.${micros}`;
    return `E${day} ${String(this.#process.pid).padStart(7)} memcache.go:265] "Unhandled Error" err="${cause}"\n`;
  }

  #context(): Entry {
    const name = this.#flags.string('context') || this.config.currentContext;
    if (name === '') return {};
    const context = this.config.contexts.get(name);
    if (context === undefined) {
      throw new CommandError(`Error in configuration: context was not found for specified context: ${name}`, {
        verbatim: true,
      });
    }
    return context;
  }

  #resolve(): Target {
    this.#target ??= this.#makeTarget();
    return this.#target;
  }

  #makeTarget(): Target {
    checkTimeout(this.#flags.string('request-timeout'));
    const context = this.#context();
    const server = this.#serverAddress(context);
    const credentials = this.#credentials(context);
    const connection = this.#services.cluster(server, credentials ?? {});
    return { server, connection: credentials === undefined && connection !== undefined ? refusing : connection };
  }

  #serverAddress(context: Entry): string {
    const clusterFlag = this.#flags.string('cluster');
    const cluster = this.config.clusters.get(clusterFlag || String(context['cluster'] ?? ''));
    const flag = this.#flags.string('server');
    if (flag !== '') return withScheme(flag);
    if (clusterFlag !== '' && cluster === undefined) {
      throw new CommandError(`no server found for cluster ${JSON.stringify(clusterFlag)}`);
    }
    return typeof cluster?.['server'] === 'string' ? withScheme(cluster['server']) : DEFAULT_SERVER;
  }

  #credentials(context: Entry): Credentials | undefined {
    // The --user of bindings is a list, and hides the global one.
    const userFlag = this.#flags.typeOf('user') === 'string' ? this.#flags.string('user') : '';
    const name = userFlag || String(context['user'] ?? '');
    const user = this.config.users.get(name);
    if (userFlag !== '' && user === undefined) {
      throw new CommandError(`auth info ${JSON.stringify(userFlag)} does not exist`);
    }
    const directory = configDirectory(configFiles(this.#process, this.#flags.string('kubeconfig')));
    return credentialsOf(this.#process.files, name, user ?? {}, this.#flags, directory);
  }
}

const MOST_HOPS = 10;
const NO_ROUTE = 'no route to host';
/** How long a machine looks for a neighbour that is off, in milliseconds. */
const NO_ROUTE_TIME = 3_070;

function dial(address: string, reason: string): string {
  return `dial tcp ${address.includes(':') ? address : `${address}:443`}: connect: ${reason}`;
}

const unauthorized: Status = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'Unauthorized',
  reason: 'Unauthorized',
  code: 401,
};

/** How a server answers credentials that it does not know. */
const refusing: ClusterConnection = {
  // biome-ignore lint/correctness/useYield: the answer is known
  *request() {
    return { code: 401, body: unauthorized };
  },
  // biome-ignore lint/correctness/useYield: the answer is known
  *watch() {
    return fail(unauthorized);
  },
  // biome-ignore lint/correctness/useYield: the answer is known
  *connect() {
    return fail(unauthorized);
  },
};

function withScheme(server: string): string {
  return (/^[a-z]+:\/\//.test(server) ? server : `http://${server}`).replace(/\/$/, '');
}

function checkTimeout(text: string): void {
  if (/^\d+$/.test(text) || /^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/.test(text)) return;
  throw new CommandError(
    'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  );
}

/** Of a text that has been checked: a bare number means seconds. In milliseconds; 0 for ever. */
function timeoutOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : (parseDuration(text) ?? 0);
}

/** What client-go makes of a refusal that says nothing of itself. */
function unknownStatus({ code, body }: ApiResponse): Status {
  const text = typeof body === 'string' ? body.trim() : 'unknown';
  const [reason, message] = GENERIC[code] ?? [
    code >= 500 ? 'InternalError' : '',
    code >= 500 ? `an error on the server (${JSON.stringify(text)}) has prevented the request from succeeding` : text,
  ];
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}

const GENERIC: Readonly<Record<number, readonly [NonNullable<Status['reason']>, string]>> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
};
