import { BookOpen, GraduationCap, Milestone } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import type { Found, Group } from './findInCourse';
import styles from './SearchResults.module.css';

interface SearchResultsProps {
  readonly id: string;
  readonly found: readonly Found[];
  readonly current: number;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (found: Found) => void;
}

const ICONS = { lessons: GraduationCap, steps: Milestone, terms: BookOpen } as const;

/** The list below the search box, in groups; the focus stays in the box. */
export function SearchResults({ id, found, current, onPoint, onChoose }: SearchResultsProps) {
  const { t } = useText();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const groups = (['lessons', 'steps', 'terms'] as const).filter((group) => found.some((one) => one.group === group));
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t.search.label}
      className={styles.list}
      hidden={groups.length === 0}
    >
      {groups.map((group: Group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a list box.
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <p id={`${id}-${group}`} className={styles.group} role="presentation">
            {t.search[group]}
          </p>
          {found.map((one, index) => {
            if (one.group !== group) return null;
            const Icon = ICONS[group];
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys go to the box, which holds the focus.
              // biome-ignore lint/a11y/useFocusableInteractive: the box says which option is the active one.
              <div
                key={one.id}
                id={`${id}-${index}`}
                role="option"
                data-at={index}
                aria-selected={index === current}
                className={styles.option}
                onPointerMove={() => index !== current && onPoint(index)}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => onChoose(one)}
              >
                <Icon size={16} aria-hidden="true" />
                <span>
                  <b>{one.title}</b>
                  <span>
                    {one.step === undefined
                      ? one.detail
                      : fill(t.search.step, { lesson: one.detail, number: one.step })}
                  </span>
                </span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
