import { describe, expect, it } from 'vitest';
import { fileIn, testBuilder } from './testing';

const kubia = {
  'app.js': "console.log('Kubia server starting...');\n",
  Dockerfile: 'FROM alpine\nADD app.js /app.js\nENTRYPOINT ["node", "app.js"]\n',
};

describe('docker build', () => {
  it('tells of each step, and the second time takes all from the cache', () => {
    const { build } = testBuilder();
    const first = build(kubia, { tags: ['kubia'] });
    console.log(first.text);
    const second = build(kubia, { tags: ['kubia'] });
    console.log(second.text);
    const third = build({ ...kubia, 'app.js': 'x' }, { tags: ['kubia'] });
    console.log(third.text, fileIn(third.image, '/app.js'));
    expect(second.image?.id).toBe(first.image?.id);
  });
  it('runs', () => {
    const { build } = testBuilder();
    console.log(build({ Dockerfile: 'FROM busybox\nRUN echo before; nosuchcmd\nRUN echo never\n' }).text);
    console.log(build({ Dockerfile: 'FROM busybox\nRUN sh -c "echo oops >&2; exit 3"\n' }).text);
    console.log(build({ Dockerfile: 'FROM busybox\nCOPY nope.txt /\n' }).text);
    console.log(build({ Dockerfile: 'from busybox\nrun echo lower\n' }).text);
  });
});
