/** Valid objects with one or two things done to them that should not be. */
import type { Random } from '../../base/random';

type Json = unknown;
/** A place in an object: the container and the key or index in it. */
interface Place {
  readonly holder: Record<string, Json> | Json[];
  readonly key: string | number;
}

const VALUES: readonly Json[] = [
  ...[
    '',
    'x',
    'Bad_Name',
    'a b',
    '-1',
    '1Gi',
    '10m',
    '50%',
    'http',
    'x'.repeat(300),
    '2026-01-05T09:00:00Z',
    '10.0.0.1',
  ],
  ...[0, 1, -1, 1.5, 70_000, 4_294_967_296, 9_007_199_254_740_991, true, false, null],
  ...[[], {}, ['x'], [1], [null], [{}], { a: 'b' }, { a: 1 }, { matchLabels: { a: 'b' } }, [['x']]],
];

/** A copy of the object with something dropped, retyped, doubled or added. */
export function mutated(random: Random, object: Json): Json {
  const copy = structuredClone(object);
  for (let count = random.pick([1, 1, 1, 2]); count > 0; count--) {
    const places = placesIn(copy);
    if (places.length > 0) change(random, random.pick(places));
  }
  return copy;
}

/** Every place but `apiVersion` and `kind`, without which nobody knows what it is. */
function placesIn(value: Json, isRoot = true): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Place['holder'];
  const keys = Array.isArray(holder) ? holder.map((_, index) => index) : Object.keys(holder);
  return keys
    .filter((key) => !isRoot || (key !== 'apiVersion' && key !== 'kind'))
    .flatMap((key) => [{ holder, key }, ...placesIn(at({ holder, key }), false)]);
}

function at({ holder, key }: Place): Json {
  return (holder as Record<string | number, Json>)[key];
}

function change(random: Random, place: Place): void {
  const { holder, key } = place;
  const record = holder as Record<string | number, Json>;
  switch (random.integer(6)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete record[key];
      return;
    case 1:
      if (Array.isArray(holder)) holder.push(structuredClone(at(place)));
      else record[`${key}Again`] = at(place);
      return;
    case 2:
      record[key] = Array.isArray(at(place)) ? { x: at(place) } : [at(place)];
      return;
    default:
      record[key] = structuredClone(random.pick(VALUES));
  }
}
