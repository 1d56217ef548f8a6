/** The panels' code, each in a file of its own that is fetched when it is first needed. */
export const panelModules = {
  diagram: () => import('../diagram/Diagram'),
  inspector: () => import('../inspector/Inspector'),
  dashboard: () => import('../dashboard/Dashboard'),
  terminal: () => import('../terminal/TerminalPanel'),
  model: () => import('../model/ModelPanel'),
  editor: () => import('../editor/EditorPanel'),
};

/** Fetches what every lesson needs at once. The editor's own heart, Monaco, waits until a file is opened. */
export async function prefetchPanels(): Promise<void> {
  await Promise.allSettled([panelModules.terminal(), panelModules.diagram(), panelModules.editor()]);
}
