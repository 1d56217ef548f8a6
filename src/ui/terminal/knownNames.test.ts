import { describe, expect, it } from 'vitest';
import { fixtureState } from '../testing';
import { knownNames } from './knownNames';

const names = knownNames(fixtureState('en').objects);

function found(text: string): string[] {
  return names
    .find(text)
    .map(({ start, length, object }) => `${start} ${text.slice(start, start + length)} ${object.resource}`);
}

describe('names in terminal output', () => {
  it('finds pods and nodes in a table, at their columns', () => {
    expect(found('kubia-9tr5s   1/1     Running       0          48s     10.244.1.3   worker-1')).toEqual([
      '0 kubia-9tr5s pods',
      '68 worker-1 nodes',
    ]);
  });

  it('follows the kind that stands before the name', () => {
    expect(found('replicationcontroller/kubia scaled')).toEqual(['22 kubia replicationcontrollers']);
    expect(found('service/kubia-http exposed')).toEqual(['8 kubia-http services']);
  });

  it('knows a namespace before a name from an image', () => {
    expect(found('Successfully assigned default/kubia-9tr5s to worker-1')).toEqual([
      '30 kubia-9tr5s pods',
      '45 worker-1 nodes',
    ]);
    expect(found('--image=luksa/kubia')).toEqual([]);
  });

  it('leaves words alone that are no object, or that every cluster has', () => {
    expect(found('NAME READY STATUS default kubernetes kubia-9tr5')).toEqual([]);
  });
});
