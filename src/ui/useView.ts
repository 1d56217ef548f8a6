/** Which panels are in sight. Wide pages show all of them; narrower ones show some and keep the rest behind tabs. */
import { createContext, useContext } from 'react';

export type PanelName = 'lesson' | 'world' | 'terminal' | 'editor';

/**
 * `wide` (from 1280 px): lesson, world, terminal and editor. `medium` (from 960 px): terminal and editor share a place.
 * `pair` (from 768 px): two panes, each with tabs. `single`: one at a time.
 */
export type Layout = 'wide' | 'medium' | 'pair' | 'single';

export interface View {
  readonly layout: Layout;
  readonly visible: ReadonlySet<PanelName>;
  /** Brings a panel into sight if it is behind a tab; `focus` moves the keyboard there too. */
  show(panel: PanelName, options?: { readonly focus?: boolean }): void;
}

export const ViewContext = createContext<View>({ layout: 'wide', visible: new Set(), show: () => {} });

export function useView(): View {
  return useContext(ViewContext);
}
