import { type ReactNode, useEffect, useRef } from 'react';
import { Group, Panel, Separator, useGroupRef } from 'react-resizable-panels';
import { useActions, usePlayground } from '../usePlayground';
import styles from './Split.module.css';

interface SplitSide {
  readonly id: string;
  readonly content: ReactNode;
  /** In percent of the whole. */
  readonly size: number;
  readonly min: string;
  readonly max?: string;
}

interface SplitProps {
  /** Under this name its sizes are remembered. */
  readonly name: string;
  readonly orientation: 'horizontal' | 'vertical';
  /** What the divider is called. */
  readonly label: string;
  readonly first: SplitSide;
  /** Without it the first side has all the room; neither side is made anew when it comes and goes. */
  readonly second: SplitSide | undefined;
}

/** Two panes with a divider that moves by mouse, touch and arrow keys; a double click restores it. */
export function Split({ name, orientation, label, first, second }: SplitProps) {
  const actions = useActions();
  const layouts = usePlayground((state) => state.preferences.layouts);
  const stored = layouts[name];
  const [one, two] = stored ?? [first.size, 100 - first.size];
  const group = useGroupRef();
  const wasStored = useRef(stored !== undefined);

  // Sizes that are forgotten (a double click, the settings) go back to where they began.
  useEffect(() => {
    if (wasStored.current && stored === undefined && second !== undefined) {
      group.current?.setLayout({ [first.id]: first.size, [second.id]: 100 - first.size });
    }
    wasStored.current = stored !== undefined;
  }, [stored, group, first.id, first.size, second]);

  function restore() {
    const { [name]: _, ...others } = layouts;
    actions.setPreferences({ layouts: others });
  }

  return (
    <Group
      groupRef={group}
      id={`split-${name}`}
      className={styles.group}
      orientation={orientation}
      defaultLayout={second === undefined ? { [first.id]: 100 } : { [first.id]: one ?? 50, [second.id]: two ?? 50 }}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (!isUserInteraction || second === undefined) return;
        const sizes = [layout[first.id] ?? 50, layout[second.id] ?? 50];
        actions.setPreferences({ layouts: { ...layouts, [name]: sizes } });
      }}
    >
      <Panel
        id={first.id}
        className={styles.panel}
        style={{ overflow: 'hidden' }}
        defaultSize={`${first.size}%`}
        minSize={first.min}
        maxSize={first.max}
      >
        {first.content}
      </Panel>
      {second !== undefined && (
        <>
          <Separator
            className={styles.separator}
            data-orientation={orientation}
            aria-label={label}
            onDoubleClick={restore}
            onKeyDown={(event) => event.key === 'Enter' && restore()}
          />
          <Panel
            id={second.id}
            className={styles.panel}
            style={{ overflow: 'hidden' }}
            defaultSize={`${100 - first.size}%`}
            minSize={second.min}
            maxSize={second.max}
          >
            {second.content}
          </Panel>
        </>
      )}
    </Group>
  );
}
