/** The official Apache HTTP server image. */

import type { LayerContents } from '../../files/fileLayer';
import type { HttpRequest, HttpResponse, HttpServer, Peer } from '../../network/namespace';
import { sleep } from '../../processes/kernel';
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { bookwormSlim, debianPasswd } from './debianBase';
import { binary } from './image';
import { type CatalogueLayer, imageLayer } from './layer';
import { accessLogTime, apacheTime, httpDate } from './logTimes';
import { replaceWith } from './replaceWith';
import { type CatalogueImage, image, type Repository } from './repository';
import { alpine, alpinePasswd } from './smallBases';
import { untilSignalled } from './untilSignalled';

const ROOT = '/usr/local/apache2/htdocs';

/** httpd in the foreground: serves htdocs, writes both logs, ends on SIGWINCH (gracefully) and SIGTERM. */
function* httpd(process: Process): Routine<number> {
  const version = process.env.get('HTTPD_VERSION') ?? '2.4.62';
  if (process.argv[1] === '-v') {
    process.stdout.write(`Server version: Apache/${version} (Unix)\n`);
    return 0;
  }
  const log = (module: string, text: string) =>
    process.stderr.write(
      `[${apacheTime(process.clock.now)}] [${module}] [pid ${process.pid}:tid ${process.pid}] ${text}\n`,
    );
  const address = process.network.addresses[0] ?? '127.0.0.1';
  const nameless = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${address}. Set the 'ServerName' directive globally to suppress this message\n`;
  process.stderr.write(nameless + nameless);
  const server: HttpServer = (request, peer, respond) => serve(process, version, request, peer, respond);
  const listening = process.network.listen(80, server, { owner: process });
  if (!listening.ok) {
    process.stderr.write(
      '(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80\n(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n',
    );
    return 1;
  }
  log('mpm_event:notice', `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`);
  log('core:notice', "AH00094: Command line: 'httpd -D FOREGROUND'");
  try {
    const signal = yield* untilSignalled(process, ['SIGWINCH', 'SIGTERM', 'SIGINT']);
    yield* sleep(process.clock, 100);
    if (signal === 'SIGWINCH') log('mpm_event:notice', 'AH00492: caught SIGWINCH, shutting down gracefully');
    else log('mpm_event:notice', 'AH00491: caught SIGTERM, shutting down');
    return 0;
  } finally {
    listening.value();
  }
}

function serve(
  process: Process,
  version: string,
  request: HttpRequest,
  peer: Peer,
  respond: (response: HttpResponse) => void,
): void {
  const path = request.path.split('?')[0] ?? '/';
  const text = process.files.read(`${ROOT}${path.endsWith('/') ? `${path}index.html` : path}`);
  const status = text.ok ? 200 : 404;
  const body = text.ok ? text.value : notFound;
  const now = process.clock.now;
  process.stdout.write(
    `${peer.address} - - [${accessLogTime(now)}] "${request.method} ${request.path} HTTP/1.1" ${status} ${body.length}\n`,
  );
  const headers = {
    Date: httpDate(now),
    Server: `Apache/${version} (Unix)`,
    'Content-Length': String(body.length),
    'Content-Type': text.ok ? 'text/html' : 'text/html; charset=iso-8859-1',
  };
  process.clock.after(0.2 + 0.4 * process.random.next(), () =>
    respond({ status, headers, body: request.method === 'HEAD' ? '' : body }),
  );
}

const notFound = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
<p>The requested URL was not found on this server.</p>
</body></html>
`;

function* foreground(process: Process): Routine<number> {
  return yield* replaceWith(process, ['httpd', '-DFOREGROUND', ...process.argv.slice(1)]);
}

/** The scripts and links of the image: compiled into one prefix. */
function files(isAlpine: boolean): LayerContents {
  return {
    '/usr/local/apache2/bin/httpd': binary('apache-httpd', 2_500_000),
    [`${ROOT}/index.html`]: '<html><body><h1>It works!</h1></body></html>\n',
    '/usr/local/apache2/logs/': '',
    '/usr/local/apache2/conf/mime.types': 'text/html html htm\ntext/css css\n',
    ...(isAlpine
      ? { '/etc/passwd': alpinePasswd('www-data:x:82:82::/home/www-data:/sbin/nologin') }
      : { '/etc/passwd': debianPasswd() }),
  };
}

function httpdImage(version: string, tags: readonly string[], base: CatalogueLayer, sizeBytes: number): CatalogueImage {
  const isAlpine = base === alpine;
  const where = isAlpine ? 'alpine' : 'debian';
  return image({
    tags,
    layers: [
      base,
      imageLayer(
        `httpd prefix on ${where}`,
        145,
        { '/usr/local/apache2/': { mode: 0o755, owner: 'www-data' } },
        {
          createdBy: 'RUN /bin/sh -c mkdir -p "$HTTPD_PREFIX" && chown www-data:www-data "$HTTPD_PREFIX" # buildkit',
        },
      ),
      imageLayer(`httpd ${version} on ${where}`, sizeBytes, () => files(isAlpine), {
        createdBy:
          'RUN /bin/sh -c set -eux; wget -O httpd.tar.bz2 "https://downloads.apache.org/httpd/httpd-$HTTPD_VERSION.tar.bz2"; ./configure --prefix="$HTTPD_PREFIX" --enable-mods-shared=reallyall; make -j "$(nproc)"; make install # buildkit',
      }),
      imageLayer(
        `httpd foreground`,
        293,
        { '/usr/local/bin/httpd-foreground': binary('httpd-foreground', 138) },
        {
          createdBy: 'COPY httpd-foreground /usr/local/bin/ # buildkit',
        },
      ),
    ],
    command: ['httpd-foreground'],
    path: '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    env: { HTTPD_PREFIX: '/usr/local/apache2', HTTPD_VERSION: version },
    workingDirectory: '/usr/local/apache2',
    exposedPorts: [80],
    stopSignal: 'SIGWINCH',
    created: '2024-07-18T18:22:42Z',
  });
}

export const httpdRepository: Repository = {
  name: 'docker.io/library/httpd',
  images: [
    httpdImage('2.4.62', ['latest', '2', '2.4', '2.4.62', 'bookworm'], bookwormSlim, 28_100_000),
    httpdImage('2.4.62', ['alpine', '2-alpine', '2.4-alpine', '2.4.62-alpine'], alpine, 18_300_000),
  ],
  description: 'The web server Apache',
  stars: 4_800,
  programs: { 'apache-httpd': httpd, 'httpd-foreground': foreground },
};
