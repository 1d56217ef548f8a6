import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { StepText } from '../../course/lessonText';
import type { StepProgress } from '../../course/progress';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import styles from './Hints.module.css';
import { Words } from './Words';

interface HintsProps {
  readonly text: StepText;
  readonly state: StepProgress;
}

/** The hints that are open, and the mistakes that the learner's world shows now. A new one comes into view. */
export function Hints({ text, state }: HintsProps) {
  const { t } = useText();
  const end = useRef<HTMLDivElement>(null);
  const mistakes = state.done ? [] : state.mistakes.filter((id) => text.mistakes[id] !== undefined);
  const open = text.hints.slice(0, state.hints);
  const count = open.length + mistakes.length;
  const before = useRef(count);

  useEffect(() => {
    if (count > before.current) end.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    before.current = count;
  }, [count]);

  return (
    <section className={styles.hints} aria-label={t.lesson.hints} aria-live="polite" data-empty={count === 0}>
      {open.map((hint, at) => (
        <p key={hint} className={styles.hint}>
          <b>{fill(t.lesson.hintNumber, { number: at + 1 })}</b> <Words text={hint} />
        </p>
      ))}
      {mistakes.map((id) => (
        <p key={id} className={styles.mistake}>
          <TriangleAlert size={15} />
          <span>
            <b>{t.lesson.mistake}</b> <Words text={text.mistakes[id] ?? ''} />
          </span>
        </p>
      ))}
      <div ref={end} className={styles.end} />
    </section>
  );
}
