import { describe, expect, it } from 'vitest';
import { clone } from '../../base/clone';
import { Random } from '../../base/random';
import { jsonPatch } from './jsonPatch';
import { mergeDiff } from './mergeDiff';
import { mergePatch } from './mergePatch';
import { strategicDiff, threeWayStrategicPatch } from './strategicDiff';
import { strategicMergePatch } from './strategicMergePatch';

const POD = 'core/v1.Pod';
const DEPLOYMENT = 'apps/v1.Deployment';

type Fields = Record<string, unknown>;

/** A pod spec out of few names, so that two of them have much in common. */
function randomPod(random: Random): Fields {
  const some = (names: readonly string[]) => names.filter(() => random.next() < 0.5);
  const shuffled = (names: string[]) => names.sort(() => random.next() - 0.5);
  const value = () => random.pick(['1', '2', '3']);
  const containers = shuffled(some(['a', 'b', 'c'])).map((name) => ({
    name,
    image: `nginx:${value()}`,
    ...(random.next() < 0.5 ? { args: some(['x', 'y', 'z']) } : {}),
    ...(random.next() < 0.5
      ? { env: shuffled(some(['E', 'F', 'G'])).map((env) => ({ name: env, value: value() })) }
      : {}),
  }));
  return {
    metadata: {
      name: 'p',
      ...(random.next() < 0.7
        ? { labels: Object.fromEntries(some(['k', 'l', 'm']).map((key) => [key, value()])) }
        : {}),
      ...(random.next() < 0.5 ? { finalizers: some(['f/1', 'f/2', 'f/3']) } : {}),
    },
    spec: {
      containers,
      ...(random.next() < 0.5 ? { nodeSelector: { disk: value() } } : {}),
      ...(random.next() < 0.5 ? { tolerations: some(['t', 'u']).map((key) => ({ key, operator: 'Exists' })) } : {}),
      ...(random.next() < 0.5
        ? {
            volumes: some(['v', 'w']).map((name) => ({
              name,
              ...random.pick([{ emptyDir: {} }, { configMap: { name: value() } }]),
            })),
          }
        : {}),
    },
  };
}

function applied(definition: string, target: unknown, patch: unknown): unknown {
  const result = strategicMergePatch(definition, target, patch);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('strategic merge patches', () => {
  it('turn any pod into any other, whatever the seed', () => {
    for (let seed = 0; seed < 400; seed++) {
      const random = new Random(seed);
      const from = randomPod(random);
      const to = randomPod(random);
      const patch = strategicDiff(POD, from, to);
      expect({ seed, pod: applied(POD, from, patch) }).toEqual({ seed, pod: to });
      expect(strategicDiff(POD, to, to)).toEqual({});
    }
  });

  it('change nothing when applied a second time', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(`again ${seed}`);
      const from = randomPod(random);
      const patch = strategicDiff(POD, from, randomPod(random));
      const once = applied(POD, from, patch);
      expect({ seed, pod: applied(POD, once, patch) }).toEqual({ seed, pod: once });
    }
  });

  it('do not change what they are given', () => {
    const random = new Random(7);
    const from = randomPod(random);
    const patch = strategicDiff(POD, from, randomPod(random));
    const before = clone({ from, patch });
    applied(POD, from, patch);
    expect({ from, patch }).toEqual(before);
  });

  it('merge containers by name and put what the patch names first', () => {
    const deployment = { spec: { template: { spec: { containers: [{ name: 'nginx', image: 'nginx' }] } } } };
    const patch = { spec: { template: { spec: { containers: [{ name: 'side', image: 'busybox' }] } } } };
    expect(applied(DEPLOYMENT, deployment, patch)).toEqual({
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'side', image: 'busybox' },
              { name: 'nginx', image: 'nginx' },
            ],
          },
        },
      },
    });
  });

  it('obey the directives', () => {
    const pod = {
      metadata: { finalizers: ['a', 'b'] },
      spec: {
        containers: [
          { name: 'a', image: '1' },
          { name: 'b', image: '1' },
        ],
        volumes: [{ name: 'v', emptyDir: {} }],
      },
    };
    expect(applied(POD, pod, { spec: { containers: [{ name: 'a', $patch: 'delete' }] } })).toEqual({
      ...pod,
      spec: { ...pod.spec, containers: [{ name: 'b', image: '1' }] },
    });
    expect(applied(POD, pod, { spec: { containers: [{ name: 'c' }, { $patch: 'replace' }] } })).toEqual({
      ...pod,
      spec: { ...pod.spec, containers: [{ name: 'c' }] },
    });
    expect(applied(POD, pod, { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } })).toEqual({
      ...pod,
      metadata: { finalizers: ['b'] },
    });
    expect(applied(POD, pod, { spec: { $patch: 'replace', nodeName: 'n' } })).toEqual({
      ...pod,
      spec: { nodeName: 'n' },
    });
    const volume = { name: 'v', configMap: { name: 'c' }, $retainKeys: ['name', 'configMap'] };
    expect(applied(POD, pod, { spec: { volumes: [volume] } })).toEqual({
      ...pod,
      spec: { ...pod.spec, volumes: [{ name: 'v', configMap: { name: 'c' } }] },
    });
  });

  it('name a list item without its key in the error', () => {
    const pod = { spec: { containers: [{ name: 'a' }] } };
    expect(strategicMergePatch(POD, pod, { spec: { containers: [{ image: 'x' }] } })).toEqual({
      ok: false,
      error: 'map: map[image:x] does not contain declared merge key: name',
    });
  });
});

