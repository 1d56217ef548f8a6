import { expect, it } from 'vitest';
import type { Command } from '../command';
import { testTerminal, testWorld } from '../testing';
import { LateTools } from './lateTools';

/** A terminal on a laptop whose `cloud` comes late, with a list of tools of its own; `provide` hands it in. */
function laptop() {
  const tools = new LateTools();
  const world = testWorld();
  const terminal = testTerminal({ world });
  const cloud: Command = {
    name: 'cloud',
    summary: '',
    // biome-ignore lint/correctness/useYield: it has nothing to wait for
    *run(process) {
      process.stdout.write(`${process.argv.slice(1).join(' ')}\n`);
      return 0;
    },
  };
  const wanted: string[] = [];
  tools.onWanted((name) => wanted.push(name));
  const services = { connect: () => undefined, docker: () => undefined } as never;
  world.laptop.kernel.programs.set('cloud', tools.command('cloud', '', services).run);
  return { world, terminal, wanted, tools, provide: () => tools.provide({ cloud: () => cloud }) };
}

it('stands still while a tool is fetched, and has the history of a world that had it from the beginning', () => {
  const one = laptop();
  const { clock } = one.world;
  const before = clock.now;
  one.terminal.type('(sleep 0.2; echo later) & cloud some words\r');
  expect(one.wanted).toEqual(['cloud']);
  expect(clock.now - before).toBeLessThan(100);
  expect(one.terminal.rows().join('\n')).not.toContain('\nlater');
  one.provide();
  clock.advanceTo(before + 500);
  expect(one.terminal.rows().join('\n')).toMatch(/\nsome words\n.*later/);

  const other = laptop();
  other.provide();
  other.terminal.type('(sleep 0.2; echo later) & cloud some words\r');
  expect(other.wanted).toEqual([]);
  expect(one.terminal.rows()).toEqual(other.terminal.rows());
  expect([clock.now, clock.executed]).toEqual([other.world.clock.now, other.world.clock.executed]);
});

it('says so when a tool does not come', () => {
  const { terminal, tools, world } = laptop();
  terminal.type('cloud\r');
  tools.miss('cloud');
  world.clock.advance(500);
  expect(terminal.rows().join('\n')).toContain('cloud: this part of the page could not be loaded');
});
