/** A learner's way through a lesson: watches the world, judges the conditions, keeps what was reached. */
import { equal } from '../base/equality';
import { deepFreeze } from '../base/freeze';
import type { World } from '../engine';
import type { ClusterObject } from '../kinds/object';
import type { CheckView } from './check';
import { checks } from './checks/registry';
import { machineOf } from './checks/shared';
import type { ConditionMark } from './goal';
import type { ConditionDefinition, LessonDefinition, StepDefinition } from './lesson';
import { looksAtMachines, viewWorld } from './lessonView';
import { ModelRun, type ModelView } from './models/modelRun';
import type { ModelMove, Move } from './models/moves';
import { models } from './models/registry';
import type { ConditionProgress, LessonProgress, StepProgress } from './progress';
import { Witness } from './witness';

/** Changes that come together are judged together, after this many milliseconds of cluster time. */
const CALM = 20;
/** Processes, control groups and containers' files tell nobody when they change: they are looked at so often. */
const LOOK = 250;

interface StepState {
  readonly reached: Set<string>;
  predicted: number | undefined;
  hints: number;
}

export class LessonRun {
  readonly definition: LessonDefinition;
  readonly #world: World;
  readonly #states: StepState[];
  readonly #witness: Witness;
  readonly #model: ModelRun | undefined;
  /** Objects of the kinds that are asked for, at the last look: by uid. */
  #known = new Map<string, ClusterObject>();
  #gone: ClusterObject[] = [];
  #current = 0;
  #pending = false;
  #stopped = false;
  #progress: LessonProgress;

  /** Begins at the first step, in a world that has the lesson's set-up. */
  constructor(world: World, definition: LessonDefinition) {
    this.#world = world;
    this.definition = definition;
    this.#states = definition.steps.map(() => ({ reached: new Set(), predicted: undefined, hints: 0 }));
    const model = definition.model === undefined ? undefined : models[definition.model];
    if (definition.model !== undefined && model !== undefined)
      this.#model = new ModelRun(definition.model, model, definition.setUp.knobs);
    this.#witness = new Witness(world, () => this.#look());
    if (looksAtMachines(definition)) this.#lookOften();
    this.#progress = this.#judge();
  }

  /** The same object as long as nothing has changed. */
  get progress(): LessonProgress {
    return this.#progress;
  }

  stop(): void {
    this.#stopped = true;
    this.#witness.stop();
  }

  /** Looks now, for those who don't wait until it is time. */
  look(): void {
    this.#update();
  }

  predict(step: number, option: number): void {
    const state = this.#states[step];
    if (state === undefined || state.predicted !== undefined) return;
    state.predicted = option;
    this.#update();
  }

  /** Opens the next hint of a step. */
  hint(step: number): void {
    const state = this.#states[step];
    if (state === undefined) return;
    state.hints++;
    this.#update();
  }

  /** The lesson's model as the page draws it; the same object as long as nothing has changed. */
  get model(): ModelView | undefined {
    return this.#model?.view;
  }

  /** Turns a knob of the lesson's model, or does something with it. */
  moveModel(move: ModelMove): void {
    this.#model?.move(move);
    this.#update();
  }

  /** Commands and moves of the step's first solution. */
  solution(step: number): readonly Move[] {
    return this.definition.steps[step]?.solutions[0] ?? [];
  }

  /** Looks again soon: many changes at once are one look. */
  #look(): void {
    if (this.#pending) return;
    this.#pending = true;
    this.#world.clock.after(CALM, () => this.#update());
  }

