/** The same random command lines through a real kubectl and through ours, on equal clusters. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../base/random';
import { findRealKubectl } from '../realKubectl';
import { someCommandLine } from './commandLine';
import knownDifferences from './knownDifferences.json';
import { TwinClusters } from './twinClusters';

const LINES = 80;
/** After so many lines the clusters are made anew. */
const ROUND = 30;
/** Not those that run by the wall clock in the real one, or print what only their moment decides. */
const CERTAIN = /^kubectl (?!.*(events|drain|wait|debug|cp|exec|logs|create token|cluster-info|rollout status|run)$)/;

const kubectl = findRealKubectl();
const why = kubectl === undefined ? ' (skipped: no kubectl 1.32 is installed)' : '';

describe.skipIf(kubectl === undefined)(`random command lines of a real kubectl and our own${why}`, () => {
  test('say and do the same, but for differences that are known', { timeout: 120_000 }, async () => {
    const random = new Random('both clients');
    const twins = new TwinClusters(kubectl ?? '');
    const known = new Map(Object.entries(knownDifferences));
    const news: unknown[] = [];
    try {
      for (let count = 0; count < LINES; count++) {
        if (count % ROUND === 0) await twins.reset();
        const line = someCommandLine(random, CERTAIN);
        const difference = await twins.compare(line);
        if (difference === undefined) continue;
        if (!known.delete(line.line)) news.push(difference);
        await twins.reset();
      }
    } finally {
      await twins.close();
    }
    expect({ news, agreeing: [...known.keys()] }).toEqual({ news: [], agreeing: [] });
  });
});
