/** The shell's door. */
import type { Program } from '../engine/processes/process';
import { commands } from './commands/registry';

export { HOME, prepareHome } from './home';
export type { ShellWorld } from './laptop';
export type { PageEditor as EditorService } from './pageEditor';
export { LaptopShell } from './runSession';
export type { LineResult } from './session';
export { createTerminal, type Terminal, type TerminalOptions } from './terminal';

/** Everything that machines and containers can run by name, without the laptop's own tools. */
export const programs: Readonly<Record<string, Program>> = Object.fromEntries(
  commands.map((command) => [command.name, command.run]),
);
