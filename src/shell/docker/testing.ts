/** A laptop with Docker, for the tests of its client. */
import { createWorld, profiles, type World } from '../../engine';
import { programs } from '../catalogue';
import { HOME, prepareHome } from '../home';
import { LaptopShell } from '../runSession';
import type { LineResult } from '../session';
import { type TestTerminal, testTerminal } from '../testing';

/** 5 January 2026, 09:00 UTC. */
const START = 1_767_603_600_000;

/** The laptop that real Docker was recorded on: images and a registry, no cluster. */
function dockerWorld(files: Readonly<Record<string, string>> = {}): World {
  const profile = profiles['docker'];
  if (profile === undefined) throw new Error('there is no profile docker');
  const world = createWorld({ profile, seed: 1, start: START, programs });
  prepareHome(world.laptop, profile);
  for (const [path, text] of Object.entries(files)) {
    const whole = `${HOME}/${path}`;
    world.laptop.files.makeDirectory(whole.slice(0, whole.lastIndexOf('/')), { parents: true });
    world.laptop.files.write(whole, text);
  }
  return world;
}

/** Runs lines on it, without a terminal. */
export function dockerShell(files: Readonly<Record<string, string>> = {}): (line: string) => LineResult {
  const shell = new LaptopShell(dockerWorld(files));
  return (line) => shell.run(line, { timeout: 120_000 });
}

/** A terminal on it. */
export function dockerTerminal(files: Readonly<Record<string, string>> = {}): TestTerminal {
  return testTerminal({ world: dockerWorld(files), columns: 100, rows: 40 });
}
