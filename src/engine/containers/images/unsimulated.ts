/**
 * Images that everyone knows and whose programs this playground does not have. They can be pulled; what they run says
 * in plain words that it isn't simulated and fails, so that nobody takes it for the real thing. Their shells work.
 */
import type { Program } from '../../processes/process';
import { bookworm, networkTools, noble } from './baseLayers';
import { binary } from './image';
import { imageLayer } from './layer';
import { image, type Repository } from './repository';

/** Repository, the program that it runs, the size of what stands on Debian, its port. */
const KNOWN: readonly (readonly [repository: string, program: string, sizeBytes: number, port?: number])[] = [
  ['library/mysql', 'mysqld', 150_000_000, 3306],
  ['library/mariadb', 'mariadbd', 95_000_000, 3306],
  ['library/postgres', 'postgres', 125_000_000, 5432],
  ['library/mongo', 'mongod', 250_000_000, 27017],
  ['library/memcached', 'memcached', 4_000_000, 11211],
  ['library/rabbitmq', 'rabbitmq-server', 75_000_000, 5672],
  ['library/elasticsearch', 'elasticsearch', 560_000_000, 9200],
  ['library/wordpress', 'apache2-foreground', 215_000_000, 80],
  ['library/traefik', 'traefik', 45_000_000, 80],
  ['library/haproxy', 'haproxy', 12_000_000],
  ['library/caddy', 'caddy', 17_000_000, 80],
  ['library/tomcat', 'catalina.sh', 170_000_000, 8080],
  ['library/registry', 'registry', 8_700_000, 5000],
  ['library/node', 'node', 330_000_000],
  ['library/python', 'python3', 330_000_000],
  ['library/golang', 'go', 290_000_000],
  ['library/ruby', 'irb', 320_000_000],
  ['library/php', 'php', 140_000_000],
  ['library/openjdk', 'jshell', 310_000_000],
  ['library/eclipse-temurin', 'jshell', 190_000_000],
  ['grafana/grafana', 'grafana', 120_000_000, 3000],
  ['prom/prometheus', 'prometheus', 95_000_000, 9090],
  ['jenkins/jenkins', 'jenkins', 260_000_000, 8080],
];

const SHELLS: readonly (readonly [repository: string, sizeBytes: number])[] = [
  ['library/fedora', 60_000_000],
  ['library/centos', 83_000_000],
  ['library/rockylinux', 69_000_000],
  ['library/amazonlinux', 54_000_000],
  ['nicolaka/netshoot', 170_000_000],
];

function unsimulated(name: string): Program {
  // biome-ignore lint/correctness/useYield: it ends in its first step
  return function* (process) {
    process.stderr.write(`${name}: this program is not simulated in this playground\n`);
    return 1;
  };
}

export const unsimulatedRepositories: readonly Repository[] = [
  ...KNOWN.map(([repository, program, sizeBytes, port]): Repository => {
    // What simulates a program of this name (node) goes before.
    const programs = program === 'node' ? {} : { [program]: unsimulated(program) };
    const content = imageLayer(repository, sizeBytes, {
      ...networkTools,
      [`/usr/local/bin/${program}`]: binary(program, Math.round(sizeBytes / 3)),
    });
    return {
      name: `docker.io/${repository}`,
      images: [
        image({
          tags: ['latest', 'alpine', 'slim', 'stable', 'lts'],
          layers: [bookworm, content],
          command: [program],
          exposedPorts: port === undefined ? [] : [port],
        }),
      ],
      anyVersion: true,
      programs,
    };
  }),
  ...SHELLS.map(
    ([repository, sizeBytes]): Repository => ({
      name: `docker.io/${repository}`,
      images: [
        image({
          tags: ['latest'],
          layers: [noble, imageLayer(repository, sizeBytes, networkTools)],
          command: ['/bin/bash'],
        }),
      ],
      anyVersion: true,
    }),
  ),
];
