import { describe, expect, it } from 'vitest';
import { testBuilder } from './testing';

const one = { Dockerfile: 'FROM busybox\nRUN echo 1 > /x\n' };

describe('the build cache', () => {
  it('lists sources, images and steps, and frees what no image uses', () => {
    const { build, builder } = testBuilder();
    build(one, { tags: ['one'] });
    expect(
      builder.cache.map(({ Type, Description, Size, Shared, UsageCount }) => [
        Type,
        Description,
        Size,
        Shared,
        UsageCount,
      ]),
    ).toEqual([
      ['source.local', 'local source for dockerfile', 29, false, 1],
      ['source.local', 'local source for dockerignore', 0, false, 1],
      ['regular', 'pulled from docker.io/library/busybox:latest', expect.any(Number), true, 1],
      ['regular', 'mount / from exec echo 1 > /x', 2, true, 1],
    ]);
    const ids = builder.cache.map((record) => record.ID);
    expect(builder.prune({ all: false })).toEqual({ CachesDeleted: [ids[1], ids[0]], SpaceReclaimed: 29 });
    expect(builder.prune({ all: false })).toEqual({ CachesDeleted: [], SpaceReclaimed: 0 });
    expect(builder.prune({ all: true })).toEqual({ CachesDeleted: [ids[3], ids[2]], SpaceReclaimed: 0 });
    expect(builder.cache).toEqual([]);
  });

  it('has to do all again when it was emptied', () => {
    const { build, builder } = testBuilder();
    build(one);
    expect(build(one).text).toContain('RUN echo 1 > /x\n#5 CACHED\n');
    builder.prune({ all: true });
    expect(build(one).text).toContain(
      '[1/2] FROM docker.io/library/busybox\n#4 DONE\n#5 [2/2] RUN echo 1 > /x\n#5 DONE\n',
    );
  });

  it('keeps layers on the disk when their image is gone, until it is pruned', () => {
    const { build, builder, images } = testBuilder();
    const { image } = build(one, { tags: ['one'] });
    const layer = image?.layers.at(-1);
    const isThere = () => images.store.layers.some((stored) => stored.layer === layer);
    images.store.remove(image?.id ?? '');
    expect([isThere(), builder.cache.at(-1)?.Shared, build(one).image?.id]).toEqual([true, false, image?.id]);
    images.store.remove(image?.id ?? '');
    expect(builder.prune({ all: false }).SpaceReclaimed).toBe(29 + 2);
    expect(isThere()).toBe(false);
  });

  it('is shared by builds that begin alike', () => {
    const { build } = testBuilder();
    build({ Dockerfile: 'FROM busybox\nRUN echo 1 > /x\nRUN echo a\n' });
    const { text } = build({ Dockerfile: 'FROM busybox\nLABEL a=b\nRUN echo 1 > /x\nENV A=1\nRUN echo a\n' });
    // A label makes no step different, a variable makes commands different.
    expect(text).toContain('[2/3] RUN echo 1 > /x\n#5 CACHED\n#6 [3/3] RUN echo a\n#6 a\n#6 DONE\n');
  });

  it('counts on which image a build stands, not on its name', () => {
    const { build } = testBuilder();
    build({ Dockerfile: 'FROM busybox\nCMD ["x"]\n' }, { tags: ['mine'] });
    build(one);
    expect(build({ Dockerfile: 'FROM mine\nRUN echo 1 > /x\n' }).text).toContain('RUN echo 1 > /x\n#5 CACHED\n');
    expect(build({ Dockerfile: 'FROM alpine\nRUN echo 1 > /x\n' }).text).toContain('RUN echo 1 > /x\n#5 DONE\n');
  });
});
