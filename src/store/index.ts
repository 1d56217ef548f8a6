export { createPlayground } from './playground';
export type {
  ChapterSummary,
  EditSession,
  Glossary,
  Language,
  LessonSummary,
  Playground,
  PlaygroundActions,
  PlaygroundState,
  Preferences,
} from './playgroundState';
