/** Makes a fresh world what a lesson begins with: its files are written, its commands run, and the dust settles. */
import type { LessonDefinition } from '../course';
import type { World } from '../engine';
import { HOME, LaptopShell } from '../shell';

/** @throws when a command of the set-up fails: the prover finds that before a learner does */
export function setUpLesson(world: World, { setUp }: LessonDefinition): void {
  for (const [path, text] of Object.entries(setUp.files)) {
    const whole = `${HOME}/${path}`;
    world.laptop.files.makeDirectory(whole.slice(0, whole.lastIndexOf('/')), { parents: true });
    world.laptop.files.write(whole, text);
  }
  if (setUp.commands.length === 0) return;
  const shell = new LaptopShell(world);
  for (const command of setUp.commands) {
    const { exit, stderr } = shell.run(command, { silent: true });
    if (exit !== 0) throw new Error(`the set-up's "${command}" failed: ${stderr}`);
  }
  world.clock.settle();
}
