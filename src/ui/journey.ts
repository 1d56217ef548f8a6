/** The learner's way through the course: what is done, what comes next, how long it will take. Pure. */
import type { ChapterSummary, LessonSummary, PlaygroundState } from '../store';

export type Standing = 'done' | 'begun' | 'ahead';

/** What is remembered of the way so far. */
export type Travelled = Pick<PlaygroundState, 'finished' | 'visits'>;

export function lessonsOf(chapters: readonly ChapterSummary[]): readonly LessonSummary[] {
  return chapters.flatMap((chapter) => chapter.lessons);
}

/** A lesson counts as begun once something in it was done or a later step was looked at. */
export function standingOf({ id }: LessonSummary, { finished, visits }: Travelled): Standing {
  if (finished[id] === true) return 'done';
  const visit = visits[id];
  return visit !== undefined && (visit.done > 0 || visit.step > 0) ? 'begun' : 'ahead';
}

/** How much of a lesson is done, from 0 to 1. */
export function shareDone({ id, steps }: LessonSummary, { finished, visits }: Travelled): number {
  if (finished[id] === true) return 1;
  return Math.min(1, (visits[id]?.done ?? 0) / Math.max(1, steps));
}

/** How long the rest of these lessons takes, in minutes, if all steps of a lesson take the same. */
export function minutesLeft(lessons: readonly LessonSummary[], travelled: Travelled): number {
  return Math.round(lessons.reduce((sum, lesson) => sum + lesson.minutes * (1 - shareDone(lesson, travelled)), 0));
}

/** How much of some lessons is done, from 0 to 1, long ones counting more. */
export function shareOfAll(lessons: readonly LessonSummary[], travelled: Travelled): number {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const done = lessons.reduce((sum, lesson) => sum + lesson.minutes * shareDone(lesson, travelled), 0);
  return minutes === 0 ? 0 : done / minutes;
}

export function countDone(lessons: readonly LessonSummary[], { finished }: Travelled): number {
  return lessons.filter(({ id }) => finished[id] === true).length;
}

/** The lesson to go on with: the last one while it is not finished, else the first after it that is not, else the first of all. */
export function whereNext(
  chapters: readonly ChapterSummary[],
  last: string | undefined,
  travelled: Travelled,
): LessonSummary | undefined {
  const lessons = lessonsOf(chapters);
  const at = Math.max(
    0,
    lessons.findIndex(({ id }) => id === last),
  );
  return [...lessons.slice(at), ...lessons.slice(0, at)].find(({ id }) => travelled.finished[id] !== true);
}

export interface Spot {
  /** Counted from one, as the page shows it. */
  readonly number: number;
  readonly chapter: ChapterSummary;
  readonly lesson: LessonSummary;
  readonly previous: LessonSummary | undefined;
  readonly next: LessonSummary | undefined;
}

/** Where a lesson stands in the course; its neighbours may be of other chapters. */
export function findSpot(chapters: readonly ChapterSummary[], id: string | undefined): Spot | undefined {
  const index = chapters.findIndex((chapter) => chapter.lessons.some((lesson) => lesson.id === id));
  const chapter = chapters[index];
  const lessons = lessonsOf(chapters);
  const at = lessons.findIndex((lesson) => lesson.id === id);
  const lesson = lessons[at];
  if (chapter === undefined || lesson === undefined) return undefined;
  return { number: index + 1, chapter, lesson, previous: lessons[at - 1], next: lessons[at + 1] };
}
