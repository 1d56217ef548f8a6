import { Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { areInitials, initialsOf, lettersOf } from '../../base/letters';
import type { Glossary, Language } from '../../store';
import { fill, fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import { useIllustrations } from '../useIllustrations';
import { usePlayground } from '../usePlayground';
import { FeaturedTerm } from './FeaturedTerm';
import styles from './GlossaryPage.module.css';
import { TermCard } from './TermCard';

/** Every word that the lessons explain, with its picture; one of them in front when a link asks for it. */
export function GlossaryPage({ term }: { readonly term: string | undefined }) {
  const { t, language } = useText();
  const glossary = usePlayground((state) => state.glossary);
  const illustrations = useIllustrations();
  const [filter, setFilter] = useState('');
  const page = useRef<HTMLElement>(null);
  const shown = useMemo(() => filterTerms(glossary, language, filter), [glossary, language, filter]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another word begins at the top of the page.
  useEffect(() => {
    page.current?.scrollTo({ top: 0 });
  }, [term]);
  return (
    <main ref={page} className={styles.page}>
      <div className={styles.inner}>
        <div className={styles.head}>
          <div>
            <h1 className={styles.title}>{t.glossary.title}</h1>
            <p className={styles.lead}>{fillCount(language, t.glossary.lead, Object.keys(glossary).length)}</p>
          </div>
          <label className={styles.filter}>
            <Search size={16} aria-hidden="true" />
            <span className="visually-hidden">{t.glossary.filter}</span>
            <input
              type="search"
              value={filter}
              placeholder={t.glossary.filter}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setFilter(event.target.value)}
            />
          </label>
        </div>
        {term !== undefined && <FeaturedTerm id={term} illustrations={illustrations} />}
        <p role="status" className={shown.length === 0 ? styles.none : 'visually-hidden'}>
          {shown.length === 0
            ? fill(t.search.none, { words: filter.trim().slice(0, 60) })
            : fillCount(language, t.glossary.count, shown.length)}
        </p>
        <ul className={styles.terms}>
          {shown.map((id) => (
            <li key={id}>
              <TermCard id={id} current={id === term} picture={illustrations?.pictures[id]} />
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}

/** The ids of the words that fit, in the order of the language. */
function filterTerms(glossary: Glossary, language: Language, filter: string): readonly string[] {
  const wanted = filter.trim();
  const asInitials = areInitials(wanted);
  const letters = asInitials ? initialsOf(wanted) : lettersOf(wanted);
  const order = new Intl.Collator(language);
  return Object.entries(glossary)
    .filter(([, { en, ko }]) =>
      [en.term, ko.term, (language === 'ko' ? ko : en).text].some((text) =>
        (asInitials ? initialsOf(text) : lettersOf(text)).includes(letters),
      ),
    )
    .sort(([, one], [, other]) => order.compare(one[language].term, other[language].term))
    .map(([id]) => id);
}
