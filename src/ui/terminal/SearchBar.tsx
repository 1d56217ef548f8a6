import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import styles from './SearchBar.module.css';
import type { TerminalHost } from './TerminalHost';

/** Finds text in what the terminal has printed. Enter goes up through the matches, Shift-Enter down, Escape closes. */
export function SearchBar({ host, onClose }: { readonly host: TerminalHost; readonly onClose: () => void }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [found, setFound] = useState(true);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => input.current?.focus(), []);

  function close() {
    host.clearSearch();
    onClose();
    host.focus();
  }
  async function look(direction: 'up' | 'down', what: string) {
    setFound(await host.find(direction, what));
  }
  function press(event: KeyboardEvent) {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) void look(event.shiftKey ? 'down' : 'up', text);
  }

  return (
    <search className={styles.bar}>
      <input
        ref={input}
        type="search"
        value={text}
        placeholder={t.terminal.searchPlaceholder}
        aria-label={t.terminal.search}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.target.value);
          void look('up', event.target.value);
        }}
      />
      <span role="status" className={styles.status}>
        {found ? '' : t.terminal.noMatch}
      </span>
      <IconButton label={t.terminal.searchPrevious} onClick={() => void look('up', text)}>
        <ArrowUp size={15} />
      </IconButton>
      <IconButton label={t.terminal.searchNext} onClick={() => void look('down', text)}>
        <ArrowDown size={15} />
      </IconButton>
      <IconButton label={t.terminal.searchClose} onClick={close}>
        <X size={15} />
      </IconButton>
    </search>
  );
}
