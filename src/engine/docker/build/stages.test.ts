import { describe, expect, it } from 'vitest';
import { fileIn, testBuilder } from './testing';

/** Names of the steps with what became of them, in the order in which they are shown. */
function steps(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/^#\d+ /, ''));
  const shown = lines.map((line, index) => (lines[index + 1] === 'CACHED' ? `${line} CACHED` : line));
  return shown.filter((line) => /^\[(?!internal\])|^FROM/.test(line));
}

const twoStages = {
  'src/main.c': 'int main() {}\n',
  'src/notes.txt': 'notes\n',
  Dockerfile: `FROM alpine AS build
WORKDIR /src
COPY src .
RUN cat main.c > /main.o
FROM busybox AS docs
RUN echo docs > /docs
FROM busybox
COPY --from=build /main.o /bin/
CMD ["main.o"]
`,
};

describe('builds with several stages', () => {
  it('builds what the target needs and nothing else', () => {
    const { build } = testBuilder();
    const { text, image } = build(twoStages);
    expect(steps(text)).toEqual([
      '[stage-2 1/2] FROM docker.io/library/busybox',
      '[build 1/4] FROM docker.io/library/alpine',
      '[build 2/4] WORKDIR /src',
      '[build 3/4] COPY src .',
      '[build 4/4] RUN cat main.c > /main.o',
      '[stage-2 2/2] COPY --from=build /main.o /bin/',
    ]);
    expect([fileIn(image, '/bin/main.o'), fileIn(image, '/src/main.c'), fileIn(image, '/docs')]).toEqual([
      'int main() {}\n',
      undefined,
      undefined,
    ]);
    expect(image?.layers).toHaveLength(2);
  });

  it('asks for the metadata of all base images, the last one first', () => {
    const { build } = testBuilder();
    expect(build(twoStages).text.match(/load metadata for .*/g)).toEqual([
      'load metadata for docker.io/library/busybox:latest',
      'load metadata for docker.io/library/alpine:latest',
    ]);
  });

  it('stops at --target, by name only', () => {
    const { build } = testBuilder();
    expect(fileIn(build(twoStages, { target: 'docs' }).image, '/docs')).toBe('docs\n');
    expect(build(twoStages, { target: '0' }).text).toContain('target stage 0 could not be found\n');
    expect(build(twoStages, { target: 'nope' }).text).toContain('target stage nope could not be found\n');
  });

  it('finds a copy from a stage by its files, though the stage was built anew', () => {
    const { build } = testBuilder();
    const first = build(twoStages);
    const changed = build({ ...twoStages, 'src/notes.txt': 'other notes\n' });
    expect(steps(changed.text)).toEqual([
      '[stage-2 1/2] FROM docker.io/library/busybox',
      '[build 1/4] FROM docker.io/library/alpine',
      '[build 2/4] WORKDIR /src CACHED',
      '[build 3/4] COPY src .',
      '[build 4/4] RUN cat main.c > /main.o',
      '[stage-2 2/2] COPY --from=build /main.o /bin/ CACHED',
    ]);
    expect(changed.image?.id).toBe(first.image?.id);
  });

  it('stands on an earlier stage with its configuration and variables', () => {
    const { build } = testBuilder();
    const { image, text } = build({
      Dockerfile:
        'FROM busybox AS base\nARG WHO=me\nENV A=1\nRUN echo $WHO > /who\nFROM base\nRUN echo $WHO $A > /again\n',
    });
    expect(fileIn(image, '/again')).toBe('me 1\n');
    expect(steps(text)).toEqual([
      '[base 1/2] FROM docker.io/library/busybox',
      '[base 2/2] RUN echo me > /who',
      '[stage-1 1/1] RUN echo me 1 > /again',
    ]);
  });

  it('copies from images that are here and from those that are not', () => {
    const { build } = testBuilder({ images: ['busybox'] });
    const { text, image } = build({
      Dockerfile: 'FROM busybox\nCOPY --from=busybox /etc/passwd /p\nCOPY --from=alpine /etc/alpine-release /r\n',
    });
    expect(steps(text)).toEqual([
      '[stage-0 1/3] FROM docker.io/library/busybox',
      'FROM docker.io/library/busybox:latest CACHED',
      'FROM docker.io/library/alpine:latest',
      '[stage-0 2/3] COPY --from=busybox /etc/passwd /p',
      '[stage-0 3/3] COPY --from=alpine /etc/alpine-release /r',
    ]);
    expect(fileIn(image, '/r')).toMatch(/^3\./);
    expect(build({ Dockerfile: 'FROM busybox\nCOPY --from=nosuch:1 /a /b\n' }).text).toContain(
      `FROM docker.io/library/nosuch:1
#5 resolve docker.io/library/nosuch:1 done
#5 ERROR: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
failed: failed to load cache key: pull access denied, `,
    );
  });

  it('works side by side where it can', () => {
    const { build, clock } = testBuilder();
    const began = clock.now;
    const { text } = build({
      Dockerfile:
        'FROM busybox AS a\nRUN sleep 5; echo a > /a\nFROM busybox AS b\nRUN sleep 6; echo b > /b\nFROM busybox\nCOPY --from=a /a /\nCOPY --from=b /b /\n',
    });
    expect(Math.round((clock.now - began) / 1000)).toBe(6);
    expect(steps(text)).toEqual([
      // One image, of three stages.
      '[b 1/2] FROM docker.io/library/busybox',
      '[a 2/2] RUN sleep 5; echo a > /a',
      '[b 2/2] RUN sleep 6; echo b > /b',
      '[stage-2 2/3] COPY --from=a /a /',
      '[stage-2 3/3] COPY --from=b /b /',
    ]);
  });

  it('breaks off the others when one fails', () => {
    const { build, clock } = testBuilder();
    const began = clock.now;
    const { text } = build({
      Dockerfile:
        'FROM busybox AS a\nRUN sleep 5; false\nFROM busybox AS b\nRUN sleep 600\nFROM busybox\nCOPY --from=a /a /\nCOPY --from=b /b /\n',
    });
    expect(Math.round((clock.now - began) / 1000)).toBe(5);
    expect(text).toContain('[b 2/2] RUN sleep 600\n#6 CANCELED\n');
    expect(text).toMatch(/failed: executor failed running \[\/bin\/sh -c sleep 5; false\]: exit code: 1\n$/);
  });

  it('refuses circles and stages that do not exist', () => {
    const { build } = testBuilder();
    const refusal = (dockerfile: string) => build({ Dockerfile: dockerfile }).text.split('LLB definition: ')[1];
    expect(refusal('FROM busybox AS a\nCOPY --from=b / /\nFROM busybox AS b\nCOPY --from=a / /\n')).toBe(
      'circular dependency detected on stage: a\n',
    );
    expect(refusal('FROM busybox\nCOPY --from=0 / /\n')).toBe('circular dependency detected on stage: stage-0\n');
    expect(refusal('FROM busybox\nCOPY --from=7 / /\n')).toBe('invalid stage index 7\n');
    expect(refusal('FROM busybox\nCOPY --from=Bad:Name:1 / /\n')).toBe(
      'failed to parse stage name "Bad:Name:1": invalid reference format: repository name must be lowercase\n',
    );
  });

  it('chooses the base image by an argument', () => {
    const { build } = testBuilder();
    const files = {
      Dockerfile: 'ARG TAG=nosuch\nARG IMAGE=busybox:$TAG\nFROM $IMAGE\nARG TAG\nRUN echo $TAG > /tag\n',
    };
    expect(build(files).text).toContain('docker.io/library/busybox:nosuch: not found');
    expect(fileIn(build(files, { buildArguments: { TAG: 'latest' } }).image, '/tag')).toBe('latest\n');
    expect(build({ Dockerfile: 'FROM $NOTHING\n' }).text).toContain('base name ($NOTHING) should not be blank\n');
  });

  it('accepts our platform, and says that there is no other', () => {
    const { build } = testBuilder();
    const files = {
      Dockerfile: 'FROM --platform=$BUILDPLATFORM busybox\nARG TARGETARCH\nRUN echo $TARGETARCH > /arch\n',
    };
    expect(fileIn(build(files).image, '/arch')).toBe('amd64\n');
    expect(build({ Dockerfile: 'FROM --platform=linux/arm64 busybox\n' }).text).toContain(
      'platform linux/arm64 is not simulated: images here are made for linux/amd64\n',
    );
  });

  it('does what a base image asks of those who build on it', () => {
    const { build } = testBuilder();
    build(
      { Dockerfile: 'FROM busybox\nONBUILD COPY . /app\nONBUILD RUN ls /app > /listed\nONBUILD ENV A=1\n' },
      { tags: ['parent'] },
    );
    const { text, image } = build({ Z: 'z', Dockerfile: 'FROM parent\nCMD ["true"]\n' }, { tags: ['child'] });
    expect(steps(text)).toEqual([
      // Its layers are those of busybox, which are known.
      '[1/4] FROM docker.io/library/parent CACHED',
      '[2/4] ONBUILD COPY . /app',
      '[3/4] ONBUILD RUN ls /app > /listed',
    ]);
    expect(fileIn(image, '/listed')).toBe('Dockerfile\nZ\n');
    expect(image?.config.onBuild).toEqual([]);
  });

  it('begins at / on nothing, with no layers to export when nothing is put there', () => {
    const { image, text } = testBuilder().build({ Dockerfile: 'FROM scratch\n' });
    expect([image?.config.workingDirectory, text.includes('exporting layers')]).toEqual(['/', false]);
  });

  it('tells commands of proxies that the build was given, and leaves them out of the image', () => {
    const { image } = testBuilder().build(
      { Dockerfile: 'FROM busybox\nRUN echo $http_proxy $HTTP_PROXY > /proxy\n' },
      { buildArguments: { HTTP_PROXY: 'http://proxy:1' } },
    );
    expect(fileIn(image, '/proxy')).toBe('http://proxy:1 http://proxy:1\n');
    expect(image?.history.at(-1)?.createdBy).toBe('RUN /bin/sh -c echo $http_proxy $HTTP_PROXY > /proxy # buildkit');
  });

  it('builds the named stages anew', () => {
    const { build } = testBuilder();
    const files = {
      Dockerfile: 'FROM busybox AS a\nRUN echo a > /a\nFROM busybox AS b\nCOPY --from=a /a /\nRUN echo b\n',
    };
    build(files);
    expect(steps(build(files, { noCache: ['A'] }).text)).toContain('[a 2/2] RUN echo a > /a');
    expect(steps(build(files, { noCache: ['b'] }).text)).toContain('[a 2/2] RUN echo a > /a CACHED');
  });
});
