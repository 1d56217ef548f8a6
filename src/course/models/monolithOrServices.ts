import type { Done, Figures, Model, Settings } from './model';

interface Part {
  /** Of a hundred requests. */
  readonly share: number;
  /** Another part that each of its requests asks. */
  readonly asks?: string;
}

const PARTS: Readonly<Record<string, Part>> = {
  catalog: { share: 50 },
  cart: { share: 20 },
  accounts: { share: 15 },
  orders: { share: 10, asks: 'payments' },
  payments: { share: 5 },
};
const NAMES = Object.keys(PARTS);
/** Seconds until a program answers: some for itself, some for each part in it. */
const START = { own: 10, each: 10 };
/** Megabytes: what each process needs before it does anything, and each part in it. */
const MEMORY = { own: 80, each: 40 };

/** A shop of five parts, as one program or as five, and what its releases interrupt. */
export const monolithOrServices: Model = {
  about: 'A shop of five parts, as one program or as five services: what a release interrupts.',
  knobs: {
    shape: {
      kind: 'choice',
      about: 'one program or five services',
      values: ['monolith', 'services'],
      start: 'monolith',
    },
    load: { kind: 'scale', about: 'requests a second', values: [20, 40, 60, 80, 100, 150, 200], start: 100 },
  },
  acts: {
    release: { about: 'puts a new version of a part in place of the old one', targets: NAMES },
    'next-day': { about: 'begins a new day: nothing is released yet' },
  },
  figures: {
    processes: 'how many processes run',
    memory: 'what they need, in megabytes',
    calls: 'how many times a second one part asks another over the network',
    releases: 'how many there were today',
    released: 'the parts that were released today',
    refused: 'requests that nobody answered today',
    lastPart: 'the part that was released last today; empty when none was',
    lastShape: 'the shape of the shop at that release',
    lastStopped: 'the parts that were away then',
    lastHurt: 'the parts whose requests failed then',
    lastSeconds: 'how long',
    lastRefused: 'how many requests that were',
  },
  assumptions: {
    shares: Object.fromEntries(NAMES.map((name) => [name, PARTS[name]?.share ?? 0])),
    asks: {},
    replace: {},
    start: START,
    memory: MEMORY,
  },
  work(knobs, done) {
    const today = done.slice(done.findLastIndex(({ act }) => act === 'next-day') + 1);
    const outcomes = today.map(release);
    const last = outcomes.at(-1);
    const apart = knobs['shape'] === 'services';
    const processes = apart ? NAMES.length : 1;
    const asking = NAMES.reduce((sum, name) => sum + (PARTS[name]?.asks === undefined ? 0 : PARTS[name].share), 0);
    return {
      processes,
      memory: processes * MEMORY.own + NAMES.length * MEMORY.each,
      calls: apart ? (Number(knobs['load']) * asking) / 100 : 0,
      releases: outcomes.length,
      released: NAMES.filter((name) => outcomes.some(({ part }) => part === name)),
      refused: outcomes.reduce((sum, { refused }) => sum + refused, 0),
      ...nameLast(last),
    };
  },
};

function nameLast(last: ReturnType<typeof release> | undefined): Figures {
  return {
    lastPart: last?.part ?? '',
    lastShape: last?.shape ?? '',
    lastStopped: last?.stopped ?? [],
    lastHurt: last?.hurt ?? [],
    lastSeconds: last?.seconds ?? 0,
    lastRefused: last?.refused ?? 0,
  };
}

/** What one release interrupted. */
function release({ target = '', knobs }: Done) {
  const stopped = stoppedBy(target, knobs);
  const hurt = NAMES.filter((name) => stopped.includes(name) || stopped.includes(PARTS[name]?.asks ?? ''));
  const seconds = START.own + stopped.length * START.each;
  const share = hurt.reduce((sum, name) => sum + (PARTS[name]?.share ?? 0), 0);
  const refused = (seconds * Number(knobs['load']) * share) / 100;
  return { part: target, shape: String(knobs['shape']), stopped, hurt, seconds, refused };
}

/** One program ends as a whole; a service ends alone. */
function stoppedBy(part: string, knobs: Settings): readonly string[] {
  return knobs['shape'] === 'services' ? [part] : NAMES;
}
