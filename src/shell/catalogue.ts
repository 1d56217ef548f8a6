import type { Program } from '../engine/processes/process';
import { commands } from './commands/registry';

/** Everything that machines and containers can run by name, without the laptop's own tools. */
export const programs: Readonly<Record<string, Program>> = Object.fromEntries(
  commands.map((command) => [command.name, command.run]),
);
