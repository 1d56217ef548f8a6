import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import type { Done, Figures, Model, Setting, Settings } from './model';
import { models } from './registry';

function startOf(model: Model): Settings {
  return Object.fromEntries(Object.entries(model.knobs).map(([name, { start }]) => [name, start]));
}

/** Figures of a model whose knobs stand as it begins but for those given. */
function figures(name: string, knobs: Settings = {}, acts: readonly (readonly [string, string?])[] = []): Figures {
  const model = models[name] as Model;
  const settings = { ...startOf(model), ...knobs };
  const done: Done[] = acts.map(([act, target]) => ({
    act,
    ...(target === undefined ? {} : { target }),
    knobs: settings,
  }));
  return model.work(settings, done);
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.integer(from.length)] as T;
}

describe.each(Object.entries(models))('the model %s', (_, model) => {
  it('begins at values that its knobs have', () => {
    for (const { values, start } of Object.values(model.knobs)) expect(values as readonly Setting[]).toContain(start);
  });

  it('gives exactly the figures that it lists, none of them below zero or broken, wherever the knobs stand', () => {
    const random = new Random(7);
    for (let time = 0; time < 400; time++) {
      const knobs = Object.fromEntries(
        Object.entries(model.knobs).map(([name, { values }]) => [name, pick<Setting>(random, values)]),
      );
      const done = Object.entries(model.acts).flatMap(([act, { targets }]) =>
        random.integer(2) === 0 ? [] : [{ act, ...(targets ? { target: pick(random, targets) } : {}), knobs }],
      );
      const worked = model.work(knobs, done);
      expect(Object.keys(worked).sort()).toEqual(Object.keys(model.figures).sort());
      for (const [name, figure] of Object.entries(worked))
        if (typeof figure === 'number') expect(figure, `${name} at ${JSON.stringify(knobs)}`).toBeGreaterThanOrEqual(0);
      expect(model.work(knobs, done)).toEqual(worked);
    }
  });
});

describe('a shop as a monolith or as services', () => {
  it('loses every request for a minute when one program is released, whatever the part', () => {
    for (const part of ['catalog', 'payments']) {
      expect(figures('monolith-or-services', {}, [['release', part]])).toMatchObject({
        lastPart: part,
        lastSeconds: 60,
        lastRefused: 6000,
        lastHurt: ['catalog', 'cart', 'accounts', 'orders', 'payments'],
      });
    }
  });

  it('loses only the requests for a service, and for those that ask it', () => {
    const shape = { shape: 'services' };
    expect(figures('monolith-or-services', shape, [['release', 'cart']])).toMatchObject({
      lastStopped: ['cart'],
      lastHurt: ['cart'],
      lastSeconds: 20,
      lastRefused: 400,
    });
    expect(figures('monolith-or-services', shape, [['release', 'payments']])).toMatchObject({
      lastStopped: ['payments'],
      lastHurt: ['orders', 'payments'],
      lastRefused: 300,
    });
  });

  it('counts a day, and forgets it on the next', () => {
    const acts = [
      ['release', 'cart'],
      ['release', 'cart'],
      ['release', 'orders'],
    ] as const;
    const shape = { shape: 'services' };
    expect(figures('monolith-or-services', shape, acts)).toMatchObject({
      releases: 3,
      released: ['cart', 'orders'],
      refused: 1000,
    });
    expect(figures('monolith-or-services', shape, [...acts, ['next-day']])).toMatchObject({
      releases: 0,
      released: [],
      refused: 0,
      lastPart: '',
    });
  });

  it('pays for services with memory and calls', () => {
    expect(figures('monolith-or-services')).toMatchObject({ processes: 1, memory: 280, calls: 0 });
    expect(figures('monolith-or-services', { shape: 'services' })).toMatchObject({
      processes: 5,
      memory: 600,
      calls: 10,
    });
  });
});

describe('scaling up or out', () => {
  it('answers as much as the cores can, and refuses the rest', () => {
    expect(figures('scale-up-or-out')).toMatchObject({ capacity: 50, served: 50, refused: 50, cost: 20, lost: 0 });
    expect(figures('scale-up-or-out', { load: 3200, size: 64 })).toMatchObject({ served: 1600, refused: 1600 });
  });

  it('asks more than twice as much for twice the cores', () => {
    const prices = [2, 4, 8, 16, 32, 64].map((size) => figures('scale-up-or-out', { size })['price']);
    expect(prices).toEqual([20, 46, 106, 243, 557, 1280]);
  });

  it('signs people out while each machine remembers for itself', () => {
    expect(figures('scale-up-or-out', { load: 200, machines: 4 })).toMatchObject({ served: 200, lost: 60, cost: 100 });
    expect(figures('scale-up-or-out', { load: 200, machines: 4, sessions: 'shared' })).toMatchObject({
      lost: 0,
      cost: 160,
    });
  });

  it('stands still with its only machine, and at the database however many there are', () => {
    expect(figures('scale-up-or-out', { broken: 1 })).toMatchObject({ standing: 0, served: 0, refused: 100, lost: 0 });
    expect(figures('scale-up-or-out', { load: 3200, machines: 12, size: 64 })).toMatchObject({
      served: 2500,
      refused: 700,
      database: 100,
    });
  });
});

describe('virtual machines or containers', () => {
  it('has room for nine guests where fifty-one containers fit', () => {
    expect(figures('machines-or-containers', { apps: 60 })).toMatchObject({
      fits: 9,
      running: 9,
      waiting: 51,
      kernels: 10,
    });
    expect(figures('machines-or-containers', { apps: 60, kind: 'containers' })).toMatchObject({
      fits: 51,
      running: 51,
      waiting: 9,
      kernels: 1,
      oneKernel: 51,
    });
  });

  it('never uses more memory than the host has, and leaves none out', () => {
    for (const kind of ['virtual-machines', 'containers']) {
      const worked = figures('machines-or-containers', { apps: 60, kind });
      const used = Number(worked['appsMemory']) + Number(worked['systemMemory']);
      expect(used + Number(worked['freeMemory'])).toBe(8192);
    }
  });

  it('runs another kernel in virtual machines only', () => {
    const foreign = { foreign: 2 };
    expect(figures('machines-or-containers', foreign)).toMatchObject({ running: 4, impossible: 0 });
    expect(figures('machines-or-containers', { ...foreign, kind: 'containers' })).toMatchObject({
      running: 2,
      impossible: 2,
      waiting: 0,
    });
  });
});
