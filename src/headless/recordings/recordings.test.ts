import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareRecording, type Recording } from './recording';

type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>;

const here = fileURLToPath(new URL('.', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(`${here}/${path}`, 'utf8'));

// What a real one printed, step by step. A step that differs is listed with its reason; one that has come to agree has
// to leave the list.
describe.each(['docker', 'kubectl'])('recorded sessions of %s', (tool) => {
  const known = read(`${tool}Differences.json`) as Reasons;
  const names = readdirSync(`${here}/${tool}`).map((file) => file.replace('.json', ''));

  it.each(names)('%s prints what the real one printed', { timeout: 120_000 }, (name) => {
    const steps = compareRecording(read(`${tool}/${name}.json`) as Recording);
    const unlisted = steps.filter(({ step, equal }) => !equal && known[name]?.[step] === undefined);
    for (const { step, real, simulated } of unlisted) expect(`${step}\n${simulated}`).toEqual(`${step}\n${real}`);
    const differing = steps.filter(({ equal }) => !equal).map(({ step }) => step);
    expect(Object.keys(known[name] ?? {}).sort()).toEqual(differing.sort());
  });

  it('lists no recording that is not there, and a reason for each difference', () => {
    expect(Object.keys(known).filter((name) => !names.includes(name))).toEqual([]);
    const reasons = Object.values(known).flatMap((steps) => Object.values(steps));
    expect(reasons.filter((reason) => reason.length < 10)).toEqual([]);
  });
});
