import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random';
import type { BuildProgress } from './request';
import { type TestFiles, testBuilder } from './testing';

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

type Line = { readonly text: string; readonly makesLayer: boolean };

/** A line that works whatever stands before it. */
function randomLine(random: Random): Line {
  const number = random.integer(1000);
  const lines: readonly Line[] = [
    { text: `RUN echo ${number} >> /log`, makesLayer: true },
    { text: `RUN mkdir -p /d/${number % 5} && echo ${number} > /d/f`, makesLayer: true },
    { text: 'RUN rm -rf /d', makesLayer: true },
    { text: `COPY file${random.integer(3)} /copies/${number % 4}`, makesLayer: true },
    { text: 'COPY . /all/', makesLayer: true },
    { text: `WORKDIR /work/${number % 3}`, makesLayer: true },
    { text: `ENV V${number % 3}=${number}`, makesLayer: false },
    { text: `LABEL l${number % 3}="${number}"`, makesLayer: false },
    { text: `CMD ["${number}"]`, makesLayer: false },
    { text: `EXPOSE ${1 + number}`, makesLayer: false },
  ];
  return random.pick(lines);
}

/** What was done of the steps, in their order: their names without numbers, with whether they came from the cache. */
function stepsOf(events: readonly BuildProgress[]): { name: string; cached: boolean }[] {
  return events.flatMap((event) => {
    if ((event.kind !== 'start' && event.kind !== 'cached') || !/^\[\s*\d+\/\d+\] (?!FROM)/.test(event.name)) return [];
    return [{ name: event.name.replace(/^\[[^\]]*\] /, ''), cached: event.kind === 'cached' }];
  });
}

describe('random Dockerfiles', () => {
  it.each(SEEDS)('built again without a change come from the cache whole, seed %i', (seed) => {
    const random = new Random(seed);
    const { build, clock } = testBuilder({ seed, images: ['busybox'] });
    const lines = Array.from({ length: 1 + random.integer(8) }, () => randomLine(random));
    const files = (of: readonly Line[]): TestFiles => ({
      ...Object.fromEntries([0, 1, 2].map((number) => [`file${number}`, `text ${number}`])),
      '.dockerignore': 'Dockerfile\n',
      Dockerfile: ['FROM busybox', ...of.map((line) => line.text), ''].join('\n'),
    });
    const first = build(files(lines), { tags: ['x'] });
    expect(first.answer.ok, first.text).toBe(true);
    clock.advance(random.integer(100_000));
    const again = build(files(lines), { tags: ['y'] });
    expect(again.image?.id).toBe(first.image?.id);
    expect(stepsOf(again.events).filter((step) => !step.cached)).toEqual([]);

    // A command that was never there: from it on all is new, and nothing before.
    const at = random.integer(lines.length + 1);
    const changed = [...lines.slice(0, at), { text: `RUN echo new ${seed}`, makesLayer: true }, ...lines.slice(at)];
    const third = build(files(changed));
    const before = lines.slice(0, at).filter((line) => line.makesLayer).length;
    expect(
      stepsOf(third.events).map((step) => step.cached),
      third.text,
    ).toEqual(changed.filter((line) => line.makesLayer).map((_, index) => index < before));
    expect(third.image?.layers.slice(0, before + 1)).toEqual(first.image?.layers.slice(0, before + 1));
  });

  it.each(SEEDS)('are built anew from the first step that takes a changed file, seed %i', (seed) => {
    const random = new Random(`files ${seed}`);
    const { build } = testBuilder({ seed, images: ['busybox'] });
    const lines = Array.from({ length: 1 + random.integer(8) }, () => randomLine(random)).filter(
      (line) => line.makesLayer,
    );
    const changed = random.integer(3);
    const files = (text: string): TestFiles => ({
      ...Object.fromEntries([0, 1, 2].map((number) => [`file${number}`, number === changed ? text : 'same'])),
      '.dockerignore': 'Dockerfile\n',
      Dockerfile: ['FROM busybox', ...lines.map((line) => line.text), ''].join('\n'),
    });
    const before = build(files('before'));
    const after = build(files('after'));
    const takes = (line: Line) => line.text.startsWith('COPY . ') || line.text.startsWith(`COPY file${changed} `);
    const first = lines.findIndex(takes);
    expect(
      stepsOf(after.events).map((step) => step.cached),
      after.text,
    ).toEqual(lines.map((_, index) => first < 0 || index < first));
    // Changed back, all is still known.
    expect(build(files('before')).image?.id).toBe(before.image?.id);
  });

  it.each(SEEDS)('of garbage are refused or built, but never throw, seed %i', (seed) => {
    const random = new Random(`garbage ${seed}`);
    const pieces = [
      'FROM busybox',
      'FROM',
      'from scratch AS x',
      'COPY',
      'COPY --from=x a /b',
      'RUN',
      'RUN [',
      'ENV',
      'ENV A=',
      '$A',
      '${A:-',
      '}',
      '"',
      "'",
      '\\',
      '\\\n',
      '\n',
      '\n',
      '\n',
      ' ',
      '<<EOF',
      'EOF',
      '#',
      '# escape=`\n',
      '`',
      '--',
      '--mount=type=cache,target=/c',
      '["a"]',
      '[1]',
      'HEALTHCHECK --interval=1s CMD',
      'ONBUILD',
      'SHELL',
      'ARG',
      'EXPOSE 1-99999',
      'WORKDIR ..',
      'USER',
      '*',
      '..',
      '/',
      '\u0000',
      '\ud800',
      '한글',
      '\t',
      '\r',
    ];
    const dockerfile = Array.from({ length: random.integer(40) }, () => random.pick(pieces)).join(
      random.pick(['', ' ']),
    );
    const { build } = testBuilder({ seed });
    for (const buildkit of [true, false]) {
      const { answer } = build({ a: 'a', Dockerfile: dockerfile, '.dockerignore': random.pick(pieces) }, { buildkit });
      expect(answer.ok ? '' : answer.error.message).not.toBe('never answered');
    }
  });
});
