/** Images that are a distribution and nothing else: their command is a shell, which ends at once without a terminal. */
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { alpine, bookworm, bullseye, busyboxLayer, noble } from './baseLayers';
import type { CatalogueLayer } from './layer';
import { replaceWith } from './replaceWith';
import { type CatalogueImage, image, type Repository } from './repository';

function plain(tags: readonly string[], layer: CatalogueLayer, command: string): CatalogueImage {
  return image({ tags, layers: [layer], command: [command] });
}

function busybox(version: string, tags: readonly string[], sizeBytes: number): CatalogueImage {
  return plain(tags, busyboxLayer(version, sizeBytes), 'sh');
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
    busybox('1.37.0', ['latest', '1', '1.37', '1.37.0', 'stable', 'glibc', 'musl', 'uclibc'], 2_166_000),
    busybox('1.36.1', ['1.36', '1.36.1'], 2_152_000),
    busybox('1.35.0', ['1.35', '1.35.0'], 2_141_000),
    busybox('1.34.1', ['1.34', '1.34.1'], 776_000),
    busybox('1.28.4', ['1.28', '1.28.4'], 720_000),
  ],
  programs: { busybox: runApplet },
};

export const alpineRepository: Repository = {
  name: 'docker.io/library/alpine',
  images: [plain(['latest', '3', '3.21', '3.21.0', '3.20', '3.19', '3.18'], alpine, '/bin/sh')],
};

export const debianRepository: Repository = {
  name: 'docker.io/library/debian',
  images: [
    plain(['latest', '12', '12-slim', 'bookworm', 'bookworm-slim', 'stable', 'stable-slim'], bookworm, 'bash'),
    plain(['11', '11-slim', 'bullseye', 'bullseye-slim'], bullseye, 'bash'),
  ],
};

export const ubuntuRepository: Repository = {
  name: 'docker.io/library/ubuntu',
  images: [plain(['latest', '24.04', 'noble', '22.04', 'jammy'], noble, '/bin/bash')],
};
