import { Search, X } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type Headings, loadHeadings } from '../../../store';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { usePlayground } from '../../usePlayground';
import { type Found, findInCourse, indexCourse } from './findInCourse';
import styles from './SearchBox.module.css';
import { SearchResults } from './SearchResults';

/** Searches lessons, steps and terms in the current language. `/` comes here, arrows choose, Enter goes there. */
export function SearchBox() {
  const { t, language } = useText();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const found = useFound(query, open);
  const showing = open && query.trim() !== '';
  const current = Math.min(chosen, found.length - 1);
  useSlash(input);

  function goTo({ href }: Found) {
    setOpen(false);
    location.hash = href;
  }
  function press(event: KeyboardEvent) {
    // a syllable that is being composed takes these keys for itself
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      if (query === '') input.current?.blur();
      setQuery('');
      return;
    }
    const target = found[current];
    if (event.key === 'Enter' && showing && target !== undefined) goTo(target);
    else if (event.key === 'ArrowDown') setChosen((current + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setChosen((current - 1 + found.length) % Math.max(1, found.length));
    else return;
    setOpen(true);
    event.preventDefault();
  }
  function leave(event: FocusEvent) {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  }
  return (
    <search className={styles.search} onBlur={leave}>
      <Search size={17} className={styles.icon} aria-hidden="true" />
      <input
        ref={input}
        type="text"
        role="combobox"
        className={styles.input}
        value={query}
        placeholder={t.search.placeholder}
        aria-label={t.search.label}
        aria-keyshortcuts="/"
        aria-autocomplete="list"
        aria-expanded={showing}
        aria-controls={list}
        aria-activedescendant={showing && found.length > 0 ? `${list}-${current}` : undefined}
        autoComplete="off"
        spellCheck={false}
        onFocus={() => setOpen(true)}
        onKeyDown={press}
        onChange={(event) => {
          setQuery(event.target.value);
          setOpen(true);
          setChosen(0);
        }}
      />
      {query === '' ? (
        <span className={styles.key} title={t.search.key} aria-hidden="true">
          /
        </span>
      ) : (
        <button
          type="button"
          className={styles.clear}
          aria-label={t.search.clear}
          onClick={() => {
            setQuery('');
            input.current?.focus();
          }}
        >
          <X size={15} />
        </button>
      )}
      <SearchResults id={list} found={showing ? found : []} current={current} onPoint={setChosen} onChoose={goTo} />
      {showing && found.length === 0 && (
        <p className={styles.none}>{fill(t.search.none, { words: query.trim().slice(0, 60) })}</p>
      )}
      <span role="status" className="visually-hidden">
        {showing ? fillCount(language, t.search.found, found.length) : ''}
      </span>
    </search>
  );
}

/** What fits the query; the steps' headings are fetched when the search is first opened. */
function useFound(query: string, open: boolean): readonly Found[] {
  const { language } = useText();
  const chapters = usePlayground((state) => state.chapters);
  const glossary = usePlayground((state) => state.glossary);
  const [headings, setHeadings] = useState<{ readonly language: string; readonly of: Headings }>();
  useEffect(() => {
    if (!open || headings?.language === language) return;
    let stale = false;
    // without them lessons and terms are still found
    loadHeadings(language).then(
      (of) => !stale && setHeadings({ language, of }),
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, [open, language, headings]);
  const index = useMemo(() => {
    const known = headings?.language === language ? headings.of : undefined;
    return open ? indexCourse({ chapters, glossary, headings: known }, language) : [];
  }, [open, chapters, glossary, headings, language]);
  return useMemo(() => findInCourse(index, query), [index, query]);
}

/** `/` moves the focus into the search box, unless something else is being written into. */
function useSlash(input: { readonly current: HTMLInputElement | null }) {
  useEffect(() => {
    function press(event: globalThis.KeyboardEvent) {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = document.activeElement;
      if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at?.closest('dialog')) return;
      event.preventDefault();
      input.current?.focus();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [input]);
}
