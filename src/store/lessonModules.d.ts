/** What the build makes of the lessons' folder. */
declare module 'virtual:lessons/chapters' {
  export const chapters: readonly import('./playgroundState').ChapterSummary[];
}
declare module 'virtual:lessons/definitions' {
  export const lessonDefinitions: Readonly<
    Record<string, () => Promise<{ definition: import('../course').LessonDefinition }>>
  >;
}
declare module 'virtual:lessons/headings/en' {
  export const headings: import('./courseParts').Headings;
}
declare module 'virtual:lessons/headings/ko' {
  export const headings: import('./courseParts').Headings;
}
declare module 'virtual:lessons/examples' {
  export const examples: readonly import('./courseParts').Example[];
}
declare module 'virtual:lessons/pictures' {
  export const pictures: import('./courseParts').Illustrations['pictures'];
  export const explained: import('./courseParts').Illustrations['explained'];
}
declare module 'virtual:lessons/glossary' {
  export const glossary: import('./playgroundState').Glossary;
}
declare module 'virtual:lessons/texts' {
  export const lessonTexts: Readonly<Record<string, () => Promise<{ text: import('../course').LessonText }>>>;
}
declare const __BUILD__: string;
