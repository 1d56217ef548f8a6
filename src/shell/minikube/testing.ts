/** A laptop before a whole world, for tests of minikube and of what one does on nodes. */
import { findProfile } from '../../engine/profiles/registry';
import { createWorld, type World } from '../../engine/world';
import { programs } from '../catalogue';
import { prepareHome } from '../home';
import { LaptopShell } from '../runSession';
import type { LineResult } from '../session';

export interface WorldShell {
  readonly world: World;
  run(line: string, timeout?: number): LineResult;
  /** What a line prints, both streams, then its exit status where it is not 0. */
  show(line: string, timeout?: number): string;
}

export function worldShell(profileName: string, seed = 1): WorldShell {
  const profile = findProfile(profileName);
  if (profile === undefined) throw new Error(`no profile ${profileName}`);
  const world = createWorld({ profile, seed, start: 1_767_603_600_000, programs });
  prepareHome(world.laptop, profile);
  const shell = new LaptopShell(world);
  const run = (line: string, timeout = 600_000) => shell.run(line, { timeout });
  return {
    world,
    run,
    show(line, timeout) {
      const { stdout, stderr, exit } = run(line, timeout);
      return `${stdout}${stderr}${exit === 0 ? '' : `exit ${exit}\n`}`;
    },
  };
}
