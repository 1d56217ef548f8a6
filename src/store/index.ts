export type {
  ChapterSummary,
  EditSession,
  Language,
  LessonSummary,
  Playground,
  PlaygroundActions,
  PlaygroundState,
  Preferences,
  Selection,
} from './playgroundState';
