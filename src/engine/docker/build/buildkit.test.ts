import { describe, expect, it } from 'vitest';
import { fileIn, testBuilder } from './testing';

const kubia = {
  'app.js': "console.log('Kubia server starting...');\n",
  Dockerfile: 'FROM alpine\nADD app.js /app.js\nENTRYPOINT ["node", "app.js"]\n',
};

/** The steps' lines alone, without what every build begins and ends with. */
function steps(text: string): string[] {
  return text
    .split('\n')
    .filter(
      (line) =>
        /^#\d+ (?:\[|FROM|CACHED|ERROR|CANCELED)/.test(line) && !/ \[internal\] load (?:\.|m|build d)/.test(line),
    )
    .map((line) => line.replace(/^#\d+ /, ''));
}

describe('docker build', () => {
  it('sends the directory, gets the image and makes a layer of each step', () => {
    const { build } = testBuilder();
    const { text, image } = build(kubia, { tags: ['kubia'] });
    expect(text).toBe(`#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 97B done
#1 DONE
#2 [internal] load .dockerignore
#2 transferring context: 2B done
#2 DONE
#3 [internal] load metadata for docker.io/library/alpine:latest
#3 DONE
#4 [1/2] FROM docker.io/library/alpine
#4 DONE
#5 [internal] load build context
#5 transferring context: 73B done
#5 DONE
#6 [2/2] ADD app.js /app.js
#6 DONE
#7 exporting to image
#7 exporting layers done
#7 writing image ${image?.id} done
#7 naming to docker.io/library/kubia done
#7 DONE
`);
    expect(fileIn(image, '/app.js')).toBe(kubia['app.js']);
    expect(image?.config).toMatchObject({ entrypoint: ['node', 'app.js'], command: [] });
    expect(image?.history.slice(-2)).toEqual([
      expect.objectContaining({
        createdBy: 'ADD app.js /app.js # buildkit',
        emptyLayer: false,
        comment: 'buildkit.dockerfile.v0',
      }),
      expect.objectContaining({ createdBy: 'ENTRYPOINT ["node" "app.js"]', emptyLayer: true }),
    ]);
  });

  it('takes what has not changed from the cache and gives the same image again', () => {
    const { build, clock } = testBuilder();
    const first = build(kubia, { tags: ['kubia'] });
    clock.advance(60_000);
    const again = build(kubia, { tags: ['kubia'] });
    expect(steps(again.text)).toEqual([
      '[1/2] FROM docker.io/library/alpine',
      '[internal] load build context',
      '[2/2] ADD app.js /app.js',
      'CACHED',
    ]);
    expect(again.text).toContain('transferring dockerfile: 32B done');
    expect(again.image?.id).toBe(first.image?.id);
    const changed = build({ ...kubia, 'app.js': '// changed' }, { tags: ['kubia'] });
    // The files are compared before the image is needed.
    expect(steps(changed.text)).toEqual([
      '[internal] load build context',
      '[1/2] FROM docker.io/library/alpine',
      'CACHED',
      '[2/2] ADD app.js /app.js',
    ]);
    expect(changed.image?.id).not.toBe(first.image?.id);
    expect(changed.image?.layers[0]).toBe(first.image?.layers[0]);
  });

  it('moves the name to the newer image', () => {
    const { build, images } = testBuilder({ images: ['alpine'] });
    const first = build(kubia, { tags: ['kubia'] });
    const second = build({ ...kubia, 'app.js': '' }, { tags: ['kubia', 'localhost:5000/kubia:v2'] });
    expect(second.text).toContain(
      'naming to docker.io/library/kubia done\n#7 naming to localhost:5000/kubia:v2 done\n',
    );
    expect(images.store.images.map(({ image, names }) => [image.id, names])).toEqual([
      [second.image?.id, ['docker.io/library/kubia:latest', 'localhost:5000/kubia:v2']],
      [first.image?.id, []],
      [expect.anything(), ['docker.io/library/alpine:latest']],
    ]);
  });

  it('shows what commands print, and stops at the first that fails', () => {
    const { build } = testBuilder();
    const { text } = build({
      Dockerfile: 'FROM busybox\nRUN echo one; echo two >&2; printf three; exit 3\nRUN echo never\n',
    });
    expect(text.split('\n').slice(6)).toEqual([
      '#3 [internal] load metadata for docker.io/library/busybox:latest',
      '#3 DONE',
      '#4 [1/3] FROM docker.io/library/busybox',
      '#4 DONE',
      '#5 [2/3] RUN echo one; echo two >&2; printf three; exit 3',
      '#5 one',
      '#5 two',
      '#5 three',
      '#5 ERROR: executor failed running [/bin/sh -c echo one; echo two >&2; printf three; exit 3]: exit code: 3',
      'failed: executor failed running [/bin/sh -c echo one; echo two >&2; printf three; exit 3]: exit code: 3',
      '',
    ]);
  });

  it('says what runc says of a command that cannot be started', () => {
    const { build } = testBuilder();
    expect(build({ Dockerfile: 'FROM busybox\nRUN ["nosuch", "x"]\n' }).text).toContain(`#5 [2/2] RUN ["nosuch", "x"]
#5 runc run failed: unable to start container process: exec: "nosuch": executable file not found in $PATH
#5 ERROR: executor failed running [nosuch x]: exit code: 1
failed: executor failed running [nosuch x]: exit code: 1
`);
  });

  it('misses a file that is not in the context', () => {
    const { build } = testBuilder();
    const { text, answer } = build({ Dockerfile: 'FROM busybox\nCOPY nope.txt /\n' });
    expect(text).toContain('#6 [2/2] COPY nope.txt /\n#6 ERROR: "/nope.txt" not found: not found\n');
    expect(answer).toEqual({
      ok: false,
      error: { status: 500, message: 'failed to compute cache key: "/nope.txt" not found: not found' },
    });
  });

  it('keeps what steps have written apart, also what they removed', () => {
    const { build } = testBuilder();
    const { image } = build({
      Dockerfile:
        'FROM busybox\nRUN echo a > /a; mkdir /d; echo b > /d/b\nRUN rm -r /d; echo more >> /a\nRUN mkdir /d; ls /d > /listed\n',
    });
    expect(['/a', '/d', '/d/b', '/listed'].map((path) => fileIn(image, path))).toEqual([
      'a\nmore\n',
      'directory',
      undefined,
      '',
    ]);
    expect(image?.layers).toHaveLength(4);
  });

  it('knows the variables of ENV and ARG, the directory and the user', () => {
    const { build } = testBuilder();
    const files = {
      Dockerfile: `FROM busybox
ARG VERSION=1 UNSET
ENV APP_VERSION=$VERSION MODE="prod mode"
WORKDIR /app
WORKDIR sub
RUN echo "$VERSION-$APP_VERSION-$MODE-$UNSET" > v; pwd > p
RUN echo 'app:x:1000:1000::/home/app:/bin/sh' >> /etc/passwd
USER app
RUN id -un > /tmp/who
`,
    };
    const { image, text } = build(files);
    expect(['/app/sub/v', '/app/sub/p', '/tmp/who'].map((path) => fileIn(image, path))).toEqual([
      '1-1-prod mode-\n',
      '/app/sub\n',
      'app\n',
    ]);
    expect(text).toContain('[4/6] RUN echo "1-1-prod mode-$UNSET" > v; pwd > p');
    expect(image?.history.slice(2).map((entry) => entry.createdBy)).toEqual([
      'ARG VERSION=1 UNSET',
      'ENV APP_VERSION=1 MODE=prod mode',
      'WORKDIR /app',
      'WORKDIR /app/sub',
      'RUN |2 VERSION=1 UNSET= /bin/sh -c echo "$VERSION-$APP_VERSION-$MODE-$UNSET" > v; pwd > p # buildkit',
      "RUN |2 VERSION=1 UNSET= /bin/sh -c echo 'app:x:1000:1000::/home/app:/bin/sh' >> /etc/passwd # buildkit",
      'USER app',
      'RUN |2 VERSION=1 UNSET= /bin/sh -c id -un > /tmp/who # buildkit',
    ]);
    const other = build(files, { buildArguments: { VERSION: '2', NOPE: '1' } });
    expect(steps(other.text).slice(0, 7)).toEqual([
      '[1/6] FROM docker.io/library/busybox',
      '[2/6] WORKDIR /app',
      'CACHED',
      '[3/6] WORKDIR sub',
      'CACHED',
      '[4/6] RUN echo "2-2-prod mode-$UNSET" > v; pwd > p',
      "[5/6] RUN echo 'app:x:1000:1000::/home/app:/bin/sh' >> /etc/passwd",
    ]);
    expect(fileIn(other.image, '/app/sub/v')).toBe('2-2-prod mode-\n');
  });

  it('does all again with --no-cache, but for directories', () => {
    const { build } = testBuilder();
    const files = { Dockerfile: 'FROM busybox\nWORKDIR /app\nRUN echo hi\n' };
    const first = build(files);
    const again = build(files, { noCache: true });
    expect(steps(again.text)).toEqual([
      '[1/3] FROM docker.io/library/busybox',
      '[2/3] WORKDIR /app',
      'CACHED',
      '[3/3] RUN echo hi',
    ]);
    expect(again.image?.id).not.toBe(first.image?.id);
    // What was done again is what the next build finds.
    expect(build(files).image?.id).toBe(again.image?.id);
  });

  it('dates what makes no layer by the layer before it', () => {
    const { build } = testBuilder({ images: ['busybox'] });
    const base = build({ Dockerfile: 'FROM busybox\nCMD ["true"]\n' }).image;
    expect(base?.created).toBe(base?.history[0]?.created);
    const labelled = build({ Dockerfile: 'FROM busybox\nRUN true\nLABEL a=b\n' }, { labels: { built: 'yes' } }).image;
    expect(labelled?.created).toBe(labelled?.history.at(-2)?.created);
    expect(labelled?.config.labels).toEqual({ a: 'b', built: 'yes' });
  });

  it('builds on nothing', () => {
    const { build } = testBuilder();
    const { text, image } = build({ a: 'a', Dockerfile: 'FROM scratch\nCOPY a /\nCMD ["/a"]\n' });
    expect(steps(text)).toEqual(['[internal] load build context', '[1/1] COPY a /']);
    expect(image?.layers).toHaveLength(1);
    expect(image?.config.env).toEqual([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']]);
  });

  it('fetches an image that is not here, and needs it once', () => {
    const { build, images } = testBuilder({ images: [] });
    const { text, image } = build({ Dockerfile: 'FROM busybox:1.36\nRUN echo hi\n' });
    const layer = image?.layers[0];
    expect(text).toMatch(
      /#4 \[1\/2\] FROM docker\.io\/library\/busybox:1\.36@sha256:[0-9a-f]{64}\n#4 resolve docker\.io\/library\/busybox@sha256:[0-9a-f]{64} done\n/,
    );
    expect(text).toContain(
      `#4 ${layer?.digest} done\n#4 extracting ${layer?.digest}\n#4 extracting ${layer?.digest} done\n#4 DONE\n`,
    );
    // Only the built image has a place in the list.
    expect(images.store.images.map((one) => one.image.id)).toEqual([image?.id]);
    expect(steps(build({ Dockerfile: 'FROM busybox:1.36\nRUN echo ho\n' }).text)[1]).toBe('CACHED');
  });

  it('says why an image cannot be had', () => {
    const { build, registries } = testBuilder({ images: [] });
    const prefix =
      'rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: ';
    const denied =
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
    expect(build({ Dockerfile: 'FROM nosuch\n' }).text).toContain(
      `#3 [internal] load metadata for docker.io/library/nosuch:latest\n#3 ERROR: ${denied}\nfailed: ${prefix}${denied}\n`,
    );
    expect(build({ Dockerfile: 'FROM busybox:nosuch\n' }).text).toContain(
      `failed: ${prefix}docker.io/library/busybox:nosuch: not found\n`,
    );
    registries.stop();
    expect(build({ Dockerfile: 'FROM busybox\n' }).text).toContain(
      `failed: ${prefix}failed to do request: Head "https://registry-1.docker.io/v2/library/busybox/manifests/latest": `,
    );
  });

  it('has no Dockerfile', () => {
    const { build } = testBuilder();
    expect(build({ 'app.js': '' }).text).toMatch(
      /^#1 \[internal\] load build definition from Dockerfile\n#1 transferring dockerfile: 2B done\n#1 DONE\n#2 \[internal\] load \.dockerignore\n#2 transferring context:\nfailed: rpc error: code = Unknown desc = failed to solve with frontend dockerfile\.v0: failed to read dockerfile: open \/var\/lib\/docker\/tmp\/buildkit-mount\d+\/Dockerfile: no such file or directory\n$/,
    );
  });

  it('stops when the client hangs up', () => {
    const { begin, clock, images } = testBuilder();
    const before = images.store.images.length;
    const told: string[] = [];
    const cancel = begin(
      { dockerfile: 'FROM busybox\nRUN sleep 100; echo late\n' },
      (event) => told.push(event.kind),
      () => told.push('answered'),
    );
    clock.advance(5_000);
    cancel();
    const events = told.length;
    clock.advance(200_000);
    expect(told).toHaveLength(events);
    expect(told).not.toContain('answered');
    expect(images.store.images).toHaveLength(before);
  });
});
