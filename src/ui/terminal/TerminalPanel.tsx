import '@xterm/xterm/css/xterm.css';
import { Plus, Search } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import { Tabs } from '../parts/Tabs';
import { useKept } from '../useKept';
import { useActions, usePlayground } from '../usePlayground';
import { Hosts } from './Hosts';
import { SearchBar } from './SearchBar';
import type { TerminalHost } from './TerminalHost';
import styles from './TerminalPanel.module.css';
import { useTerminalSettings } from './useTerminalSettings';

/** The terminals, as tabs. */
export function TerminalPanel({ switcher }: { readonly switcher?: ReactNode }) {
  const { t } = useText();
  const actions = useActions();
  const terminals = usePlayground((state) => state.terminals);
  const active = usePlayground((state) => state.activeTerminal);
  const [searching, setSearching] = useState(false);
  const hosts = useKept('terminals', () => new Hosts(actions));
  const host = terminals.some(({ id }) => id === active) ? hosts.get(active) : undefined;

  return (
    <>
      <Tabs
        label={t.terminal.tabs}
        active={String(active)}
        onSelect={(id) => actions.activateTerminal(Number(id))}
        lead={switcher}
        tabs={terminals.map(({ id }, index) => ({
          id: String(id),
          label: fill(t.terminal.label, { number: index + 1 }),
          controls: 'terminal-view',
          ...(terminals.length > 1
            ? { close: { label: fill(t.terminal.close, { number: index + 1 }), run: () => actions.closeTerminal(id) } }
            : {}),
        }))}
      >
        <IconButton
          label={t.terminal.add}
          onClick={() => {
            actions.openTerminal();
          }}
        >
          <Plus size={15} />
        </IconButton>
        <span className={styles.space} />
        <IconButton label={t.terminal.search} aria-pressed={searching} onClick={() => setSearching(!searching)}>
          <Search size={14} />
        </IconButton>
      </Tabs>
      {searching && host !== undefined && <SearchBar host={host} onClose={() => setSearching(false)} />}
      <div className={styles.view} id="terminal-view" role="tabpanel" aria-labelledby="terminal-view-tab">
        {host !== undefined && (
          <View
            key={active}
            host={host}
            number={terminals.findIndex(({ id }) => id === active) + 1}
            onSearch={() => setSearching(true)}
          />
        )}
      </div>
    </>
  );
}

interface ViewProps {
  readonly host: TerminalHost;
  readonly number: number;
  readonly onSearch: () => void;
}

function View({ host, number, onSearch }: ViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const settings = useTerminalSettings(number);

  useEffect(() => {
    if (place.current !== null) return host.attach(place.current);
    return undefined;
  }, [host]);

  useEffect(() => {
    host.onSearch = onSearch;
  }, [host, onSearch]);

  useEffect(() => host.configure(settings), [host, settings]);

  // xterm listens for clicks on its own; the frame around it gives the focus to it too.
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the terminal itself takes the keyboard.
    <div ref={place} className={styles.terminal} onMouseUp={() => !host.terminal.hasSelection() && host.focus()} />
  );
}
