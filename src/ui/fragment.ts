/** What a link to the page says after its `#`; browsers never send that part to a server. */
import type { Language } from '../store';

export interface Place {
  /** The lesson that is on. */
  readonly lesson?: string;
  /** Counted from one, as the page shows it. */
  readonly step?: number;
  /** The cluster profile of a free playground. */
  readonly world?: string;
  /** The glossary: a word in it, or '' for all of it. */
  readonly glossary?: string;
  /** A chapter on the start page. */
  readonly chapter?: string;
  readonly language?: Language;
  /** What stands there instead of all these. */
  readonly nonsense?: string;
}

/** The start page, for links. */
export const START_PAGE = '#';

export function readFragment(fragment: string): Place {
  const text = fragment.replace(/^#/, '');
  const values = new URLSearchParams(text);
  const language = values.get('language');
  const place = readPlace(values, text);
  return language === 'en' || language === 'ko' ? { ...place, language } : place;
}

/** What stands further up wins. */
function readPlace(values: URLSearchParams, text: string): Place {
  const lesson = values.get('lesson');
  if (lesson) {
    const step = Number(values.get('step'));
    return { lesson, ...(Number.isInteger(step) && step > 0 ? { step } : {}) };
  }
  const world = values.get('world');
  if (world) return { world };
  const glossary = values.get('glossary');
  if (glossary !== null) return { glossary };
  const chapter = values.get('chapter');
  if (chapter) return { chapter };
  return text === '' || values.has('language') ? {} : { nonsense: text };
}

/** `#lesson=first-app%2F01-run-a-pod&step=2`, or '' for the start page. */
export function writeFragment({ lesson, step, world, glossary, chapter }: Place): string {
  if (lesson !== undefined) return `#${new URLSearchParams({ lesson, ...(step ? { step: String(step) } : {}) })}`;
  if (world !== undefined) return `#${new URLSearchParams({ world })}`;
  if (glossary !== undefined) return glossary === '' ? '#glossary' : `#${new URLSearchParams({ glossary })}`;
  return chapter === undefined ? '' : `#${new URLSearchParams({ chapter })}`;
}
