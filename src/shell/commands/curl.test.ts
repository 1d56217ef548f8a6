import { describe, expect, it } from 'vitest';
import type { HttpServer } from '../../engine/network/namespace';
import { LaptopShell } from '../runSession';
import { testWorld } from '../testing';

/** A laptop with a server on port 8080 that tells what it was asked. */
function laptop(server?: HttpServer) {
  const world = testWorld();
  const echo: HttpServer = (request, _peer, respond) =>
    respond({
      status: request.path.startsWith('/missing') ? 404 : 200,
      headers: { 'Content-Type': 'text/plain' },
      body: `${request.method} ${request.path} ${request.body}\n`,
    });
  world.laptop.network.listen(8080, server ?? echo);
  const shell = new LaptopShell(world);
  return (line: string) => shell.run(line, { timeout: 600_000 });
}

describe('curl', () => {
  it('prints the body', () => {
    expect(laptop()('curl -s localhost:8080/a?b=1')).toEqual({ stdout: 'GET /a?b=1 \n', stderr: '', exit: 0 });
  });

  it('sends data, methods and headers', () => {
    const run = laptop((request, _peer, respond) =>
      respond({ status: 200, headers: {}, body: `${request.method} ${request.headers['X-A']} ${request.body}` }),
    );
    expect(run("curl -s -H 'X-A: b' -d x=1 -d y=2 http://localhost:8080/").stdout).toBe('POST b x=1&y=2');
    expect(run('curl -s -X DELETE localhost:8080').stdout).toBe('DELETE undefined ');
  });

  it('shows headers and writes files', () => {
    const run = laptop();
    expect(run('curl -si localhost:8080').stdout).toBe('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nGET / \n');
    expect(run("curl -s -o f -w '%{http_code}\\n' localhost:8080/missing; cat f").stdout).toBe('404\nGET /missing \n');
  });

  it.each([
    ['curl -sS nosuch.example', 6, 'curl: (6) Could not resolve host: nosuch.example\n'],
    [
      'curl -sS localhost:81',
      7,
      "curl: (7) Failed to connect to localhost port 81 after 0 ms: Couldn't connect to server\n",
    ],
    ['curl -sSf localhost:8080/missing', 22, 'curl: (22) The requested URL returned error: 404\n'],
    ['curl -sS -m 2 10.9.9.9', 28, 'curl: (28) Connection timed out after 2000 milliseconds\n'],
    ['curl -sS ftp://x', 1, 'curl: (1) Protocol "ftp" not supported or disabled in libcurl\n'],
    ['curl', 2, "curl: try 'curl --help' for more information\n"],
    ['curl -s localhost:81', 7, ''],
  ])('fails as curl does: %s', (line, exit, stderr) => {
    expect(laptop()(line)).toEqual({ stdout: '', stderr, exit });
  });

  it('gives up on a server that never answers', () => {
    const run = laptop(() => {});
    expect(run('curl -s -m 3 localhost:8080').exit).toBe(28);
  });

  it('follows redirects when told to', () => {
    const run = laptop((request, _peer, respond) =>
      respond(
        request.path === '/new'
          ? { status: 200, headers: {}, body: 'here\n' }
          : { status: 302, headers: { Location: '/new' }, body: 'moved\n' },
      ),
    );
    expect(run('curl -s localhost:8080; curl -sL localhost:8080').stdout).toBe('moved\nhere\n');
  });
});
