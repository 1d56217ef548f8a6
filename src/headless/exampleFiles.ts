/** Reads the ready-made examples: a folder each, with a description and the files that it puts into the home directory. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExampleDefinition, type LessonError, parseExample } from '../course';

const DESCRIPTION = 'example.yaml';

/** Reads all examples below the lessons' folder. Those with errors are left out and told. */
export function readExamples(root: string, errors: LessonError[]): readonly ExampleDefinition[] {
  const folder = join(root, 'examples');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const file = `lessons/examples/${name}/${DESCRIPTION}`;
      const own = join(folder, name);
      if (!existsSync(join(own, DESCRIPTION))) {
        errors.push({ file, line: 1, message: 'the file is missing' });
        return [];
      }
      const files = Object.fromEntries(
        readdirSync(own)
          .filter((one) => one !== DESCRIPTION)
          .map((one) => [one, readFileSync(join(own, one), 'utf8')]),
      );
      const id = name.replace(/^\d+-/, '');
      const example = parseExample(id, readFileSync(join(own, DESCRIPTION), 'utf8'), files, file);
      if (example.ok) return [example.value];
      errors.push(...example.error);
      return [];
    });
}