  #lookOften(): void {
    this.#world.clock.after(
      LOOK,
      () => {
        if (this.#stopped) return;
        this.#update();
        this.#lookOften();
      },
      { background: true },
    );
  }

  #update(): void {
    this.#pending = false;
    if (this.#stopped) return;
    const progress = this.#judge();
    if (!equal(progress, this.#progress)) this.#progress = deepFreeze(progress);
  }

  #judge(): LessonProgress {
    const { steps } = this.definition;
    const view = viewWorld(this.#world, this.#witness, this.#model?.facts, (kind) =>
      this.#gone.filter((object) => object.kind === kind),
    );
    this.#rememberGone(view);
    // one step may complete at once what the next one needs nothing more for: only the current one is judged anew
    const judged = steps.map((step, at) => this.#judgeStep(step, at, view));
    const done = judged[this.#current]?.done === true;
    if (done) {
      this.#current++;
      this.#witness.forget();
      this.#model?.beginStep();
      this.#gone = [];
      // the next step begins with what is there now
      this.#known = new Map();
      this.#rememberGone(view);
    }
    return {
      lesson: this.definition.id,
      steps: judged,
      current: this.#current,
      done: this.#current >= steps.length,
      goal: this.#marks(view),
    };
  }

  /** What the current step's conditions want of single things; one that was reached before and drifted asks no more. */
  #marks(view: CheckView): readonly ConditionMark[] {
    const step = this.definition.steps[this.#current];
    const reached = this.#states[this.#current]?.reached;
    return (step?.conditions ?? []).flatMap(({ id, use }) => {
      if (!isOnLaptop(use)) return [];
      const marks = checks[use.check]?.goal?.(view, use) ?? [];
      const open = reached?.has(id) === true ? marks.filter(({ state }) => state === 'met') : marks;
      return open.map((mark) => ({ ...mark, condition: id }));
    });
  }

  #judgeStep(step: StepDefinition, at: number, view: CheckView): StepProgress {
    const state = this.#states[at] as StepState;
    const open = at <= this.#current;
    const conditions = step.conditions.map((condition) => this.#judgeCondition(condition, state, at, view));
    const answered = step.answer === undefined || state.predicted === undefined ? {} : { answer: step.answer };
    return {
      id: step.id,
      conditions,
      done: open && conditions.every(({ reached }) => reached),
      ...(state.predicted === undefined ? {} : { predicted: state.predicted }),
      ...answered,
      hints: state.hints,
      mistakes: at === this.#current ? step.mistakes.filter((one) => judge(one, view).met).map(({ id }) => id) : [],
    };
  }

  #judgeCondition(condition: ConditionDefinition, state: StepState, at: number, view: CheckView): ConditionProgress {
    const reached = state.reached.has(condition.id);
    if (at > this.#current) return { id: condition.id, met: false, reached: false, detail: {} };
    // what only the step itself could see (requests, what went away) is not judged again once it is over
    const lasting = checks[condition.use.check]?.lasting === true;
    if (at < this.#current && !lasting) return { id: condition.id, met: true, reached, detail: {} };
    const { met, detail } = judge(condition, view);
    if (met && at === this.#current) state.reached.add(condition.id);
    return {
      id: condition.id,
      met: met || (reached && !lasting),
      reached: reached || (met && at === this.#current),
      detail,
    };
  }

  /** Notes which of the objects that conditions ask about went away, or began to, since the last look. */
  #rememberGone(view: CheckView): void {
    const step = this.definition.steps[this.#current];
    const watched = new Map(
      [...(step?.conditions ?? []), ...(step?.mistakes ?? [])]
        .filter(({ use }) => use.check === 'replaced')
        .map(({ use }) => [String(use['kind']), machineOf(use)]),
    );
    const now = new Map<string, ClusterObject>();
    for (const [kind, machine] of watched) {
      for (const object of view.list(kind, machine)) {
        if (object.metadata.deletionTimestamp === undefined) now.set(object.metadata.uid ?? '', object);
      }
    }
    for (const [uid, object] of this.#known) if (!now.has(uid) && watched.has(object.kind)) this.#gone.push(object);
    this.#known = now;
  }
}

/** Things of other machines have no place of their own in the picture. */
function isOnLaptop(use: ConditionDefinition['use']): boolean {
  return (machineOf(use) ?? 'laptop') === 'laptop';
}

function judge(condition: ConditionDefinition, view: CheckView) {
  const check = checks[condition.use.check];
  return check === undefined ? { met: false, detail: {} } : check.judge(view, condition.use);
}
