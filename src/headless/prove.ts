/** `headless prove`: proves the lessons and says which rows of the course they cover. */
import { type LessonDefinition, LessonRun, type Proof, type ProverTools, proveLesson, setUpLesson } from '../course';
import { createWorld, findProfile } from '../engine';
import { LaptopShell, prepareHome, programs } from '../shell';
import '../shell/late/all';
import { readRows, unknownRows, writeCourseTable } from './courseTable';
import { type LessonFolder, type Lessons, readLessons } from './lessonFiles';
import { problemPlace } from './problemPlace';
import { quickJsModule } from './quickJsModule';
import { refusal } from './refusal';
import { wordsFor } from './wordsFor';

const ROOT = 'lessons';
const START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** A world that has a lesson's set-up, and a learner's shell in it. */
export function openLesson(lesson: LessonDefinition, seed: number) {
  const profile = findProfile(lesson.profile);
  if (profile === undefined) throw new Error(`lesson ${lesson.id}: there is no cluster profile ${lesson.profile}`);
  const world = createWorld({ profile, seed, start: START, programs, wordsFor, javascript: quickJsModule() });
  prepareHome(world.laptop, profile);
  setUpLesson(world, lesson, () => new LaptopShell(world));
  const run = new LessonRun(world, lesson);
  const shell = new LaptopShell(world);
  world.clock.settle();
  return {
    world,
    run,
    command(text: string) {
      const result = shell.run(text, { timeout: 120_000 });
      world.clock.settle();
      run.look();
      return result;
    },
  };
}

/** Gives a function that proves a lesson; `solved` hears of it when its solutions have been played. */
export function lessonProver(
  solved: NonNullable<ProverTools['solved']> = () => undefined,
): (lesson: Pick<LessonFolder, 'definition' | 'texts'>) => Proof {
  const tools: ProverTools = { open: openLesson, refuse: refusal(ask()), solved };
  return ({ definition, texts }) => proveLesson(definition, texts, tools);
}

/** Proves all lessons, or those named, of a folder. `told` hears of each as soon as it is proved, `solved` earlier. */
export function proveLessons(
  root: string,
  names: readonly string[],
  told: (proof: Proof, folder: string) => void = () => undefined,
  solved?: ProverTools['solved'],
): { readonly lessons: Lessons; readonly proofs: readonly Proof[] } {
  const lessons = readLessons(root);
  const chosen =
    names.length === 0 ? lessons.lessons : lessons.lessons.filter(({ definition }) => names.includes(definition.id));
  const proveOne = lessonProver(solved);
  const proofs = chosen.map((lesson) => {
    const proof = proveOne(lesson);
    told(proof, lesson.folder);
    return proof;
  });
  return { lessons, proofs };
}

/** Runs commands, which may not need a cluster, without a lesson: in a world that is made when the first one comes. */
function ask(): (command: string) => { readonly exit: number; readonly stdout: string } {
  let ground: ReturnType<typeof openLesson> | undefined;
  return (command) => {
    const setUp = { files: {}, commands: [], knobs: {} };
    ground ??= openLesson({ id: 'probe', rows: [], minutes: 0, profile: 'docker', setUp, steps: [] }, 1);
    return ground.command(command);
  };
}

/** Proves the lessons named, or all; `--table` writes the tables of rows and chapters into the lessons' README instead. */
export function prove(words: readonly string[]): void {
  if (words.includes('--table')) {
    writeCourseTable(ROOT);
    return;
  }
  const print = (text: string) => process.stdout.write(`${text}\n`);
  // whoever writes a lesson wants to know the most important thing soon
  const solved: ProverTools['solved'] = ({ id }, { length }) =>
    words.length > 0 && length === 0 && print(`solved ${id}: by its own solutions; now for what must not solve it`);
  const { lessons, proofs } = proveLessons(ROOT, words, (proof, folder) => print(tellProof(proof, folder)), solved);
  const errors = [...lessons.errors, ...unknownRows(lessons, readRows(ROOT))];
  for (const { file, line, message } of errors) print(`${file}:${line}: ${message}`);
  for (const name of words)
    if (!proofs.some(({ lesson }) => lesson === name)) print(`there is no lesson ${name} that can be read`);
  if (proofs.length > 0) tellSums(lessons, proofs, print);
  const failed = errors.length > 0 || proofs.some(({ problems }) => problems.length > 0) || proofs.length === 0;
  process.exitCode = failed ? 1 : 0;
}

function tellSums(lessons: Lessons, proofs: readonly Proof[], print: (text: string) => void): void {
  for (const { id, lessons: inside } of lessons.chapters) {
    const proved = proofs.filter((proof) => inside.some((lesson) => lesson.id === proof.lesson));
    if (proved.length > 1) print(`chapter ${id}: ${summary(proved)}`);
  }
  print(`in all: ${summary(proofs)}`);
}

function tellProof({ lesson, steps, problems, attempts, rejected, accepted }: Proof, folder: string): string {
  const share = attempts === 0 ? '' : `, ${rejected} of ${attempts} derived wrong attempts rejected`;
  return [
    `${problems.length === 0 ? 'proved' : 'WRONG '} ${lesson}: ${steps} steps${share}`,
    ...problems.map((problem) => `${problemPlace(problem, ROOT, folder)}: ${problem}`),
    ...accepted.map((attempt) => `  accepted although derived as wrong: ${attempt}`),
  ].join('\n');
}

/** Lessons, steps, rows, and how many of the wrong attempts that were derived from the solutions were rejected. */
function summary(proofs: readonly Proof[]): string {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const rows = [...new Set(proofs.flatMap((proof) => proof.rows))].sort();
  const attempts = sum(proofs.map((proof) => proof.attempts));
  const rejected = sum(proofs.map((proof) => proof.rejected));
  const share = attempts === 0 ? '' : ` (${((100 * rejected) / attempts).toFixed(1)} %)`;
  const counted = `${proofs.length} lessons, ${sum(proofs.map(({ steps }) => steps))} steps, rows ${rows.join(' ')}`;
  return `${counted}; ${rejected} of ${attempts} derived wrong attempts rejected${share}`;
}
