/** Makes a fresh world what a lesson begins with: its files are written, its commands run, and the dust settles. */
import type { World } from '../engine';
import type { LaptopShell } from '../shell';
import type { LessonDefinition } from './lesson';

const HOME = '/home/learner';

/**
 * `openShell` opens the shell that the set-up's commands run in.
 * @throws when one of them fails: the prover finds that before a learner does
 */
export function setUpLesson(
  world: World,
  { setUp }: LessonDefinition,
  openShell: (world: World) => Pick<LaptopShell, 'run'>,
): void {
  for (const [path, text] of Object.entries(setUp.files)) {
    const whole = `${HOME}/${path}`;
    world.laptop.files.makeDirectory(whole.slice(0, whole.lastIndexOf('/')), { parents: true });
    world.laptop.files.write(whole, text);
  }
  if (setUp.commands.length === 0) return;
  const shell = openShell(world);
  for (const command of setUp.commands) {
    const { exit, stderr } = shell.run(command, { silent: true });
    if (exit !== 0) throw new Error(`the set-up's "${command}" failed: ${stderr}`);
  }
  world.clock.settle();
}
