import { expect, it } from 'vitest';
import { Pipe } from '../../processes/pipe';
import type { Sandbox } from '../runtime';
import { testNodes } from '../testing';

function setUp() {
  const { node, clock, fabric } = testNodes();
  const start = (name: string) => node.run(name, { image: 'redis' });
  /** What redis-cli prints in a pod, and its status. */
  const cli = (sandbox: Sandbox, words: string, input?: string) => {
    const [stdin, stdout] = [new Pipe(), new Pipe()];
    if (input !== undefined) stdin.write(input);
    stdin.close();
    const { kernel, files } = node.machine;
    const process = kernel.spawn({
      argv: ['redis-cli', ...words.split(' ').filter((word) => word !== '')],
      program: kernel.programs.get('redis-cli')!,
      files,
      network: sandbox.network,
      stdin,
      stdout,
    });
    while (process.exit === undefined && clock.runNext());
    return [stdout.take() ?? '', process.exit?.code];
  };
  return { node, clock, fabric, start, cli };
}

it('answers on its port, to redis-cli and to hands', () => {
  const { start, cli, node, clock } = setUp();
  const { sandbox } = start('store');
  expect(cli(sandbox, 'ping')).toEqual(['PONG\n', 0]);
  const client = node.sandbox('client');
  const far = `-h ${sandbox.address}`;
  expect(
    ['set greeting hällo', 'get greeting', 'get nothing', 'incr hits', 'incr hits', 'incr greeting', 'nope a'].map(
      (words) => cli(client, `${far} ${words}`),
    ),
  ).toEqual([
    ['OK\n', 0],
    ['hällo\n', 0],
    ['\n', 0],
    ['1\n', 0],
    ['2\n', 0],
    ['ERR value is not an integer or out of range\n\n', 1],
    ["ERR unknown command 'nope', with args beginning with: 'a' \n\n", 1],
  ]);
  expect(
    cli(
      client,
      far,
      'rpush list a b "c d"\nlrange list 0 -1\nsadd set x x y\nsmembers set\nhset h f 1\nhgetall h\ndel list set h\nkeys *\n',
    ),
  ).toEqual(['3\na\nb\nc d\n2\nx\ny\n1\nf\n1\n3\ngreeting\nhits\n', 0]);
  const got: string[] = [];
  client.network.dial(sandbox.address!, 6379, {}, (outcome) => {
    if (!outcome.ok) return;
    outcome.connection.read(
      (text) => got.push(text),
      (how) => got.push(how),
    );
    outcome.connection.write('PING\r\nEXPIRE hits 10\r\nTTL hits\r\n');
    outcome.connection.write('QUIT\r\n');
  });
  clock.settle();
  expect(got).toEqual(['+PONG\r\n', ':1\r\n', ':10\r\n', '+OK\r\n', 'end']);
  clock.advance(10_000);
  expect(cli(client, `${far} exists hits`)).toEqual(['0\n', 0]);
});

it('is not there for web clients, nor once it has ended; its dump is', () => {
  const { start, cli, node, clock } = setUp();
  const { sandbox, id } = start('store');
  cli(sandbox, 'set a 1');
  const request = { method: 'GET', scheme: 'http', host: '127.0.0.1', port: 6379, path: '/', body: '' } as const;
  const outcomes: unknown[] = [];
  sandbox.network.exchange({ ...request, headers: { Host: 'x' } }, {}, (outcome) => outcomes.push(outcome));
  clock.settle();
  expect(outcomes).toMatchObject([{ ok: false, failure: 'reset', garbled: true }]);
  node.runtime.stopContainer(id, 5_000, () => {});
  clock.advance(5_000);
  expect(
    node
      .logs(id)
      .replaceAll(/^.* ([*#]) /gm, '$1 ')
      .split('\n')
      .slice(-7),
  ).toEqual([
    '* Ready to accept connections tcp',
    '* Received SIGTERM scheduling shutdown...',
    '* User requested shutdown...',
    '* Saving the final RDB snapshot before exiting.',
    '* DB saved on disk',
    '# Redis is now ready to exit, bye bye...',
    '',
  ]);
  expect(cli(sandbox, 'ping')).toEqual(['Could not connect to Redis at 127.0.0.1:6379: Connection refused\n', 1]);
});
