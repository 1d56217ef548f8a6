/** The shell's door. */
export { programs } from './catalogue';
export { HOME, prepareHome } from './home';
export { lateTools, type ToolName, type Tools } from './late/lateTools';
export type { PageEditor as EditorService } from './pageEditor';
export { LaptopShell } from './runSession';
export { createTerminal, type Terminal } from './terminal';
