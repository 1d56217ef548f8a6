import { describe, expect, it } from 'vitest';
import { fileIn, type TestBuild, type TestFiles, testBuilder } from './testing';

const kubia = { 'app.js': 'x', Dockerfile: 'FROM alpine\nADD app.js /app.js\nENTRYPOINT ["node", "app.js"]\n' };

function classic(options: Parameters<typeof testBuilder>[0] = {}) {
  const { build, ...rest } = testBuilder(options);
  return {
    ...rest,
    build: (files: TestFiles, request: Parameters<typeof build>[1] = {}): TestBuild =>
      build(files, { ...request, buildkit: false }),
  };
}

/** With ids in the order of their appearance. */
function labelled(text: string): string {
  const ids: string[] = [];
  return text.replace(/\b[0-9a-f]{12}\b/g, (id) => {
    if (!ids.includes(id)) ids.push(id);
    return `<${ids.indexOf(id) + 1}>`;
  });
}

describe('docker build with the classic builder', () => {
  it('makes an image of each instruction, and finds them again', () => {
    const { build, images, containers } = classic({ images: ['alpine'] });
    const first = build(kubia, { tags: ['kubia'] });
    expect(labelled(first.text)).toBe(`Sending build context to Docker daemon  3.072kB\r\r
Step 1/3 : FROM alpine
 ---> <1>
Step 2/3 : ADD app.js /app.js
 ---> <2>
Step 3/3 : ENTRYPOINT ["node", "app.js"]
 ---> Running in <3>
Removing intermediate container <3>
 ---> <4>
Successfully built <4>
Successfully tagged kubia:latest
`);
    const again = build(kubia, { tags: ['kubia', 'kubia:v1'] });
    expect(labelled(again.text)).toBe(`Sending build context to Docker daemon  3.072kB\r\r
Step 1/3 : FROM alpine
 ---> <1>
Step 2/3 : ADD app.js /app.js
 ---> Using cache
 ---> <2>
Step 3/3 : ENTRYPOINT ["node", "app.js"]
 ---> Using cache
 ---> <3>
Successfully built <3>
Successfully tagged kubia:latest
Successfully tagged kubia:v1
`);
    expect(again.image?.id).toBe(first.image?.id);
    expect(containers).toEqual([]);
    const middle = images.store.find(first.image?.parent ?? '')?.image;
    const base = images.store.find('alpine')?.image;
    expect(middle?.parent).toBe(base?.id);
    expect(first.image?.history.slice(base?.history.length).map((entry) => entry.createdBy)).toEqual([
      expect.stringMatching(/^\/bin\/sh -c #\(nop\) ADD file:[0-9a-f]{64} in \/app\.js $/),
      '/bin/sh -c #(nop)  ENTRYPOINT ["node" "app.js"]',
    ]);
    expect(build({ ...kubia, 'app.js': 'y' }).text).not.toContain('Using cache');
  });

  it('runs commands in containers, shows what they print, and keeps the one that failed', () => {
    const { build, containers } = classic();
    const run = { Dockerfile: 'FROM busybox\nRUN echo hello > /h\nRUN cat /h; echo oops >&2\n' };
    const { text, image } = build(run, { tags: ['r'] });
    expect(labelled(text).split('\n').slice(3)).toEqual([
      'Step 2/3 : RUN echo hello > /h',
      ' ---> Running in <2>',
      'Removing intermediate container <2>',
      ' ---> <3>',
      'Step 3/3 : RUN cat /h; echo oops >&2',
      ' ---> Running in <4>',
      'hello',
      '\u001b[91moops',
      '\u001b[0mRemoving intermediate container <4>',
      ' ---> <5>',
      'Successfully built <5>',
      'Successfully tagged r:latest',
      '',
    ]);
    expect(fileIn(image, '/h')).toBe('hello\n');
    const failed = build({ Dockerfile: 'FROM busybox\nRUN exit 3\nRUN echo never\n' });
    expect(failed.events.at(-1)).toEqual({
      kind: 'failure',
      message: "The command '/bin/sh -c exit 3' returned a non-zero code: 3",
      code: 3,
    });
    expect(failed.answer.ok).toBe(false);
    expect(containers.map(({ exitCode, step }) => [exitCode, step.argv])).toEqual([[3, ['/bin/sh', '-c', 'exit 3']]]);
    build(run, { noCache: true, removeIntermediate: false });
    expect(containers.map(({ exitCode }) => exitCode)).toEqual([3, 0, 0]);
  });

  it('hashes files as Docker does', () => {
    const { build } = classic();
    // Of a recorded session with the real builder.
    const app = `require('http').createServer((q, r) => r.end("You've hit " + require('os').hostname() + "\\n")).listen(8080);\n`;
    const { image } = build({ 'app.js': app, Dockerfile: 'FROM busybox\nADD app.js /app.js\n' });
    expect(image?.history.at(-1)?.createdBy).toMatch(/^\/bin\/sh -c #\(nop\) ADD file:f4eefd9dac5501651/);
  });

  it('complains before it begins of what it cannot read', () => {
    const { build } = classic();
    const answer = (files: TestFiles, request = {}) => build(files, request).answer;
    const refused = (message: string) => ({ ok: false, error: { status: 400, message } });
    expect(answer({ Dockerfile: 'FROM busybox\nRUNN x\n' })).toEqual(
      refused('dockerfile parse error line 2: unknown instruction: RUNN'),
    );
    expect(answer({ Dockerfile: '' })).toEqual(refused('The Dockerfile (Dockerfile) cannot be empty'));
    expect(answer({ Dockerfile: 'FROM busybox\n' }, { target: 'nope' })).toEqual(
      refused('failed to reach build target nope in Dockerfile'),
    );
  });

  it('says what it misses of the context', () => {
    const { build } = classic();
    const last = (files: TestFiles) => build(files).events.at(-1);
    const failure = (message: string) => ({ kind: 'failure', message, code: 1 });
    expect(last({ Dockerfile: 'FROM busybox\nCOPY nope.txt /\n' })).toEqual(
      failure(
        'COPY failed: file not found in build context or excluded by .dockerignore: stat nope.txt: file does not exist',
      ),
    );
    expect(last({ Dockerfile: 'FROM busybox\nCOPY *.txt /\n' })).toEqual(
      failure('COPY failed: no source files were specified'),
    );
    expect(last({ Dockerfile: 'FROM busybox\nCOPY ../x /\n' })).toEqual(
      failure('COPY failed: forbidden path outside the build context: ../x ()'),
    );
    expect(last({ a: '', b: '', Dockerfile: 'FROM busybox\nCOPY a b /c\n' })).toEqual(
      failure('When using COPY with more than one source file, the destination must be a directory and end with a /'),
    );
    expect(last({ Dockerfile: 'FROM busybox\nRUN --mount=type=cache,target=/c true\n' })).toEqual(
      failure(
        'the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled',
      ),
    );
  });

  it('pulls its base image, declares arguments and warns of those that nobody declared', () => {
    const { build, images } = classic({ images: [] });
    const { text, image } = build(
      {
        Dockerfile:
          'ARG TAG=1.36\nFROM busybox:$TAG AS a\nARG WHO=me\nRUN echo $WHO > /who\nFROM busybox:$TAG\nCOPY --from=a /who /\nWORKDIR /w\n',
      },
      { buildArguments: { WHO: 'you', NOPE: '1' }, labels: { a: 'b' } },
    );
    expect(text).toContain(`Step 1/8 : ARG TAG=1.36
Step 2/8 : FROM busybox:$TAG AS a
1.36: Pulling from library/busybox
`);
    expect(text).toMatch(
      /Step 8\/8 : LABEL a=b\n[\s\S]*\n\[Warning\] One or more build-args \[NOPE\] were not consumed\nSuccessfully built /,
    );
    expect([fileIn(image, '/who'), image?.config.workingDirectory, image?.config.labels]).toEqual([
      'you\n',
      '/w',
      { a: 'b' },
    ]);
    expect(images.store.find('busybox:1.36')).toBeDefined();
    expect(build({ Dockerfile: 'FROM nosuch\n' }).events.at(-1)).toMatchObject({
      kind: 'failure',
      message: expect.stringContaining('pull access denied for nosuch, repository does not exist'),
    });
  });

  it('does what a base image asks of those who build on it', () => {
    const { build } = classic();
    build({ Dockerfile: 'FROM busybox\nONBUILD COPY . /app\n' }, { tags: ['parent'] });
    const { text, image } = build({ a: 'a', Dockerfile: 'FROM parent\nCMD ["true"]\n' });
    expect(text).toContain('Step 1/2 : FROM parent\n# Executing 1 build trigger\n ---> ');
    expect(fileIn(image, '/app/a')).toBe('a');
  });
});
