/** The shell's door. */
export { programs } from './catalogue';
export { HOME, prepareHome } from './home';
export { globalFlags } from './kubectl/globalFlags';
export { verbGroups } from './kubectl/registry';
export type { PageEditor as EditorService } from './pageEditor';
export { LaptopShell } from './runSession';
export { createTerminal, type Terminal } from './terminal';
