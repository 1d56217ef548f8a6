/** An image that stands for any that we don't know (profiles that allow it): its files are Alpine's, and it just runs. */
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { binary } from './image';
import { imageLayer } from './layer';
import { type CatalogueImage, image } from './repository';
import { alpine } from './smallBases';
import { untilSignalled } from './untilSignalled';

/** A program of which nothing is known: it prints nothing and runs until it is told to stop. */
export function* unknownProgram(process: Process): Routine<number> {
  yield* untilSignalled(process, ['SIGTERM', 'SIGINT', 'SIGQUIT']);
  return 0;
}

/** The stand-in for `reference` (`docker.io/library/app:v1`). */
export function genericImage(reference: string, tag: string): CatalogueImage {
  return image({
    tags: [tag],
    layers: [
      alpine,
      imageLayer(`content of ${reference}`, 12_000_000, { '/app': binary('unknown-program', 12_000_000) }),
    ],
    command: ['/app'],
    generic: true,
  });
}
