/** Images that are a distribution and nothing else: their command is a shell, which ends at once without a terminal. */
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { bookworm, bookwormSlim, bullseye, bullseyeSlim, busterSlim, jammy, noble } from './debianBase';
import type { CatalogueLayer } from './layer';
import { apk } from './packages/apk';
import { aptGet } from './packages/aptGet';
import { replaceWith } from './replaceWith';
import { type CatalogueImage, image, type Repository } from './repository';
import { alpine, alpineLayer, busyboxLayer } from './smallBases';

function plain(
  tags: readonly string[],
  layer: CatalogueLayer,
  command: string,
  created: string,
  labels: Readonly<Record<string, string>> = {},
): CatalogueImage {
  return image({ tags, layers: [layer], command: [command], created, labels });
}

function busybox(version: string, tags: readonly string[], sizeBytes: number, created: string): CatalogueImage {
  return plain(tags, busyboxLayer(version, sizeBytes), 'sh', created);
}

/** `busybox APPLET ...`: the applet is the file of its name beside it. */
function* runApplet(process: Process): Routine<number> {
  const argv = process.argv.slice(1);
  if (argv.length > 0) return yield* replaceWith(process, argv);
  process.stdout.write('BusyBox multi-call binary.\n\nUsage: busybox [function [arguments]...]\n');
  return 0;
}

export const busyboxRepository: Repository = {
  name: 'docker.io/library/busybox',
  images: [
    busybox(
      '1.37.0',
      ['latest', '1', '1.37', '1.37.0', 'stable', 'glibc', 'musl', 'uclibc'],
      2_166_000,
      '2024-09-26T21:31:42Z',
    ),
    busybox('1.36.1', ['1.36', '1.36.1'], 2_152_000, '2023-05-18T22:34:17Z'),
    busybox('1.35.0', ['1.35', '1.35.0'], 2_141_000, '2022-12-29T21:05:00Z'),
    busybox('1.34.1', ['1.34', '1.34.1'], 776_000, '2021-12-30T19:19:41Z'),
    busybox('1.28.4', ['1.28', '1.28.4'], 720_000, '2018-05-22T17:00:17Z'),
  ],
  programs: { busybox: runApplet },
  description: 'The small Unix tools in one program',
  stars: 3_300,
};

export const alpineRepository: Repository = {
  name: 'docker.io/library/alpine',
  images: [
    plain(['latest', '3', '3.21', '3.21.0'], alpine, '/bin/sh', '2024-12-05T21:21:39Z'),
    plain(['3.20', '3.20.3'], alpineLayer('3.20.3', 3_620_000), '/bin/sh', '2024-09-06T22:20:07Z'),
    plain(['3.19', '3.19.4'], alpineLayer('3.19.4', 3_420_000), '/bin/sh', '2024-09-06T22:20:07Z'),
    plain(['3.18', '3.18.9'], alpineLayer('3.18.9', 3_410_000), '/bin/sh', '2024-09-06T22:20:07Z'),
    plain(['3.17', '3.17.10'], alpineLayer('3.17.10', 3_380_000), '/bin/sh', '2024-09-06T22:20:07Z'),
  ],
  programs: { apk },
  description: 'A distribution of five megabytes on musl and busybox',
  stars: 11_100,
};

const DEBIAN_MADE = '2024-12-02T01:23:40Z';

export const debianRepository: Repository = {
  name: 'docker.io/library/debian',
  images: [
    plain(['latest', '12', '12.8', 'bookworm', 'stable'], bookworm, 'bash', DEBIAN_MADE),
    plain(['12-slim', '12.8-slim', 'bookworm-slim', 'stable-slim'], bookwormSlim, 'bash', DEBIAN_MADE),
    plain(['11', '11.11', 'bullseye', 'oldstable'], bullseye, 'bash', DEBIAN_MADE),
    plain(['11-slim', '11.11-slim', 'bullseye-slim', 'oldstable-slim'], bullseyeSlim, 'bash', DEBIAN_MADE),
    plain(['10-slim', 'buster-slim'], busterSlim, 'bash', '2024-06-13T00:00:00Z'),
  ],
  programs: { 'apt-get': aptGet },
  description: 'The distribution Debian',
  stars: 5_100,
};

const UBUNTU = { 'org.opencontainers.image.ref.name': 'ubuntu' };

export const ubuntuRepository: Repository = {
  name: 'docker.io/library/ubuntu',
  images: [
    plain(['latest', '24.04', 'noble'], noble, '/bin/bash', '2024-11-19T12:20:06Z', {
      ...UBUNTU,
      'org.opencontainers.image.version': '24.04',
    }),
    plain(['22.04', 'jammy'], jammy, '/bin/bash', '2024-09-11T16:25:16Z', {
      ...UBUNTU,
      'org.opencontainers.image.version': '22.04',
    }),
  ],
  description: 'The distribution Ubuntu',
  stars: 17_300,
};
