/** Files that a lesson's prose speaks of and that nothing makes: a name with a typing mistake. */
import type { LessonDefinition } from './lesson';
import type { LessonText } from './lessonText';

/** Tools whose operands are files of the home directory. */
const READERS = /^(?:k|kubectl|cat|vi|nano|less|head|tail|sed|grep|source|docker compose) /;
const FILE = /(?:^|[\s=])([\w~./-]+\.(?:ya?ml|txt|json|js))(?=\s|$)/g;
/** What a command writes: `> a.txt`, `2> a.txt`, `tee a.txt`, `cp a.yaml b.yaml`. */
const WRITES = /(?:>>? ?|\btee (?:-a )?|^(?:cp|mv|touch) .*?)([\w~./-]+)\s*(?=$|[|;&])/gm;

export interface MissingFile {
  readonly command: string;
  readonly file: string;
}

/** Names that `commands` of one step read though nothing in the whole lesson makes a file of that name. */
export function missingFiles(
  commands: readonly string[],
  lesson: LessonDefinition,
  text: LessonText,
): readonly MissingFile[] {
  const made = madeFiles(lesson, text);
  return commands.flatMap((command) =>
    namedFiles(command).flatMap((file) => (made.has(name(file)) ? [] : [{ command, file }])),
  );
}

/** The names of the files that the lesson brings, or that some command of it writes. */
function madeFiles({ setUp, steps }: LessonDefinition, text: LessonText): ReadonlySet<string> {
  const blocks = text.steps.flatMap((step) => step.blocks);
  const written = blocks.flatMap((block) => (block.kind === 'file' ? [block.path] : []));
  const typed = blocks.flatMap((block) => (block.kind === 'command' ? [block.text] : []));
  const moves = steps.flatMap(({ solutions }) => solutions.flat());
  const commands = [...setUp.commands, ...typed, ...moves.filter((move) => typeof move === 'string')];
  const outputs = commands.flatMap((command) => [...command.matchAll(WRITES)].map(([, file = '']) => file));
  return new Set([...Object.keys(setUp.files), ...written, ...outputs].map(name));
}

function namedFiles(command: string): readonly string[] {
  if (!READERS.test(command)) return [];
  // what stands after `--` is for a container, after a pipe for another program
  const [own = ''] = command.split(/ -- | [|;&]|>/);
  return [...own.matchAll(FILE)].map(([, file = '']) => file);
}

/** Without the way there: learners change directories. */
function name(path: string): string {
  return path.split('/').pop() ?? path;
}
