import { describe, expect, it } from 'vitest';
import { parseImageReference } from '../../../base/imageReference';
import type { HttpResponse } from '../../network/namespace';
import { testNodes } from '../testing';
import { repositories } from './registry';

function setUp() {
  const world = testNodes({ durations: { pull: 800, sandbox: 500 } });
  const client = world.node.sandbox('client');
  const ask = (host: string, port: number, path = '/') => {
    let result: { status?: number; body?: string; headers?: HttpResponse['headers'] } = {};
    const headers = { 'User-Agent': 'curl/8.5.0' };
    const request = { method: 'GET', scheme: 'http' as const, host, port, path, headers, body: '' };
    client.network.exchange(request, {}, (outcome) => {
      result = outcome.ok ? outcome.response : {};
    });
    world.clock.settle();
    return result;
  };
  return { ...world, ask };
}

describe('the catalogue of images', () => {
  it('has full names, no tag twice, and every layer but bases in order', () => {
    for (const { name, images } of repositories) {
      const reference = parseImageReference(name);
      expect(reference).toMatchObject({ ok: true, value: { repository: name } });
      const tags = images.flatMap((one) => one.tags);
      expect(new Set(tags).size).toBe(tags.length);
      for (const { image } of images) expect(image.layers.length).toBeGreaterThan(0);
    }
  });

  it('knows names as Docker and containerd write them', () => {
    const full = (text: string) => {
      const reference = parseImageReference(text);
      return reference.ok ? reference.value.full : reference.error;
    };
    expect(['nginx', 'luksa/kubia:v2', 'localhost:5000/a', 'ghcr.io/x/y:1', 'Nginx', 'a b', 'x:'].map(full)).toEqual([
      'docker.io/library/nginx:latest',
      'docker.io/luksa/kubia:v2',
      'localhost:5000/a:latest',
      'ghcr.io/x/y:1',
      'invalid reference format: repository name must be lowercase',
      'invalid reference format',
      'invalid reference format',
    ]);
  });
});

describe('images that are not simulated', () => {
  it('come in any version, say what they are not, and fail', () => {
    const { node } = setUp();
    const { id } = node.run('db', { image: 'mysql:8.0' });
    expect(node.logs(id)).toBe('mysqld: this program is not simulated in this playground\n');
    expect(node.status(id)).toMatchObject({ state: 'exited', exitCode: 1 });
    expect(() => node.pull('mysql:eight')).toThrow('docker.io/library/mysql:eight: not found');
  });
});

describe('luksa/kubia', () => {
  it('tells who answered, and logs who asked', () => {
    const { node, ask } = setUp();
    const { id, sandbox } = node.run('kubia', { image: 'luksa/kubia' });
    expect(ask(sandbox.address!, 8080)).toMatchObject({ status: 200, body: "You've hit kubia\n" });
    expect(node.logs(id)).toBe('Kubia server starting...\nReceived request from ::ffff:10.244.1.2\n');
  });

  it('fails from the fifth request on as v3', () => {
    const { node, ask } = setUp();
    const { sandbox } = node.run('v3', { image: 'luksa/kubia:v3' });
    const statuses = Array.from({ length: 6 }, () => ask(sandbox.address!, 8080).status);
    expect(statuses).toEqual([200, 200, 200, 200, 500, 500]);
  });
});

describe('nginx', () => {
  it('starts, serves and logs as the official image does', () => {
    const { node, ask } = setUp();
    const { id, sandbox } = node.run('web', { image: 'nginx' });
    const page = ask(sandbox.address!, 80);
    expect([page.status, page.body?.length, page.headers?.['Server']]).toEqual([200, 615, 'nginx/1.27.3']);
    const missing = ask(sandbox.address!, 80, '/x');
    expect([missing.status, missing.body]).toEqual([
      404,
      '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx/1.27.3</center>\r\n</body>\r\n</html>\r\n',
    ]);
    const lines = node.logs(id).split('\n');
    expect(lines[0]).toBe(
      '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
    );
    expect(lines.slice(-6)).toEqual([
      '2026/11/21 07:30:01 [notice] 1#1: start worker process 7',
      '2026/11/21 07:30:01 [notice] 1#1: start worker process 8',
      '10.244.1.2 - - [21/Nov/2026:07:30:01 +0000] "GET / HTTP/1.1" 200 615 "-" "curl/8.5.0" "-"',
      '2026/11/21 07:30:01 [error] 7#7: *2 open() "/usr/share/nginx/html/x" failed (2: No such file or directory), client: 10.244.1.2, server: localhost, request: "GET /x HTTP/1.1", host: "10.244.1.3"',
      '10.244.1.2 - - [21/Nov/2026:07:30:01 +0000] "GET /x HTTP/1.1" 404 153 "-" "curl/8.5.0" "-"',
      '',
    ]);
  });

  it('serves what a volume or a configuration gives it', () => {
    const { node, ask } = setUp();
    const mount = (mountPath: string, name: string, text: string) => ({
      mountPath,
      readOnly: true,
      source: new Map([[`/${name}`, text]]),
      volume: name,
    });
    const page = node.run('page', {
      image: 'nginx',
      mounts: [mount('/usr/share/nginx/html', 'index.html', 'mine\n')],
    });
    expect(ask(page.sandbox.address!, 80).body).toBe('mine\n');
    const config = 'server {\n  listen 8080;\n  location / { return 200 "hello\\n"; }\n}\n';
    const other = node.run('other', { image: 'nginx', mounts: [mount('/etc/nginx/conf.d', 'default.conf', config)] });
    expect(ask(other.sandbox.address!, 8080).body).toBe('hello\n');
  });
});

describe('httpd', () => {
  it('works', () => {
    const { node, ask } = setUp();
    const { id, sandbox } = node.run('apache', { image: 'httpd' });
    expect(ask(sandbox.address!, 80).body).toBe('<html><body><h1>It works!</h1></body></html>\n');
    expect(node.logs(id).split('\n').slice(2)).toEqual([
      expect.stringMatching(
        /^\[Sat Nov 21 07:30:01\.\d{6} 2026\] \[mpm_event:notice\] \[pid 1:tid 1\] AH00489: Apache\/2\.4\.62 \(Unix\) configured -- resuming normal operations$/,
      ),
      expect.stringContaining("AH00094: Command line: 'httpd -D FOREGROUND'"),
      '10.244.1.2 - - [21/Nov/2026:07:30:01 +0000] "GET / HTTP/1.1" 200 45',
      '',
    ]);
  });
});