describe('three-way patches', () => {
  it('leave alone what others set and take away what the author dropped', () => {
    const original = {
      spec: { replicas: 2, paused: true, template: { spec: { containers: [{ name: 'c', image: '1' }] } } },
    };
    const modified = { spec: { template: { spec: { containers: [{ name: 'd', image: '1' }] } } } };
    const current = {
      spec: {
        replicas: 2,
        paused: true,
        revisionHistoryLimit: 10,
        template: { spec: { containers: [{ name: 'c', image: '1', imagePullPolicy: 'Always' }] } },
      },
    };
    const patch = threeWayStrategicPatch(DEPLOYMENT, original, modified, current);
    expect(patch).toEqual({
      spec: {
        replicas: null,
        paused: null,
        template: {
          spec: {
            '$setElementOrder/containers': [{ name: 'd' }],
            containers: [
              { name: 'd', image: '1' },
              { $patch: 'delete', name: 'c' },
            ],
          },
        },
      },
    });
    expect(applied(DEPLOYMENT, current, patch)).toEqual({
      spec: { revisionHistoryLimit: 10, template: { spec: { containers: [{ name: 'd', image: '1' }] } } },
    });
  });

  it('say which keys stay where others must go, in lists as well, and though nothing else changes', () => {
    const volume = (source: object) => ({
      spec: { template: { spec: { volumes: [{ name: 'v', ...source }] } }, strategy: { type: 'Recreate' } },
    });
    const original = { spec: { template: { spec: { volumes: [{ name: 'v' }] } } } };
    const rolling = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } };
    const current = { spec: { ...volume({ emptyDir: {} }).spec, strategy: rolling } };
    const modified = volume({ hostPath: { path: '/data' } });
    const patch = threeWayStrategicPatch(DEPLOYMENT, original, modified, current);
    expect(patch).toEqual({
      spec: {
        strategy: { $retainKeys: ['type'], type: 'Recreate' },
        template: {
          spec: {
            '$setElementOrder/volumes': [{ name: 'v' }],
            volumes: [{ $retainKeys: ['hostPath', 'name'], hostPath: { path: '/data' }, name: 'v' }],
          },
        },
      },
    });
    expect(applied(DEPLOYMENT, current, patch)).toEqual(modified);
    const typeAlone = { spec: { strategy: { type: 'RollingUpdate' } } };
    expect(threeWayStrategicPatch(DEPLOYMENT, typeAlone, typeAlone, { spec: { strategy: rolling } })).toEqual({
      spec: { strategy: { $retainKeys: ['type'] } },
    });
  });

  it('reach what the author wants, whatever the seed, when nobody else interferes', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(`three ${seed}`);
      const original = randomPod(random);
      const modified = randomPod(random);
      const patch = threeWayStrategicPatch(POD, original, modified, original);
      expect({ seed, pod: applied(POD, original, patch) }).toEqual({ seed, pod: modified });
    }
  });
});

describe('merge patches', () => {
  it('turn any object into any other', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(`merge ${seed}`);
      const from = randomPod(random);
      const to = randomPod(random);
      expect({ seed, pod: mergePatch(from, mergeDiff(from, to)) }).toEqual({ seed, pod: to });
    }
  });
});

describe('JSON patches', () => {
  it('apply all or nothing', () => {
    const target = { a: [1, 2], b: { c: 1 } };
    expect(
      jsonPatch(target, [
        { op: 'add', path: '/a/-', value: 3 },
        { op: 'remove', path: '/b/c' },
      ]),
    ).toEqual({
      ok: true,
      value: { a: [1, 2, 3], b: {} },
    });
    expect(
      jsonPatch(target, [
        { op: 'add', path: '/a/-', value: 3 },
        { op: 'remove', path: '/x' },
      ]).ok,
    ).toBe(false);
    expect(jsonPatch(target, [{ op: 'test', path: '/b/c', value: 2 }]).ok).toBe(false);
    expect(target).toEqual({ a: [1, 2], b: { c: 1 } });
  });
});
