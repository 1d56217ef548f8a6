import { expect, it } from 'vitest';
import { namespaceKind } from '../../../kinds/namespace';
import { TestWorld } from '../../testing';

it('a system namespace that may be deleted is made again within a minute', () => {
  const { world, client } = new TestWorld('control-plane');
  const names = () => {
    const listed = client.list(namespaceKind);
    return listed.ok ? listed.value.items.map(({ metadata }) => metadata.name).join(' ') : listed.error.message;
  };
  const all = 'default kube-node-lease kube-public kube-system';
  const seen = [names()];
  for (const name of all.split(' ')) client.delete(namespaceKind, name);
  for (let passed = 0; passed < 61_000; passed += 50) {
    world.clock.advanceTo(world.clock.now + 50);
    if (names() !== seen.at(-1)) seen.push(names());
  }
  expect(seen).toEqual([all, 'default kube-public kube-system', all]);
});
