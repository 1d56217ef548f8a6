import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import { Trace } from '../trace';
import { Fabric } from './fabric';
import type { Connection, ExchangeOutcome, HttpServer, StreamServer } from './namespace';

function setUp() {
  const clock = new Clock(0);
  const fabric = new Fabric({ clock, trace: new Trace(clock), random: new Random(1) });
  const laptop = fabric.addLaptop();
  const node = fabric.addNode({ name: 'node-1', address: '10.0.0.11', podCidr: '10.244.1.0/24' });
  const serve = (server: HttpServer, port = 80) => {
    const listening = node.listen(port, server);
    if (!listening.ok) throw new Error(listening.error);
    return listening.value;
  };
  const serveRaw = (server: StreamServer) => node.listenStream(80, server);
  /** What the client sees, as it comes. */
  const ask = (
    options: { method?: string; timeout?: number; body?: string; headers?: Record<string, string> } = {},
  ) => {
    const seen: string[] = [];
    const ends: ExchangeOutcome[] = [];
    const { method = 'GET', timeout = 60_000, body = '', headers = {} } = options;
    const request = { method, scheme: 'http' as const, host: '10.0.0.11', port: 80, path: '/x?y=1', headers, body };
    const cancel = laptop.exchange(
      request,
      {
        timeout,
        onHead: ({ status, statusText = '' }) => seen.push(`${status} ${statusText}`.trim()),
        onBody: (text) => seen.push(text),
      },
      (outcome) => {
        ends.push(outcome);
        const how = outcome.ok
          ? `ok${outcome.response.cut === true ? ', cut' : ''}`
          : `${outcome.failure}${outcome.closed === true ? ', closed' : ''}${outcome.garbled === true ? ', garbled' : ''}`;
        seen.push(how);
      },
    );
    return { seen, ends, cancel };
  };
  /** A raw client: what came, and how the connection ended. */
  const dial = (port = 80) => {
    const got: string[] = [];
    const made: { connection?: Connection } = {};
    laptop.dial('10.0.0.11', port, {}, (outcome) => {
      if (!outcome.ok) {
        got.push(outcome.failure);
        return;
      }
      made.connection = outcome.connection;
      outcome.connection.read(
        (text) => got.push(text),
        (how) => got.push(how),
      );
    });
    clock.settle();
    return { got, connection: made.connection };
  };
  return { clock, fabric, laptop, node, serve, serveRaw, ask, dial };
}

describe('an HTTP exchange', () => {
  it('carries methods, headers, bodies and the words of the status', () => {
    const { serve, ask, clock } = setUp();
    const requests: unknown[] = [];
    serve((request, _peer, respond) => {
      requests.push([request.method, request.path, request.headers, request.body.length]);
      respond({
        status: 299,
        statusText: 'Fine By Me',
        headers: { 'Set-Cookie': ['a=1', 'b=2'] },
        body: 'z'.repeat(1e6),
      });
    });
    const { ends, seen } = ask({ method: 'PURGE', headers: { 'X-A': '1, 2' }, body: 'y'.repeat(1e6) });
    clock.settle();
    expect(requests).toEqual([['PURGE', '/x?y=1', { 'X-A': '1, 2' }, 1e6]]);
    expect(seen.map((text) => text.slice(0, 20))).toEqual(['299 Fine By Me', 'z'.repeat(20), 'ok']);
    expect(ends).toMatchObject([
      { ok: true, response: { status: 299, headers: { 'Set-Cookie': ['a=1', 'b=2'] }, body: 'z'.repeat(1e6) } },
    ]);
  });

  it('brings an answer in parts as they are written', () => {
    const { serve, ask, clock } = setUp();
    serve((_request, _peer, respond) => {
      const body = respond.begin({ status: 200, headers: {} });
      for (const second of [1, 2]) clock.after(1000 * second, () => body.write(`${second}\n`));
      clock.after(3000, () => body.end());
    });
    const { seen, ends } = ask();
    const counts = [10, 1000, 1000, 1000].map((milliseconds) => {
      clock.advance(milliseconds);
      return seen.length;
    });
    expect(counts).toEqual([1, 2, 3, 4]);
    expect(seen).toEqual(['200', '1\n', '2\n', 'ok']);
    expect(ends).toMatchObject([{ ok: true, response: { status: 200, body: '1\n2\n' } }]);
  });

  it('ends when the time is up, and the server learns that nobody listens any more', () => {
    const { serve, ask, clock } = setUp();
    const gone: number[] = [];
    serve((_request, _peer, respond, onHangUp) => {
      onHangUp(() => gone.push(clock.now));
      respond.begin({ status: 200, headers: {} }).write('half');
    });
    const { seen, ends } = ask({ timeout: 2_000 });
    clock.advance(5_000);
    expect([seen, gone]).toEqual([['200', 'half', 'timeout'], [2_000]]);
    expect(ends).toMatchObject([{ ok: false, partial: { status: 200, body: 'half' } }]);
    const silent = ask();
    clock.advance(1_000);
    silent.cancel();
    clock.settle();
    expect([silent.seen, gone]).toEqual([
      ['200', 'half'],
      [2_000, 6_000],
    ]);
  });

  it('is closed or cut when the server ends or wants it so', () => {
    const { serve, ask, clock } = setUp();
    let way = 'hang up';
    const stop = serve((_request, _peer, respond) => {
      if (way === 'hang up') respond.hangUp();
      else if (way === 'cut') {
        const body = respond.begin({ status: 200, headers: {} });
        body.write('a');
        body.cut();
        body.write('b');
      } else if (way === 'begin') respond.begin({ status: 200, headers: {} }).write('c');
    });
    const results: string[][] = [];
    for (way of ['hang up', 'cut', 'begin', 'nothing']) {
      const { seen } = ask();
      clock.advance(100);
      results.push(seen);
    }
    stop();
    clock.advance(100);
    expect(results).toEqual([['reset, closed'], ['200', 'a', 'ok, cut'], ['200', 'c', 'ok, cut'], ['reset, closed']]);
  });

  it('waits for a process that is stopped or frozen', () => {
    const { node, ask, clock, laptop } = setUp();
    const waiting: (() => void)[] = [];
    const owner = { pid: 7, argv: ['web'], whenRunning: (run: () => void) => waiting.push(run) };
    node.listen(80, (_request, _peer, respond) => respond({ status: 200, headers: {}, body: 'awake' }), { owner });
    const { seen } = ask();
    const connects: boolean[] = [];
    laptop.connect('10.0.0.11', 80, {}, (outcome) => connects.push(outcome.ok));
    clock.advance(1_000);
    expect([seen, connects, node.boundPorts]).toMatchObject([[], [true], [{ port: 80, owner: { pid: 7 } }]]);
    for (const run of waiting) run();
    clock.settle();
    expect(seen).toEqual(['200', 'awake', 'ok']);
  });
});

