export {
  type Example,
  type Headings,
  type Illustrations,
  loadExamples,
  loadHeadings,
  loadIllustrations,
  type Picture,
  type Shape,
} from './courseParts';
export { createPlayground } from './playground';
export type {
  ChapterSummary,
  EditSession,
  Glossary,
  Language,
  LessonSummary,
  ModelView,
  Playground,
  PlaygroundActions,
  PlaygroundState,
  Preferences,
} from './playgroundState';
