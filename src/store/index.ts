export { createPlayground, type PlaygroundOptions } from './playground';
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
  Selection,
} from './playgroundState';
