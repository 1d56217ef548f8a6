import { memo } from 'react';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import type { Point, Rect } from '../graph/geometry';
import styles from './Activity.module.css';
import type { BuildStepView } from './activity';
import { useActivity } from './useActivity';

/** As many steps as have room; the newest stay. */
const SHOWN = 4;

/** The build that is going on: each step, whether it came from the cache, and which one runs. */
export const BuildPanel = memo(function BuildPanel({ rect, origin }: { readonly rect: Rect; readonly origin: Point }) {
  const { t } = useText();
  const { build } = useActivity();
  if (build === undefined) return null;
  const tag = build.tag === '' ? t.docker.unnamed : build.tag;
  const title = build.failed ? t.docker.buildFailed : build.ended === undefined ? t.docker.building : t.docker.built;
  return (
    <section
      className={styles.build}
      data-failed={build.failed || undefined}
      data-ended={build.ended !== undefined || undefined}
      aria-label={fill(title, { tag })}
      style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, maxHeight: rect.height }}
    >
      <p className={styles.title}>{fill(title, { tag })}</p>
      <ol>
        {build.steps.slice(-SHOWN).map((step) => (
          <Step key={step.key} step={step} roomy={rect.width > 140} />
        ))}
      </ol>
    </section>
  );
});

function Step({ step, roomy }: { readonly step: BuildStepView; readonly roomy: boolean }) {
  const { t } = useText();
  const { text, state } = step;
  return (
    <li className={styles.step} data-state={state} title={`${text} · ${t.docker.step[state]}`}>
      <svg width="9" height="9" viewBox="0 0 9 9" fill="none" aria-hidden="true">
        {MARKS[state]}
      </svg>
      <code>{text.replace(/^\[[^\]]*\] /, '').replace('docker.io/library/', '')}</code>
      {roomy && state === 'cached' && <small>{t.docker.step.cached}</small>}
    </li>
  );
}

const MARKS = {
  cached: <path d="M1.500 4.500h6" stroke="currentColor" strokeWidth="1.600" strokeLinecap="round" />,
  running: <circle cx="4.500" cy="4.500" r="3" stroke="currentColor" strokeWidth="1.600" strokeDasharray="10 5" />,
  done: <path d="M1.500 5l2 2 4-5" stroke="currentColor" strokeWidth="1.600" strokeLinecap="round" />,
  failed: <path d="M2 2l5 5m0-5l-5 5" stroke="currentColor" strokeWidth="1.600" strokeLinecap="round" />,
};
