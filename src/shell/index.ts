/** The shell's door. */
export { programs } from './catalogue';
export { HOME, prepareHome } from './home';
export type { ShellWorld } from './laptop';
export type { PageEditor as EditorService } from './pageEditor';
export { LaptopShell } from './runSession';
export type { LineResult } from './session';
export { createTerminal, type Terminal, type TerminalOptions } from './terminal';
