/** A model in use: how its knobs stand, what was done, and the figures that follow. */
import type { Done, Figures, Model, Setting, Settings } from './model';
import { type ModelMove, refuseMove } from './moves';

/** A knob as the page draws it. */
export interface KnobView {
  readonly name: string;
  readonly kind: 'scale' | 'choice';
  readonly values: readonly Setting[];
}

/** Everything that the page knows of a model; plain data. */
export interface ModelView {
  readonly name: string;
  readonly knobs: readonly KnobView[];
  readonly acts: readonly { readonly name: string; readonly targets: readonly string[] }[];
  readonly assumptions: Model['assumptions'];
  readonly settings: Settings;
  readonly figures: Figures;
  /** Settings and figures as each step of the lesson began. */
  readonly begins: readonly Figures[];
  /** How many acts there were: a new one is worth showing. */
  readonly acted: number;
  readonly lastMove: ModelMove | undefined;
}

export class ModelRun {
  readonly model: Model;
  readonly #name: string;
  #settings: Settings;
  readonly #done: Done[] = [];
  readonly #begins: Figures[] = [];
  #lastMove: ModelMove | undefined;
  #view: ModelView;

  /** `start` are values of knobs other than those that the model begins with. */
  constructor(name: string, model: Model, start: Settings) {
    this.#name = name;
    this.model = model;
    const own = Object.fromEntries(Object.entries(model.knobs).map(([knob, definition]) => [knob, definition.start]));
    this.#settings = { ...own, ...start };
    this.#view = this.#look();
    this.beginStep();
  }

  /** The same object as long as nothing has changed. */
  get view(): ModelView {
    return this.#view;
  }

  /** Knobs and figures together, by name: what conditions ask for. */
  get facts(): Figures {
    return { ...this.#view.settings, ...this.#view.figures };
  }

  /** Does it, if the model can; what it can't is not done. */
  move(move: ModelMove): void {
    if (refuseMove(this.model, move) !== undefined) return;
    if ('turn' in move) this.#settings = { ...this.#settings, [move.turn]: move.to };
    else
      this.#done.push({
        act: move.act,
        ...(move.of === undefined ? {} : { target: move.of }),
        knobs: this.#settings,
      });
    this.#lastMove = move;
    this.#view = this.#look();
  }

  /** Remembers how things stand for the step that begins now. */
  beginStep(): void {
    this.#begins.push(this.facts);
    this.#view = this.#look();
  }

  #look(): ModelView {
    const { knobs, acts, assumptions } = this.model;
    return {
      name: this.#name,
      knobs: Object.entries(knobs).map(([name, { kind, values }]) => ({ name, kind, values })),
      acts: Object.entries(acts).map(([name, { targets = [] }]) => ({ name, targets })),
      assumptions,
      settings: this.#settings,
      figures: this.model.work(this.#settings, this.#done),
      begins: [...this.#begins],
      acted: this.#done.length,
      lastMove: this.#lastMove,
    };
  }
}
