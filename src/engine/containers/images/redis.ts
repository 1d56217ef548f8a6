/** Redis. Simplified: it starts, holds its port and stops; it does not speak its protocol. */
import { sleep } from '../../processes/kernel';
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { bookwormSlim, debianGroup, debianPasswd } from './debianBase';
import { binary } from './image';
import { imageLayer } from './layer';
import { accessLogTime } from './logTimes';
import { image, type Repository } from './repository';
import { alpine, alpineGroup, alpinePasswd } from './smallBases';
import { untilSignalled } from './untilSignalled';

const VERSION = '7.4.1';

function* redisServer(process: Process): Routine<number> {
  const log = (mark: string, text: string) => {
    const [date = '', ...time] = accessLogTime(process.clock.now).split(' ')[0]?.split(':') ?? [];
    process.stdout.write(`${process.pid}:M ${date.replaceAll('/', ' ')} ${time.join(':')}.000 ${mark} ${text}\n`);
  };
  log('*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  log('*', `Redis version=${VERSION}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`);
  log(
    '#',
    'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
  );
  const listening = process.network.listen(6379, () => {});
  if (!listening.ok) {
    log('#', 'Warning: Could not create server TCP listening socket *:6379: bind: Address already in use');
    log('#', 'Failed listening on port 6379 (tcp), aborting.');
    return 1;
  }
  log('*', 'Running mode=standalone, port=6379.');
  log('*', 'Server initialized');
  log('*', 'Ready to accept connections tcp');
  try {
    yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
    log('*', 'User requested shutdown...');
    yield* sleep(process.clock, 20);
    log('#', 'Redis is now ready to exit, bye bye...');
    return 0;
  } finally {
    listening.value();
  }
}

export const redisRepository: Repository = {
  name: 'docker.io/library/redis',
  images: [
    image({
      tags: ['latest', '7', '7.4', VERSION, 'bookworm'],
      layers: [
        bookwormSlim,
        imageLayer(`redis ${VERSION}`, 16_900_000, () => ({
          '/usr/local/bin/redis-server': binary('redis-server', 16_000_000),
          '/etc/passwd': debianPasswd('redis:x:999:999::/home/redis:/usr/sbin/nologin'),
          '/etc/group': debianGroup('redis:x:999:'),
          '/data/': { mode: 0o755, owner: 'redis' },
        })),
      ],
      command: ['redis-server'],
      env: { REDIS_VERSION: VERSION },
      workingDirectory: '/data',
      exposedPorts: [6379],
      volumes: ['/data'],
      created: '2024-10-02T20:36:11Z',
    }),
    image({
      tags: ['alpine', '7-alpine', '7.4-alpine'],
      layers: [
        alpine,
        imageLayer(`redis ${VERSION} alpine`, 13_500_000, () => ({
          '/usr/local/bin/redis-server': binary('redis-server', 14_000_000),
          '/etc/passwd': alpinePasswd('redis:x:999:1000::/home/redis:/sbin/nologin'),
          '/etc/group': alpineGroup('redis:x:1000:'),
          '/data/': { mode: 0o755, owner: 'redis' },
        })),
      ],
      command: ['redis-server'],
      env: { REDIS_VERSION: VERSION },
      workingDirectory: '/data',
      exposedPorts: [6379],
      volumes: ['/data'],
      created: '2024-10-02T20:36:11Z',
    }),
  ],
  description: 'Redis, a store of values by key in memory',
  stars: 13_200,
  programs: { 'redis-server': redisServer },
};
