/** The official nginx image: its program, its files and its versions. */
import type { HttpRequest, HttpResponse, Peer } from '../../network/namespace';
import { sleep } from '../../processes/kernel';
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { accessLogTime, httpDate, nginxTime } from './logTimes';
import { nginxErrorPage } from './nginxPages';
import { replaceWith } from './replaceWith';
import { forever, untilSignalled } from './untilSignalled';

interface Settings {
  readonly port: number;
  readonly root: string;
  /** A `return 200 "text";` stands before any file. */
  readonly answer: { readonly status: number; readonly text: string } | undefined;
}

const CONFIG = '/etc/nginx/conf.d/default.conf';
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  txt: 'text/plain',
  svg: 'image/svg+xml',
};

/**
 * nginx: serves files, writes both logs, ends quickly on SIGQUIT and SIGTERM.
 *
 * Simplified: of its configuration it reads `listen`, `root` and `return` of the first server.
 */
export function* nginx(process: Process): Routine<number> {
  const version = process.env.get('NGINX_VERSION') ?? '1.27.3';
  const flag = process.argv[1];
  if (flag === '-v') {
    process.stderr.write(`nginx version: nginx/${version}\n`);
    return 0;
  }
  if (flag === '-t') {
    process.stderr.write('nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n');
    process.stderr.write('nginx: configuration file /etc/nginx/nginx.conf test is successful\n');
    return 0;
  }
  if (flag === '-s') return signalMaster(process, process.argv[2] ?? '');
  if (!process.argv.join(' ').includes('daemon off')) {
    // As a daemon the master goes on in the background; in a container that began with it, that is the end.
    process.spawn({ argv: ['nginx', '-g', 'daemon off;'], program: nginx });
    return 0;
  }
  process.argv = [`nginx: master process ${process.argv.join(' ')}`];
  let settings = readSettings(process);
  const notice = (text: string, level = 'notice') =>
    process.stderr.write(`${nginxTime(process.clock.now)} [${level}] ${process.pid}#${process.pid}: ${text}\n`);
  const workers: Process[] = [];
  const serve = makeServer(process, version, () => ({ settings, worker: workers[0]?.pid ?? process.pid }));
  let listening = process.network.listen(settings.port, serve, { owner: process });
  for (let attempt = 0; !listening.ok; attempt++) {
    if (attempt === 5) {
      notice('still could not bind()', 'emerg');
      return 1;
    }
    notice(`bind() to 0.0.0.0:${settings.port} failed (98: Address already in use)`, 'emerg');
    yield* sleep(process.clock, 500);
    listening = process.network.listen(settings.port, serve, { owner: process });
  }
  let stop = listening.value;
  notice('using the "epoll" event method');
  notice(`nginx/${version}`);
  notice('OS: Linux 6.1.0-28-amd64');
  notice('getrlimit(RLIMIT_NOFILE): 1048576:1048576');
  notice('start worker processes');
  for (let i = 0; i < 2; i++) {
    const worker = process.spawn({ argv: ['nginx: worker process'], user: 'nginx', program: forever });
    notice(`start worker process ${worker.pid}`);
    workers.push(worker);
  }
  try {
    for (;;) {
      const signal = yield* untilSignalled(process, ['SIGQUIT', 'SIGTERM', 'SIGINT', 'SIGHUP']);
      if (signal !== 'SIGHUP') {
        notice(
          `signal ${signal === 'SIGQUIT' ? 3 : signal === 'SIGTERM' ? 15 : 2} (${signal}) received, ${signal === 'SIGQUIT' ? 'shutting down' : 'exiting'}`,
        );
        yield* sleep(process.clock, 60);
        notice('exit');
        return 0;
      }
      notice('signal 1 (SIGHUP) received, reconfiguring');
      const port = settings.port;
      settings = readSettings(process);
      if (settings.port === port) continue;
      const again = process.network.listen(settings.port, serve, { owner: process });
      if (!again.ok) continue;
      stop();
      stop = again.value;
    }
  } finally {
    stop();
  }
}

function signalMaster(process: Process, name: string): number {
  const signals = { stop: 'SIGTERM', quit: 'SIGQUIT', reload: 'SIGHUP', reopen: 'SIGUSR1' } as const;
  const signal = signals[name as keyof typeof signals];
  if (signal === undefined) {
    process.stderr.write(`nginx: invalid option: "-s ${name}"\n`);
    return 1;
  }
  const master = process.kernel.processes.find((one) => one.argv[0]?.startsWith('nginx: master') === true);
  if (master === undefined) {
    process.stderr.write('nginx: [error] open() "/run/nginx.pid" failed (2: No such file or directory)\n');
    return 1;
  }
  process.kernel.signal(master.pid, signal);
  return 0;
}

