/** A world with Docker on the laptop, and short ways to use its daemon, for tests. */

import { quickJsModule } from '../../headless/quickJsModule';
import { programs } from '../../shell';
import type { Stream } from '../client/door';
import { profiles } from '../profiles/registry';
import { createWorld } from '../world';
import type { Answer, Cancel, ContainerCreate, DockerDaemon, Done } from './daemon';
import { plainHostConfig } from './plainRequest';

/** 2026-11-21T08:45:00Z. */
const START = 1_795_250_700_000;

type HostConfig = ContainerCreate['HostConfig'];

export interface TestRun extends Partial<Omit<ContainerCreate, 'HostConfig' | 'Networking'>> {
  readonly name?: string;
  readonly host?: Partial<HostConfig>;
  readonly networking?: Partial<ContainerCreate['Networking']>;
}

const plainHost: HostConfig = {
  ...plainHostConfig,
  RestartPolicy: { Name: '', MaximumRetryCount: 0 },
  LogDriver: '',
};

export function testDaemon(options: { readonly profile?: string; readonly seed?: number } = {}) {
  const profile = profiles[options.profile ?? 'docker'];
  if (profile === undefined) throw new Error(`no profile ${options.profile}`);
  const world = createWorld({ profile, seed: options.seed ?? 1, start: START, programs, javascript: quickJsModule() });
  if (world.docker === undefined) throw new Error('no Docker');
  return new TestDaemon(world, world.docker);
}

export class TestDaemon {
  readonly world: ReturnType<typeof createWorld>;
  readonly daemon: DockerDaemon;

  constructor(world: ReturnType<typeof createWorld>, daemon: DockerDaemon) {
    this.world = world;
    this.daemon = daemon;
  }

  get clock() {
    return this.world.clock;
  }

  /** Lets seconds pass. */
  wait(seconds: number): void {
    this.clock.advance(seconds * 1000);
  }

  /** Asks for something that takes its time, and waits for the answer: its value, or the message of its error. */
  ask<T>(start: (done: Done<T>) => Cancel, longest = 60): T | string {
    let answer: Answer<T> | undefined;
    start((given) => {
      answer = given;
    });
    const end = this.clock.now + longest * 1000;
    while (answer === undefined && this.clock.runNext(end));
    if (answer === undefined) return 'no answer';
    return answer.ok ? answer.value : answer.error.message;
  }

  create(image: string, command: readonly string[] = [], run: TestRun = {}): string {
    const { name, host, networking, ...config } = run;
    const made = this.daemon.containers.create(name, {
      Image: image,
      Cmd: command.length === 0 ? null : command,
      Entrypoint: null,
      Env: [],
      Hostname: '',
      Domainname: '',
      User: '',
      WorkingDir: '',
      Labels: {},
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      OpenStdin: false,
      StdinOnce: false,
      Tty: false,
      ExposedPorts: [],
      ...config,
      HostConfig: { ...plainHost, ...host },
      Networking: { Aliases: [], IPv4Address: '', Links: [], ...networking },
    });
    return made.ok ? made.value.Id : made.error.message;
  }

  /** `docker run -d`: the container's ID, or the error. */
  run(image: string, command: readonly string[] = [], run: TestRun = {}): string {
    const id = this.create(image, command, run);
    if (!/^[0-9a-f]{64}$/.test(id)) return id;
    const started = this.ask<void>((done) => this.daemon.containers.start(id, done));
    return started === undefined ? id : started;
  }

  /** `docker run`: what it printed and its exit code. */
  runToEnd(image: string, command: readonly string[] = [], run: TestRun = {}): { out: string; code: number } {
    const id = this.run(image, command, run);
    const ended = this.ask<{ readonly StatusCode: number }>((done) =>
      this.daemon.containers.wait(id, 'not-running', done),
    );
    return { out: this.logs(id), code: typeof ended === 'string' ? -1 : ended.StatusCode };
  }

  /** Everything that it wrote. */
  logs(container: string): string {
    const log = this.daemon.containers.logs(container);
    return log.ok ? log.value.lines.map((line) => line.text).join('') : log.error.message;
  }

  /** `docker exec`: what it printed and its exit code. */
  exec(
    container: string,
    command: readonly string[],
    options: Partial<Parameters<DockerDaemon['containers']['exec']>[1]> = {},
  ) {
    const plain = {
      Env: [],
      User: '',
      WorkingDir: '',
      AttachStdin: false,
      Tty: false,
      Detach: false,
      Privileged: false,
    };
    const made = this.daemon.containers.exec(container, { Cmd: command, ...plain, ...options });
    if (!made.ok) return { out: made.error.message, code: -1 };
    const stream = made.value.start();
    return stream.ok ? this.read(stream.value) : { out: stream.error.message, code: -1 };
  }

  /** Reads a stream to its end. */
  read(stream: Stream, longest = 60): { out: string; code: number } {
    let out = '';
    let code: number | undefined;
    const take = () => {
      out += `${stream.stdout.take() ?? ''}${stream.stderr.take() ?? ''}`;
    };
    stream.stdout.onReadable(take);
    stream.stderr.onReadable(take);
    stream.onEnd((end) => {
      code = end.code;
    });
    const end = this.clock.now + longest * 1000;
    while (code === undefined && this.clock.runNext(end));
    take();
    return { out, code: code ?? -1 };
  }

  /** A `docker ps` row for each container, newest first: names, state, status, ports. */
  ps(
    options: { readonly all?: boolean; readonly filters?: Readonly<Record<string, readonly string[]>> } = {},
  ): readonly string[] {
    const list = this.daemon.containers.list({
      all: options.all ?? true,
      limit: 0,
      size: false,
      filters: options.filters ?? {},
    });
    if (!list.ok) return [list.error.message];
    return list.value.map((one) => `${one.Names.join()} ${one.Status}`);
  }

  stop(container: string, timeout?: number): string | undefined {
    const options = timeout === undefined ? {} : { timeout };
    return this.message((done) => this.daemon.containers.stop(container, options, done));
  }

  remove(container: string, options: Partial<{ force: boolean; volumes: boolean }> = {}): string | undefined {
    const all = { force: false, volumes: false, link: false, ...options };
    return this.message((done) => this.daemon.containers.remove(container, all, done));
  }

  /** The error's message, undefined when all went well. */
  message(start: (done: Done<void>) => Cancel): string | undefined {
    const answer = this.ask(start);
    return typeof answer === 'string' ? answer : undefined;
  }

  inspect(container: string) {
    const found = this.daemon.containers.inspect(container);
    if (!found.ok) throw new Error(found.error.message);
    return found.value;
  }
}
