/** Finds lessons, their steps and words of the glossary. Pure. */
import { areInitials, initialsOf, lettersOf } from '../../../base/letters';
import type { ChapterSummary, Glossary, Headings, Language } from '../../../store';
import { writeFragment } from '../../fragment';

export type Group = 'lessons' | 'steps' | 'terms';

export interface Found {
  readonly group: Group;
  readonly id: string;
  readonly title: string;
  /** What stands below the title: the lesson's summary, the step's lesson, the term's meaning. */
  readonly detail: string;
  /** Of a step, counted from 1. */
  readonly step?: number;
  readonly href: string;
}

export interface Course {
  readonly chapters: readonly ChapterSummary[];
  readonly glossary: Glossary;
  /** Undefined while they are on their way. */
  readonly headings: Headings | undefined;
}

/** One thing that can be found, with its texts and how much each of them counts. */
interface Entry {
  readonly found: Found;
  readonly texts: readonly { readonly letters: string; readonly initials: string; readonly weight: number }[];
}

const MOST: Readonly<Record<Group, number>> = { lessons: 5, steps: 4, terms: 4 };

export type Index = readonly Entry[];

/** Prepares the course in one language for being searched. */
export function indexCourse({ chapters, glossary, headings }: Course, language: Language): Index {
  const lessons = chapters.flatMap((chapter) => chapter.lessons.map((lesson) => ({ lesson, chapter })));
  return [
    ...lessons.map(({ lesson, chapter }) =>
      entry(
        {
          group: 'lessons',
          id: lesson.id,
          title: lesson.title[language],
          detail: lesson.summary[language],
          href: writeFragment({ lesson: lesson.id }),
        },
        [
          [lesson.title[language], 6],
          [lesson.summary[language], 2],
          [chapter.title[language], 2],
          [lesson.id, 1],
        ],
      ),
    ),
    ...lessons.flatMap(({ lesson }) =>
      (headings?.[lesson.id] ?? []).map((title, at) =>
        entry(
          {
            group: 'steps',
            id: `${lesson.id} ${at}`,
            title,
            detail: lesson.title[language],
            step: at + 1,
            href: writeFragment({ lesson: lesson.id, step: at + 1 }),
          },
          [[title, 4]],
        ),
      ),
    ),
    ...Object.entries(glossary).map(([id, words]) => {
      const other = words[language === 'ko' ? 'en' : 'ko'];
      const { term, text } = words[language];
      return entry({ group: 'terms', id, title: term, detail: text, href: writeFragment({ glossary: id }) }, [
        [term, 6],
        [other.term, 5],
        [text, 1],
      ]);
    }),
  ];
}

/** The best of each group, groups in a fixed order. Every word of the query must be there, as far as it is typed. */
export function findInCourse(index: Index, query: string): readonly Found[] {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const scored = index
    .map(({ found, texts }) => ({ found, score: scoreOf(texts, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
  return (['lessons', 'steps', 'terms'] as const).flatMap((group) =>
    scored
      .filter(({ found }) => found.group === group)
      .slice(0, MOST[group])
      .map(({ found }) => found),
  );
}

function entry(found: Found, texts: readonly (readonly [text: string, weight: number])[]): Entry {
  return {
    found,
    texts: texts.map(([text, weight]) => ({ letters: lettersOf(text), initials: initialsOf(text), weight })),
  };
}

/** Nought when a word is missing; more for weightier texts, for beginnings of words, for whole texts. */
function scoreOf(texts: Entry['texts'], words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const asInitials = areInitials(word);
    const wanted = asInitials ? initialsOf(word) : lettersOf(word);
    const scores = texts.map(
      ({ letters, initials, weight }) => weight * closeness(asInitials ? initials : letters, wanted),
    );
    const best = Math.max(...scores);
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

function closeness(text: string, wanted: string): number {
  const at = text.indexOf(wanted);
  if (at < 0) return 0;
  if (text === wanted) return 4;
  if (at === 0) return 3;
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && !text.includes(` ${wanted}`) ? 1 : 2;
}