function readSettings(process: Process): Settings {
  const file = process.files.read(CONFIG);
  const text = file.ok ? file.value.replace(/#.*$/gm, '') : '';
  const answer = /\breturn\s+(\d{3})\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^;\s]+))\s*;/.exec(text);
  return {
    port: Number(/\blisten\s+(?:[\d.]+:|\*:)?(\d+)/.exec(text)?.[1] ?? 80),
    root: /\broot\s+([^;\s]+)\s*;/.exec(text)?.[1] ?? '/usr/share/nginx/html',
    answer:
      answer === null
        ? undefined
        : { status: Number(answer[1]), text: (answer[2] ?? answer[3] ?? answer[4] ?? '').replaceAll('\\n', '\n') },
  };
}

function makeServer(process: Process, version: string, state: () => { settings: Settings; worker: number }) {
  let connection = 0;
  return (request: HttpRequest, peer: Peer, respond: (response: HttpResponse) => void) => {
    connection++;
    const { settings, worker } = state();
    const { status, body, type, error } = answer(process, version, settings, request);
    const now = process.clock.now;
    const line = `${request.method} ${request.path} HTTP/1.1`;
    if (error !== undefined) {
      process.stderr.write(
        `${nginxTime(now)} [error] ${worker}#${worker}: *${connection} ${error}, client: ${peer.address}, server: localhost, request: "${line}", host: "${hostHeader(request)}"\n`,
      );
    }
    const referrer = header(request, 'referer') ?? '-';
    const agent = header(request, 'user-agent') ?? '-';
    const forwarded = header(request, 'x-forwarded-for') ?? '-';
    process.stdout.write(
      `${peer.address} - - [${accessLogTime(now)}] "${line}" ${status} ${body.length} "${referrer}" "${agent}" "${forwarded}"\n`,
    );
    const headers = {
      Server: `nginx/${version}`,
      Date: httpDate(now),
      'Content-Type': type,
      'Content-Length': String(body.length),
      Connection: 'keep-alive',
    };
    process.clock.after(0.2 + 0.3 * process.random.next(), () =>
      respond({ status, headers, body: request.method === 'HEAD' ? '' : body }),
    );
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly error?: string;
}

function answer(process: Process, version: string, settings: Settings, request: HttpRequest): Answer {
  if (settings.answer !== undefined) {
    return { status: settings.answer.status, body: settings.answer.text, type: 'text/plain' };
  }
  const page = (status: number, error?: string): Answer => ({
    status,
    body: nginxErrorPage(status, version),
    type: 'text/html',
    ...(error === undefined ? {} : { error }),
  });
  if (request.method !== 'GET' && request.method !== 'HEAD') return page(405);
  const path = request.path.split('?')[0] ?? '/';
  const file = `${settings.root}${path.endsWith('/') ? `${path}index.html` : path}`;
  const stat = process.files.stat(file);
  if (stat.ok && stat.value.type === 'directory') return page(301);
  const text = process.files.read(file);
  if (text.ok)
    return { status: 200, body: text.value, type: TYPES[file.split('.').pop() ?? ''] ?? 'application/octet-stream' };
  const directory = `${settings.root}${path}`;
  if (path.endsWith('/') && process.files.stat(directory).ok) {
    return page(403, `directory index of "${directory}" is forbidden`);
  }
  return page(404, `open() "${file}" failed (2: No such file or directory)`);
}

function header(request: HttpRequest, name: string): string | undefined {
  for (const [key, value] of Object.entries(request.headers)) if (key.toLowerCase() === name) return value;
  return undefined;
}

function hostHeader(request: HttpRequest): string {
  return header(request, 'host') ?? (request.port === 80 ? request.host : `${request.host}:${request.port}`);
}

const SCRIPTS = [
  '/docker-entrypoint.d/ is not empty, will attempt to perform configuration',
  'Looking for shell scripts in /docker-entrypoint.d/',
  'Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh',
  '10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf',
  '10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
  'Sourcing /docker-entrypoint.d/15-local-resolvers.envsh',
  'Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
  'Launching /docker-entrypoint.d/30-tune-worker-processes.sh',
  'Configuration complete; ready for start up',
];

/** The image's entrypoint: says what it does, then becomes the command that it was given. */
export function* nginxEntrypoint(process: Process): Routine<number> {
  const argv = process.argv.slice(1);
  if (argv[0] === 'nginx' || argv[0] === 'nginx-debug') {
    for (const line of SCRIPTS) {
      process.stdout.write(line.startsWith('10-') ? `${line}\n` : `/docker-entrypoint.sh: ${line}\n`);
    }
  }
  return yield* replaceWith(process, argv);
}