describe('a raw connection', () => {
  it('carries text both ways, in order, and ends', () => {
    const { serveRaw, dial, clock } = setUp();
    const ends: string[] = [];
    serveRaw((connection) => {
      connection.write('hello\n');
      connection.read(
        (text) => connection.write(`echo ${text}`),
        (how) => {
          ends.push(`${how} of ${connection.remote.address}`);
          connection.write('bye\n');
          connection.end();
        },
      );
    });
    const { got, connection } = dial();
    connection!.write('a\n');
    connection!.write('b\n');
    connection!.end();
    connection!.write('never\n');
    clock.settle();
    expect([got, ends]).toEqual([['hello\n', 'echo a\n', 'echo b\n', 'bye\n', 'end'], ['end of 10.0.0.2']]);
    const second = dial();
    second.connection!.reset();
    clock.settle();
    expect([second.got, ends[1]]).toEqual([['hello\n'], 'reset of 10.0.0.2']);
  });

  it('is refused where nobody listens, and reset behind a proxy', () => {
    const { dial, fabric, laptop, clock } = setUp();
    expect(dial().got).toEqual(['refused']);
    const docker0 = fabric.addBridge({ machine: laptop, interface: 'docker0', subnet: '172.17.0.0/16', names: false });
    const container = fabric.addContainer({ name: 'container/c', machine: laptop, hosts: () => '' });
    docker0.connect(container, { aliases: [] });
    fabric.publish(laptop, { hostAddress: '', hostPort: 81, protocol: 'tcp', container, containerPort: 1 });
    const got: string[] = [];
    laptop.dial('127.0.0.1', 81, {}, (outcome) => {
      got.push(outcome.ok ? 'open' : outcome.failure);
      if (outcome.ok) outcome.connection.read(() => {}, got.push.bind(got));
    });
    clock.settle();
    expect(got).toEqual(['open', 'reset']);
  });

  it('speaks HTTP with a web server', () => {
    const { serve, dial, clock } = setUp();
    serve((request, peer, respond) =>
      respond({
        status: 200,
        headers: { 'Content-Length': '2' },
        body: request.method === 'POST' ? request.body : peer.address.slice(0, 2),
      }),
    );
    const { got, connection } = dial();
    connection!.write('GET / HTTP/1.1\r\nHost: x\r\n');
    connection!.write('\r\nPOST /a HTTP/1.1\nContent-Length: 2\n\nöGET / HTTP/1.0\r\n\r\n');
    clock.settle();
    expect(got).toEqual([
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n10',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nö',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n10',
      'end',
    ]);
    const { got: bad, connection: second } = dial();
    second!.write('hello there you\r\n\r\n');
    clock.settle();
    expect(bad).toEqual(['HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n', 'end']);
  });

  it.each([
    ['HTTP/1.1 200 OK\nX: 1\n\nhi', ['200 OK', 'hi', 'ok']],
    ['HTTP/1.0 404 Gone\r\nContent-Length: 2\r\n\r\nhi', ['404 Gone', 'hi', 'ok']],
    ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi', ['200 OK', 'hi', 'ok, cut']],
    ['+PONG\r\n\r\n', ['reset, garbled']],
    ['', ['reset, closed']],
  ])('is a web server when it answers as one: %j', (answer, expected) => {
    const { serveRaw, ask, clock } = setUp();
    const got: string[] = [];
    serveRaw((connection) => {
      connection.read(
        (text) => {
          got.push(text);
          connection.write(answer);
          connection.end();
        },
        () => {},
      );
    });
    const { seen } = ask({ method: 'POST', headers: { Host: 'x' }, body: 'data' });
    clock.settle();
    expect([got, seen]).toEqual([['POST /x?y=1 HTTP/1.1\r\nHost: x\r\n\r\ndata'], expected]);
  });
});
