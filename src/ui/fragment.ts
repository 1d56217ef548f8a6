/** What a link to the page says after its `#`; browsers never send that part to a server. */
import type { Language } from '../store';

export interface Place {
  /** The lesson that is on. */
  readonly lesson?: string;
  /** Counted from one, as the page shows it. */
  readonly step?: number;
  /** The cluster profile of a free playground. */
  readonly world?: string;
  readonly language?: Language;
}

export function readFragment(fragment: string): Place {
  const values = new URLSearchParams(fragment.replace(/^#/, ''));
  const lesson = values.get('lesson');
  const world = values.get('world');
  const language = values.get('language');
  const step = Number(values.get('step'));
  return {
    ...(lesson ? { lesson } : {}),
    ...(lesson && Number.isInteger(step) && step > 0 ? { step } : {}),
    ...(world && !lesson ? { world } : {}),
    ...(language === 'en' || language === 'ko' ? { language } : {}),
  };
}

/** `#lesson=first-app%2F01-run-a-pod&step=2`, or '' for the start page. */
export function writeFragment({ lesson, step, world }: Place): string {
  if (lesson !== undefined) return `#${new URLSearchParams({ lesson, ...(step ? { step: String(step) } : {}) })}`;
  return world === undefined ? '' : `#${new URLSearchParams({ world })}`;
}
