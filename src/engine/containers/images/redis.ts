/** Redis' images. */
import { bookwormSlim, debianGroup, debianPasswd } from './debianBase';
import { binary } from './image';
import { imageLayer } from './layer';
import { redisCli } from './redisCli';
import { redisServer, REDIS_VERSION as VERSION } from './redisServer';
import { image, type Repository } from './repository';
import { alpine, alpineGroup, alpinePasswd } from './smallBases';

export const redisRepository: Repository = {
  name: 'docker.io/library/redis',
  images: [
    image({
      tags: ['latest', '7', '7.4', VERSION, 'bookworm'],
      layers: [
        bookwormSlim,
        imageLayer(`redis ${VERSION}`, 16_900_000, () => ({
          '/usr/local/bin/redis-server': binary('redis-server', 16_000_000),
          '/usr/local/bin/redis-cli': binary('redis-cli', 900_000),
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
          '/usr/local/bin/redis-cli': binary('redis-cli', 900_000),
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
  programs: { 'redis-server': redisServer, 'redis-cli': redisCli },
};
