/**
 * What the worker fetches only for worlds that need it: lessons, and sets of the laptop's tools. A tool that nobody
 * foresaw comes when it is run; the world stands still until then.
 */
import { lessonDefinitions } from 'virtual:lessons/definitions';
import type { LessonDefinition } from '../course/lesson';
import { lateTools, type ToolName, type Tools } from '../shell';
import type { PageMessage, RecordedInput, StartOptions } from './messages';

const toolSets = {
  cluster: () => import('../shell/late/cluster'),
  docker: () => import('../shell/late/docker'),
  nodes: () => import('../shell/late/nodes'),
  others: () => import('../shell/late/others'),
} as const;

type ToolSet = keyof typeof toolSets;

const setOf: Readonly<Record<ToolName, ToolSet>> = {
  kubectl: 'cluster',
  docker: 'docker',
  minikube: 'nodes',
  ssh: 'nodes',
  k9s: 'others',
  cloud: 'others',
};

/** What is surely used in a world, by the name of its profile. */
const FORESEEN: Readonly<Record<string, readonly ToolSet[]>> = {
  docker: ['docker'],
  minikube: ['cluster', 'nodes'],
};
const ALL = Object.keys(toolSets) as ToolSet[];

const fetched = new Map<ToolSet, Promise<void>>();
const lessons: Record<string, LessonDefinition> = {};

/** The lessons that have come. */
export const fetchedLessons: Readonly<Record<string, LessonDefinition>> = lessons;

/** Fetches a set of tools, once. What could not be fetched is tried again by who wants it next. */
function fetchTools(set: ToolSet): Promise<void> {
  const before = fetched.get(set);
  if (before !== undefined) return before;
  const coming = toolSets[set]().then(
    ({ tools }: { readonly tools: Tools }) => lateTools.provide(tools),
    () => void fetched.delete(set),
  );
  fetched.set(set, coming);
  return coming;
}

async function fetchLesson(id: string): Promise<void> {
  const load = lessonDefinitions[id];
  if (load === undefined) return;
  const { definition } = await load();
  lessons[id] = definition;
  // set-ups and checks run commands by themselves: what they name has to be there before
  const text = JSON.stringify(definition);
  const named = (Object.keys(setOf) as ToolName[]).filter((tool) => new RegExp(`\\b${tool}\\b`, 'u').test(text));
  await Promise.all(named.map((tool) => fetchTools(setOf[tool])));
}

/** Begins to fetch what a message needs; undefined when that is nothing. */
export function neededFor(message: PageMessage): Promise<unknown> | undefined {
  if (message.kind === 'start') return neededToStart(message.options);
  if (message.kind !== 'input' || message.input.kind !== 'lesson') return undefined;
  const { lesson } = message.input;
  return lesson === undefined || Object.hasOwn(lessons, lesson)
    ? undefined
    : fetchLesson(lesson).catch(() => undefined);
}

/** A world that is replayed has everything from the beginning: what its inputs say is run at once. */
function neededToStart({ profile, inputs }: StartOptions): Promise<unknown> {
  const sets = inputs.length > 0 ? ALL : (FORESEEN[profile] ?? ['cluster']);
  return Promise.all([...sets.map(fetchTools), ...inputs.map(lessonOf)]);
}

async function lessonOf({ input }: RecordedInput): Promise<void> {
  if (input.kind === 'lesson' && input.lesson !== undefined) await fetchLesson(input.lesson).catch(() => undefined);
}

/** Fetches tools that are run and have not come; `done` is called when the world goes on. */
export function fetchWantedTools(done: () => void): void {
  lateTools.onWanted((name) => {
    void fetchTools(setOf[name]).then(() => {
      // nobody waits any more where it has come
      lateTools.miss(name);
      done();
    });
  });
}
