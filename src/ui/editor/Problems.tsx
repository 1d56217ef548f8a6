import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { fill, fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import type { Problem } from './EditorHost';
import styles from './Problems.module.css';

interface ProblemsProps {
  readonly problems: readonly Problem[];
  readonly onChoose: (problem: Problem) => void;
}

/** A line that says how many problems the file has; opened, it lists them, and each leads to its place. */
export function Problems({ problems, onChoose }: ProblemsProps) {
  const { t, language } = useText();
  const [open, setOpen] = useState(false);
  const none = problems.length === 0;
  return (
    <section className={styles.problems} aria-label={t.editor.problemsLabel}>
      <button
        type="button"
        className={styles.line}
        disabled={none}
        aria-expanded={open && !none}
        onClick={() => setOpen(!open)}
      >
        {none ? <CircleCheck size={13} /> : <CircleAlert size={13} className={styles.alert} />}
        <span role="status">
          {none ? t.editor.noProblems : fillCount(language, t.editor.problems, problems.length)}
        </span>
        {!open && problems[0] !== undefined && (
          <span className={styles.first}>
            {fill(t.editor.goToLine, { line: problems[0].line, message: problems[0].message })}
          </span>
        )}
      </button>
      {open && !none && (
        <ul className={styles.list}>
          {problems.map((problem) => (
            <li key={`${problem.line}:${problem.column}:${problem.message}`}>
              <button type="button" onClick={() => onChoose(problem)}>
                <b>{fill(t.editor.line, { line: problem.line })}</b> {problem.message}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
