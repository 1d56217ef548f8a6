import { type Model, steps } from './model';

/** Requests a second that one core answers. */
const PER_CORE = 25;
/** Requests a second that the one database answers, however many machines ask it. */
const DATABASE = 2500;
/** Of a hundred requests so many belong to somebody who has signed in. */
const SIGNED_IN = 40;
const SIZES = [2, 4, 8, 16, 32, 64];
/** Dollars a month: the smallest machine, what spreads requests over machines, and the store for sessions. */
const PRICES = { smallest: 20, balancer: 20, store: 60 };
/** Twice the cores cost 2 to this power as much: 2.3 times. */
const STEEPNESS = 1.2;

/** A busy site on one ever larger machine, or on ever more of them. */
export const scaleUpOrOut: Model = {
  about: 'A busy site on one ever larger machine, or on ever more of them: what is served, lost and paid.',
  knobs: {
    load: {
      kind: 'scale',
      about: 'requests a second',
      values: [50, 100, 200, 400, 800, 1600, 2400, 3200],
      start: 100,
    },
    size: { kind: 'scale', about: 'cores of each machine', values: SIZES, start: 2 },
    machines: { kind: 'scale', about: 'how many machines', values: steps(1, 12), start: 1 },
    sessions: {
      kind: 'choice',
      about: 'where the program keeps who has signed in',
      values: ['in-program', 'shared'],
      start: 'in-program',
    },
    broken: { kind: 'scale', about: 'how many of the machines are broken', values: steps(0, 3), start: 0 },
  },
  acts: {},
  figures: {
    standing: 'machines that are not broken',
    capacity: 'requests a second that they can answer',
    served: 'requests a second that are answered',
    refused: 'requests a second that are not',
    lost: 'requests a second of people who had signed in and are asked to do so again',
    price: 'what one machine of that size costs, in dollars a month',
    cost: 'everything, in dollars a month',
    database: 'how busy the database is, in percent',
  },
  assumptions: {
    core: { each: PER_CORE, largest: SIZES.at(-1) ?? 0 },
    price: { smallest: PRICES.smallest, factor: Math.round(2 ** STEEPNESS * 10) / 10 },
    extras: { balancer: PRICES.balancer, store: PRICES.store },
    spread: { share: SIGNED_IN },
    database: { limit: DATABASE },
  },
  work(knobs) {
    const load = Number(knobs['load']);
    const size = Number(knobs['size']);
    const machines = Number(knobs['machines']);
    const shared = knobs['sessions'] === 'shared';
    const standing = Math.max(0, machines - Number(knobs['broken']));
    const capacity = standing * size * PER_CORE;
    const served = Math.min(load, capacity, DATABASE);
    const strangers = standing > 1 && !shared ? (standing - 1) / standing : 0;
    const price = priceOf(size);
    const extras = (machines > 1 ? PRICES.balancer : 0) + (shared ? PRICES.store : 0);
    return {
      standing,
      capacity,
      served,
      refused: load - served,
      lost: Math.round((served * SIGNED_IN * strangers) / 100),
      price,
      cost: machines * price + extras,
      database: Math.round((served / DATABASE) * 100),
    };
  },
};

function priceOf(cores: number): number {
  return Math.round(PRICES.smallest * (cores / (SIZES[0] ?? 1)) ** STEEPNESS);
}
