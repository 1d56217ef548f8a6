/** What can be done to a model, as lessons write it and as it comes from the page. */
import type { Model, Setting, Settings } from './model';

/** A knob is turned: `{turn: machines, to: 3}`. */
export interface Turn {
  readonly turn: string;
  readonly to: Setting;
}

/** Something is done: `{act: release, of: payments}`. */
export interface ActMove {
  readonly act: string;
  readonly of?: string;
}

export type ModelMove = Turn | ActMove;

/** What a solution is made of: commands for the terminal, and moves of the model. */
export type Move = string | ModelMove;

/** A move as a line for messages: `turn machines to 3`. */
export function tellMove(move: Move): string {
  if (typeof move === 'string') return move;
  if ('turn' in move) return `turn ${move.turn} to ${move.to}`;
  return move.of === undefined ? move.act : `${move.act} ${move.of}`;
}

/** What is wrong with a move; undefined when the model can do it. */
export function refuseMove(model: Model, move: ModelMove): string | undefined {
  return 'turn' in move ? refuseTurn(model, move) : refuseAct(model, move);
}

function refuseTurn({ knobs }: Model, { turn, to }: Turn): string | undefined {
  const knob = Object.hasOwn(knobs, turn) ? knobs[turn] : undefined;
  if (knob === undefined) return `there is no knob "${turn}"; known are ${Object.keys(knobs).join(', ')}`;
  const values: readonly Setting[] = knob.values;
  return values.includes(to) ? undefined : `knob "${turn}" has no value ${to}; it has ${values.join(', ')}`;
}

function refuseAct({ acts }: Model, { act, of }: ActMove): string | undefined {
  const known = Object.hasOwn(acts, act) ? acts[act] : undefined;
  if (known === undefined) return `there is no act "${act}"; known are ${Object.keys(acts).join(', ') || 'none'}`;
  const targets = known.targets;
  if (targets === undefined) return of === undefined ? undefined : `act "${act}" is done to the whole, not to ${of}`;
  return of !== undefined && targets.includes(of) ? undefined : `act "${act}" is done to one of ${targets.join(', ')}`;
}

/**
 * Moves a little beside one of a solution: not made at all (null), a knob not turned all the way, another choice,
 * another target. `knobs` is how they stand before it.
 */
export function wrongMoves(model: Model, move: ModelMove, knobs: Settings): readonly (ModelMove | null)[] {
  if ('act' in move) {
    const others = (model.acts[move.act]?.targets ?? []).filter((target) => target !== move.of);
    return [null, ...others.slice(0, 1).map((of) => ({ act: move.act, of }))];
  }
  const { turn, to } = move;
  const knob = model.knobs[turn];
  if (knob === undefined || knobs[turn] === to) return [];
  if (knob.kind === 'choice') {
    const others = knob.values.filter((value) => value !== to && value !== knobs[turn]);
    return [null, ...others.map((value) => ({ turn, to: value }))];
  }
  const from = knob.values.indexOf(Number(knobs[turn]));
  const at = knob.values.indexOf(Number(to));
  const short = at - Math.sign(at - from);
  return short === from ? [null] : [null, { turn, to: knob.values[short] ?? 0 }];
}
