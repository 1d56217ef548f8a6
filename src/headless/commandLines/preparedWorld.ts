/** The world that random command lines are run in. */
import { createWorld, profiles, type World } from '../../engine';
import { HOME, LaptopShell, prepareHome, programs } from '../../shell';
import '../../shell/late/all';
import { quickJsModule } from '../quickJsModule';
import { wordsFor } from '../wordsFor';
import { files } from './cluster';

const START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** A world with the cluster's objects in it, and a shell on its laptop. */
export function preparedWorld(): { readonly world: World; readonly shell: LaptopShell } {
  const profile = profiles['reference'];
  if (profile === undefined) throw new Error('there is no reference cluster');
  const world = createWorld({ profile, seed: 1, start: START, programs, wordsFor, javascript: quickJsModule() });
  prepareHome(world.laptop, profile);
  for (const [path, text] of Object.entries(files)) {
    const whole = `${HOME}/${path}`;
    world.laptop.files.makeDirectory(whole.slice(0, whole.lastIndexOf('/')), { parents: true });
    world.laptop.files.write(whole, text);
  }
  const shell = new LaptopShell(world);
  const { exit, stderr } = shell.run('kubectl create -f all.yaml');
  if (exit !== 0) throw new Error(stderr);
  world.clock.rest();
  return { world, shell };
}
