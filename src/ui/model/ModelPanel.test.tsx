// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { ModelRun } from '../../course/models/modelRun';
import type { ModelMove } from '../../course/models/moves';
import { models } from '../../course/models/registry';
import { fakePlayground } from '../testing/fakePlayground';
import { testPage } from '../testing/testPage';
import { ModelPanel } from './ModelPanel';

const page = testPage();

/** The panel of a model in which something was done. */
function show(name: string, ...moves: readonly ModelMove[]) {
  const run = new ModelRun(name, models[name]!, {});
  for (const move of moves) run.move(move);
  const playground = fakePlayground({ model: run.view, shownStep: 0 });
  playground.setPreferences({ language: 'en' });
  page.show(playground, <ModelPanel />);
  return playground;
}

function rows(): readonly string[] {
  return [...page.place.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent?.trim()).join(' | '),
  );
}

describe('the panel of a model', () => {
  it('shows the figures beside those with which the step began', () => {
    show('scale-up-or-out', { turn: 'size', to: 4 });
    expect(rows()).toEqual([
      'Answered | 50/s | 100/s',
      'Refused | 50/s | 0/s',
      'Asked to sign in again | 0/s | 0/s',
      'The machines can answer | 50/s | 100/s',
      'One machine, $ a month | 20 | 46',
      'Everything, $ a month | 20 | 46',
      'Database busy | 2 % | 4 %',
    ]);
  });

  it('turns knobs one step by their buttons, and choices by theirs; where a knob ends its button is off', () => {
    const playground = show('scale-up-or-out');
    page.press('Machines: more');
    page.press('in a shared store');
    page.press('Of them broken: less');
    expect(playground.asked).toEqual(['model {"turn":"machines","to":2}', 'model {"turn":"sessions","to":"shared"}']);
  });

  it('draws what a release has stopped and what failed with it, and does the next one', () => {
    const playground = show(
      'monolith-or-services',
      { turn: 'shape', to: 'services' },
      { act: 'release', of: 'payments' },
    );
    expect(page.place.querySelector('[data-hit="stopped"] b')?.textContent).toBe('payments');
    expect(page.place.querySelector('[data-hit="hurt"] b')?.textContent).toBe('orders');
    expect(page.place.querySelector('[role="status"]')?.textContent).toBe(
      'Last release: payments. 300 requests refused in 20 seconds.',
    );
    page.press('Release cart');
    page.press('Next day');
    expect(playground.asked).toEqual(['model {"act":"release","of":"cart"}', 'model {"act":"next-day"}']);
  });

  it('draws a guest kernel for each virtual machine and none for containers, and names what has no room', () => {
    show('machines-or-containers', { turn: 'apps', to: 12 });
    expect(page.place.textContent).toContain('No memory left: 3');
    expect(page.place.querySelectorAll('li[data-virtual="true"] small')).toHaveLength(9);
    page.clear();
    show('machines-or-containers', { turn: 'apps', to: 12 }, { turn: 'kind', to: 'containers' });
    expect(page.place.querySelectorAll('li[data-virtual="false"]')).toHaveLength(12);
    expect(page.place.querySelectorAll('li[data-virtual] small')).toHaveLength(0);
  });

  it('tells every assumption with its numbers, none left to be filled in', () => {
    for (const name of Object.keys(models)) {
      show(name);
      const told = page.place.querySelector('section[aria-label="What this model assumes"]')?.textContent ?? '';
      expect(told).not.toMatch(/[{}]/);
      for (const numbers of Object.values(models[name]!.assumptions))
        for (const number of Object.values(numbers)) expect(told).toContain(number.toLocaleString('en'));
      page.clear();
    }
  });
});
