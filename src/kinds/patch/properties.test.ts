import { describe, expect, it } from 'vitest';
import { clone } from '../../base/clone';
import { Random } from '../../base/random';
import { mergeDiff } from './mergeDiff';
import { mergePatch } from './mergePatch';
import { strategicDiff, threeWayStrategicPatch } from './strategicDiff';
import { strategicMergePatch } from './strategicMergePatch';

const SERVICE = 'core/v1.Service';
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed + 1);

type Labels = Record<string, string>;
interface Port {
  port: number;
  name?: string;
  targetPort?: number;
}
interface Service {
  metadata: { name: string; labels: Labels };
  spec: { type?: string; selector: Labels; ports: Port[] };
}

function labels(random: Random): Labels {
  const keys = ['a', 'b', 'c', 'd'].filter(() => random.integer(2) === 0);
  return Object.fromEntries(keys.map((key) => [key, random.pick(['1', '2', '3'])]));
}

/** Ports are merged by their numbers. */
function ports(random: Random): Port[] {
  return [80, 81, 82, 83]
    .filter(() => random.integer(2) === 0)
    .map((port) => ({
      port,
      name: random.pick(['x', 'y']),
      ...(random.integer(2) === 0 ? { targetPort: random.integer(9) + 1 } : {}),
    }));
}

function service(random: Random): Service {
  return {
    metadata: { name: 'web', labels: labels(random) },
    spec: {
      ...(random.integer(2) === 0 ? { type: random.pick(['ClusterIP', 'NodePort']) } : {}),
      selector: labels(random),
      ports: ports(random),
    },
  };
}

function patched(target: unknown, patch: unknown): Service {
  const result = strategicMergePatch(SERVICE, clone(target), patch);
  if (!result.ok) throw new Error(result.error);
  return result.value as Service;
}

/** Without what stands for nothing, ports by their numbers. */
function plain({ metadata, spec }: Service): unknown {
  const sorted = [...(spec.ports ?? [])].sort((a, b) => a.port - b.port);
  return {
    metadata: { ...metadata, labels: metadata.labels ?? {} },
    spec: { ...spec, selector: spec.selector ?? {}, ports: sorted },
  };
}

describe.each(SEEDS)('patches (seed %i)', (seed) => {
  it('lead from one object to the other', () => {
    const random = new Random(seed);
    const [from, to] = [service(random), service(random)];
    expect(plain(mergePatch(clone(from), mergeDiff(from, to)) as Service)).toEqual(plain(to));
    expect(plain(patched(from, strategicDiff(SERVICE, from, to)))).toEqual(plain(to));
  });

  it('of three sides give what is wanted, keep what others added, and take away what was given up', () => {
    const random = new Random(seed);
    const [original, modified] = [service(random), service(random)];
    const current = clone(original);
    Object.assign(current.metadata.labels, { added: 'by another' });
    Object.assign(current.spec, { clusterIP: '10.96.0.7' });
    current.spec.ports.push({ port: 99, name: 'added' });
    const wanted = clone(modified);
    Object.assign(wanted.metadata.labels, { added: 'by another' });
    Object.assign(wanted.spec, { clusterIP: '10.96.0.7' });
    wanted.spec.ports.push({ port: 99, name: 'added' });
    const next = patched(current, threeWayStrategicPatch(SERVICE, original, modified, current));
    expect(plain(next)).toEqual(plain(wanted));
    // where others added to a list, only its order is told again
    const again = patched(next, threeWayStrategicPatch(SERVICE, modified, modified, next));
    expect(plain(again)).toEqual(plain(next));
  });
});
