/** A learner's way through a lesson: watches the world, judges the conditions, keeps what was reached. */
import { equal } from '../base/equality';
import { deepFreeze } from '../base/freeze';
import type { World } from '../engine';
import type { Hop, TraceEntry } from '../engine/trace';
import { pathOf } from '../kinds/kind';
import type { ClusterObject } from '../kinds/object';
import { kinds } from '../kinds/registry';
import type { CheckView, SeenExchange, SeenRequest } from './check';
import { checks } from './checks/registry';
import type { ConditionDefinition, LessonDefinition, StepDefinition } from './lesson';
import type { ConditionProgress, LessonProgress, StepProgress } from './progress';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'lesson' };
const HOME = '/home/learner/';
/** Changes that come together are judged together, after this many milliseconds of cluster time. */
const CALM = 20;
/** Exchanges and requests that are kept for a step; a lesson asks for a handful. */
const SEEN_LIMIT = 500;

interface StepState {
  readonly reached: Set<string>;
  predicted: number | undefined;
  hints: number;
}

export class LessonRun {
  readonly definition: LessonDefinition;
  readonly #world: World;
  readonly #states: StepState[];
  readonly #stops: (() => void)[] = [];
  #exchanges: SeenExchange[] = [];
  #requests: SeenRequest[] = [];
  /** Objects of the kinds that are asked for, at the last look: by uid. */
  #known = new Map<string, ClusterObject>();
  #gone: ClusterObject[] = [];
  #current = 0;
  #pending = false;
  #progress: LessonProgress;

  /** Begins at the first step, in a world that has the lesson's set-up. */
  constructor(world: World, definition: LessonDefinition) {
    this.#world = world;
    this.definition = definition;
    this.#states = definition.steps.map(() => ({ reached: new Set(), predicted: undefined, hints: 0 }));
    this.#stops.push(world.trace.added.subscribe((entry) => this.#see(entry)));
    this.#stops.push(
      world.laptop.files.onChange((path) => {
        if (path.startsWith(HOME)) this.#look();
      }),
    );
    this.#progress = this.#judge();
  }

  /** The same object as long as nothing has changed. */
  get progress(): LessonProgress {
    return this.#progress;
  }

  stop(): void {
    for (const stop of this.#stops) stop();
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

  /** The commands of the step's first solution. */
  solution(step: number): readonly string[] {
    return this.definition.steps[step]?.solutions[0] ?? [];
  }

  #see(entry: TraceEntry): void {
    if (entry.kind === 'exchange') {
      this.#exchanges.push({ from: entry.actor, outcome: entry.outcome, places: entry.hops.flatMap(placesOf) });
      if (this.#exchanges.length > SEEN_LIMIT) this.#exchanges.shift();
      this.#look();
    } else if (entry.kind === 'request') {
      if (entry.actor === 'kubectl') {
        const { verb, code, object } = entry;
        this.#requests.push({ verb, code, resource: object.resource, name: object.name });
        if (this.#requests.length > SEEN_LIMIT) this.#requests.shift();
        this.#look();
      } else if (entry.revision !== undefined) this.#look();
    }
  }

  /** Looks again soon: many changes at once are one look. */
  #look(): void {
    if (this.#pending) return;
    this.#pending = true;
    this.#world.clock.after(CALM, () => this.#update());
  }

  #update(): void {
    this.#pending = false;
    const progress = this.#judge();
    if (!equal(progress, this.#progress)) this.#progress = deepFreeze(progress);
  }

  #judge(): LessonProgress {
    const { steps } = this.definition;
    const lists = new Map<string, readonly ClusterObject[]>();
    const view = this.#view(lists);
    this.#rememberGone(view);
    // one step may complete at once what the next one needs nothing more for: only the current one is judged anew
    const judged = steps.map((step, at) => this.#judgeStep(step, at, view));
    const done = judged[this.#current]?.done === true;
    if (done) {
      this.#current++;
      this.#exchanges = [];
      this.#requests = [];
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
    };
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
    const lasting = STATE_CHECKS.has(condition.use.check);
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

  #view(lists: Map<string, readonly ClusterObject[]>): CheckView {
    return {
      list: (kind) => {
        const known = lists.get(kind);
        if (known !== undefined) return known;
        const items = listAll(this.#world, kind);
        lists.set(kind, items);
        return items;
      },
      file: (path) => {
        const text = this.#world.laptop.files.read(HOME + path);
        return text.ok ? text.value : undefined;
      },
      exchanges: this.#exchanges,
      requests: this.#requests,
      gone: (kind) => this.#gone.filter((object) => object.kind === kind),
    };
  }

  /** Notes which of the objects that conditions ask about went away, or began to, since the last look. */
  #rememberGone(view: CheckView): void {
    const step = this.definition.steps[this.#current];
    const watched = new Set(
      [...(step?.conditions ?? []), ...(step?.mistakes ?? [])]
        .filter(({ use }) => use.check === 'replaced')
        .map(({ use }) => String(use['kind'])),
    );
    const now = new Map<string, ClusterObject>();
    for (const kind of watched) {
      for (const object of view.list(kind)) {
        if (object.metadata.deletionTimestamp === undefined) now.set(object.metadata.uid ?? '', object);
      }
    }
    for (const [uid, object] of this.#known) if (!now.has(uid) && watched.has(object.kind)) this.#gone.push(object);
    this.#known = now;
  }
}

/** Checks that hold by themselves as long as the state does; the others look at what happened during the step. */
const STATE_CHECKS: ReadonlySet<string> = new Set(['exists', 'absent', 'count', 'file']);

/** Where a hop was, and the service whose rules decided there (kube-proxy notes `service/NAMESPACE/NAME:PORT -> ...`). */
function placesOf({ at, note }: Hop): readonly string[] {
  const service = /\bservice\/[^/\s]+\/[^:\s]+/.exec(note ?? '')?.[0];
  return service === undefined ? [at] : [at, service];
}

function judge(condition: ConditionDefinition, view: CheckView) {
  const check = checks[condition.use.check];
  return check === undefined ? { met: false, detail: {} } : check.judge(view, condition.use);
}

function listAll(world: World, name: string): readonly ClusterObject[] {
  const kind = kinds.find((one) => one.kind === name);
  if (kind === undefined) return [];
  const answer = world.api.handle({ method: 'GET', path: pathOf(kind) }, CALLER);
  if (answer.code !== 200) return [];
  const items = (answer.body as { items?: ClusterObject[] }).items ?? [];
  return items.map((item) => (item.kind === undefined ? { ...item, kind: kind.kind } : item));
}
