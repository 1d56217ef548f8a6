import { describe, expect, it } from 'vitest';
import { fileIn, pathsOf, type TestFiles, testBuilder } from './testing';

/** Builds on busybox (without its context's Dockerfile) and tells what the last layer holds. */
function copied(files: TestFiles, ...instructions: string[]) {
  const { image, text } = testBuilder({ images: ['busybox'] }).build({
    ...files,
    Dockerfile: ['FROM busybox', ...instructions, ''].join('\n'),
    '.dockerignore': 'Dockerfile\n.dockerignore\n',
  });
  return { image, text, paths: pathsOf(image?.layers.at(-1)?.files) };
}

const files = { 'a.txt': 'a', 'b.txt': 'b', 'lib/one.js': '1', 'lib/deep/two.js': '2', 'lib/empty/': '' };

describe('COPY', () => {
  it('puts a file under its name into what is a directory, and else under the new name', () => {
    expect(copied(files, 'COPY a.txt /').paths).toEqual(['/a.txt']);
    expect(copied(files, 'COPY a.txt /etc').paths).toEqual(['/etc/a.txt']);
    expect(copied(files, 'COPY a.txt /new').paths).toEqual(['/new']);
    expect(copied(files, 'COPY a.txt /new/').paths).toEqual(['/new', '/new/a.txt']);
    expect(copied(files, 'WORKDIR /app', 'COPY a.txt .').paths).toEqual(['/app/a.txt']);
    expect(copied(files, 'WORKDIR /app', 'COPY a.txt x/y').paths).toEqual(['/app/x', '/app/x/y']);
  });

  it('copies what is in a directory, not the directory itself', () => {
    const paths = ['/app', '/app/deep', '/app/deep/two.js', '/app/empty', '/app/one.js'];
    expect(copied(files, 'COPY lib /app').paths).toEqual(paths);
    expect(copied(files, 'COPY lib/ /app/').paths).toEqual(paths);
    expect(copied(files, 'COPY . /app').paths).toContain('/app/lib/deep/two.js');
    expect(copied(files, 'COPY / /app').paths).toContain('/app/lib/deep/two.js');
  });

  it('stays within the context', () => {
    expect(copied(files, 'COPY ../a.txt /x').paths).toEqual(['/x']);
    expect(copied(files, 'COPY ../../etc/passwd /x').text).toContain('"/etc/passwd" not found: not found');
  });

  it('follows patterns, which may match nothing', () => {
    expect(copied(files, 'COPY *.txt /t/').paths).toEqual(['/t', '/t/a.txt', '/t/b.txt']);
    expect(copied(files, 'COPY [a].txt lib/*.js /t/').paths).toEqual(['/t', '/t/a.txt', '/t/one.js']);
    expect(copied(files, 'COPY li? /t/').paths).toContain('/t/deep/two.js');
    expect(copied(files, 'COPY *.none /t/').paths).toEqual([]);
    expect(copied(files, 'COPY none/*.js /t/').text).toContain('lstat /none: no such file or directory');
  });

  it('reads lists, for names with blanks', () => {
    expect(copied({ 'a b': '1' }, 'COPY ["a b", "/c d"]').paths).toEqual(['/c d']);
  });

  it('follows links that it is given, and keeps those inside', () => {
    const linked = { ...files, to: { link: 'a.txt' }, 'dir/in': { link: '../a.txt' } };
    const { image } = copied(linked, 'COPY to /to', 'COPY dir /dir');
    expect(fileIn(image, '/to')).toBe('a');
    expect(image?.layers.at(-1)?.files.node('/dir/in')).toMatchObject({ type: 'link', target: '../a.txt' });
  });

  it('goes where links of the image lead', () => {
    expect(copied({ ...files, to: 'x' }, 'RUN mkdir /real && ln -s real /alias', 'COPY to /alias/').paths).toEqual([
      '/real/to',
    ]);
  });

  it('gives the files to root, or to whom --chown names, and sets modes', () => {
    const layer = (instruction: string) => {
      const { image, text } = copied({ 'a.sh': { text: '#!/bin/sh\n', mode: 0o755 } }, instruction);
      return image?.layers.at(-1)?.files.node('/x') ?? text;
    };
    expect(layer('COPY a.sh /x')).toMatchObject({ owner: 'root', mode: 0o755 });
    expect(layer('COPY --chown=nobody a.sh /x')).toMatchObject({ owner: '65534' });
    expect(layer('COPY --chown=7:8 a.sh /x')).toMatchObject({ owner: '7', group: '8' });
    expect(layer('COPY --chmod=640 --link a.sh /x')).toMatchObject({ mode: 0o640 });
    expect(layer('COPY --chown=stranger:8 a.sh /x')).toMatchObject({ owner: 'root', group: '8' });
  });

  it('puts one file after the other where there is no directory', () => {
    const { image } = copied({ a: 'first', b: 'second' }, 'COPY a b /x');
    expect(fileIn(image, '/x')).toBe('second');
  });

  it('replaces files, but no directories', () => {
    const { image, text } = copied({ passwd: 'mine' }, 'COPY passwd /etc/passwd');
    expect([fileIn(image, '/etc/passwd'), text.includes('ERROR')]).toEqual(['mine', false]);
    expect(copied({ 'x/etc': '' }, 'COPY x /').text).toContain('ERROR: cannot replace to directory /etc with file\n');
    expect(copied({ 'x/y': '' }, 'COPY x /etc/passwd').text).toContain(
      'ERROR: cannot copy to non-directory: /etc/passwd\n',
    );
  });

  it('says by its size what was sent, and sends nothing twice', () => {
    const { build } = testBuilder();
    const context = {
      big: 'x'.repeat(2_000_000),
      small: 's',
      other: 'o',
      Dockerfile: 'FROM busybox\nCOPY big small /to/\n',
    };
    const sent = (more: TestFiles = {}) =>
      /transferring context: (\S+) done\n#\d+ DONE\n#\d+ \[/.exec(build({ ...context, ...more }).text.slice(200))?.[1];
    expect([sent(), sent(), sent({ other: 'changed' }), sent({ small: 'changed' })]).toEqual([
      '2.00MB',
      '50B',
      '50B',
      '61B',
    ]);
  });
});

describe('RUN --mount', () => {
  it('shows files of the context and of stages, which do not get into the image', () => {
    const { image } = testBuilder().build({
      'src/a': 'a',
      Dockerfile: `FROM busybox AS other
RUN echo b > /b
FROM busybox
RUN --mount=type=bind,source=src,target=/mnt/src --mount=from=other,target=/mnt/other,source=/ cat /mnt/src/a /mnt/other/b > /ab
`,
    });
    expect([fileIn(image, '/ab'), fileIn(image, '/mnt/src/a')]).toEqual(['ab\n', undefined]);
  });

  it('keeps a cache from step to step and from build to build', () => {
    const { build } = testBuilder();
    const dockerfile = (step: string) => `FROM busybox\nRUN --mount=type=cache,target=/cache ${step}\n`;
    build({ Dockerfile: dockerfile('echo kept > /cache/file') });
    const { image } = build({ Dockerfile: dockerfile('cp /cache/file /copy') });
    expect([fileIn(image, '/copy'), fileIn(image, '/cache/file')]).toEqual(['kept\n', undefined]);
  });
});
