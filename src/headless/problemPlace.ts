/** Where in a lesson's files a problem of its proof is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `folder/ko.md:12` for what a language says, else the line of the step in lesson.yaml, else its first one. */
export function problemPlace(problem: string, root: string, folder: string): string {
  const language = /^(\w\w): /.exec(problem)?.[1];
  const step = /\bstep ([\w-]+)/.exec(problem)?.[1];
  const file = language === undefined ? 'lesson.yaml' : `${language}.md`;
  const lines = readFileSync(join(root, folder, file), 'utf8').split('\n');
  const quoted = language === undefined ? undefined : /^\w\w: step [\w-]+: "(.*?)": /.exec(problem)?.[1];
  const start = lines.findIndex((line) => isHead(line, language, step));
  const at = quoted === undefined ? -1 : lines.findIndex((line, number) => number >= start && line === quoted);
  return `${root}/${folder}/${file}:${Math.max(start, at, 0) + 1}`;
}

function isHead(line: string, language: string | undefined, step: string | undefined): boolean {
  if (step === undefined) return false;
  return language === undefined
    ? new RegExp(`^ *- *\\{?id: *["']?${step}\\b`).test(line)
    : line.startsWith(`## ${step}:`);
}
