/** Which objects a check means: by kind, namespace, name, labels and the values of fields. */
import { equal } from '../../base/equality';
import type { ClusterObject } from '../../kinds/object';
import type { CheckView } from '../check';

export const OBJECT_FIELDS = {
  kind: 'of the API (`Pod`, `Service`) or a thing of a machine (`container`, `image`, `process`)',
  namespace: '`default` when left out; `*` for any',
  name: 'its whole name',
  labels: 'that it must have: `{app: kubia}`',
  where:
    'values at paths: `{spec.replicas: 3}`. In place of a value: `{min: 2}`, `{max: 5}`, `{not: x}`, `{in: [a, b]}`, `{exists: true}`, `{matches: "^a.*z$"}` (a regular expression), `{has: x}` (a list that holds it), `{has: [x, y]}` (both)',
  machine: 'for things: `laptop` when left out, or the name of a node',
} as const;

type Use = Readonly<Record<string, unknown>>;

/** The objects that fit `kind`, `namespace` (default: `default`; `*`: any), `name`, `labels` and `where`. */
export function matching(view: CheckView, use: Use): readonly ClusterObject[] {
  return view.list(String(use['kind']), machineOf(use)).filter((object) => fits(object, use));
}

/** Where the things are; undefined for the laptop. */
export function machineOf(use: Use): string | undefined {
  return use['machine'] === undefined ? undefined : String(use['machine']);
}

export function fits(object: ClusterObject, use: Use): boolean {
  const { metadata } = object;
  const namespace = use['namespace'] ?? 'default';
  if (metadata.namespace !== undefined && namespace !== '*' && metadata.namespace !== namespace) return false;
  if (use['name'] !== undefined && !isNamed(object, String(use['name']))) return false;
  for (const [key, value] of Object.entries((use['labels'] as Record<string, string> | undefined) ?? {})) {
    if (metadata.labels?.[key] !== value) return false;
  }
  const where = (use['where'] as Record<string, unknown> | undefined) ?? {};
  return Object.entries(where).every(([path, wanted]) => agrees(valueAt(object, path), wanted));
}

function isNamed(object: ClusterObject & { readonly otherNames?: readonly string[] }, name: string): boolean {
  return object.metadata.name === name || object.otherNames?.includes(name) === true;
}

/** The value at a path such as `spec.ports[0].port` or `status.conditions[type=Ready].status`. */
export function valueAt(object: unknown, path: string): unknown {
  let value: unknown = object;
  for (const step of stepsOf(path)) {
    if (value === undefined || value === null) return undefined;
    value = step(value);
  }
  return value;
}

/** From a value that is there to one inside it. */
type Step = (value: unknown) => unknown;

/** A lesson asks for the same few paths at each of its looks. */
const known = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  let steps = known.get(path);
  if (steps === undefined) {
    const parts = path.match(/[^.[\]]+(?=[.[]|$)|\[[^\]]*\]/g) ?? [];
    steps = parts.map((part) => (part.startsWith('[') ? intoItem(part.slice(1, -1)) : intoMember(part)));
    known.set(path, steps);
  }
  return steps;
}

function intoMember(name: string): Step {
  return (value) => (value as Record<string, unknown>)[name];
}

function intoItem(inside: string): Step {
  if (/^'.*'$/.test(inside)) return intoMember(inside.slice(1, -1));
  const [, key = '', wanted] = /^(\w+)=(.*)$/.exec(inside) ?? [];
  const isWanted = (item: unknown) => String((item as Record<string, unknown>)[key]) === wanted;
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    return wanted === undefined ? value[Number(inside)] : value.find(isWanted);
  };
}

/** A plain value must be equal; `{min, max, not, in, exists, matches, has}` say more. */
export function agrees(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return equal(value, wanted);
  return Object.entries(wanted).every(([word, particular]) => {
    switch (word) {
      case 'min':
        return typeof value === 'number' && value >= Number(particular);
      case 'max':
        return typeof value === 'number' && value <= Number(particular);
      case 'not':
        return !agrees(value, particular);
      case 'in':
        return Array.isArray(particular) && particular.some((one) => equal(value, one));
      case 'exists':
        return (value !== undefined && value !== null) === particular;
      case 'matches':
        return value !== undefined && value !== null && new RegExp(String(particular), 'm').test(String(value));
      case 'has':
        return (
          Array.isArray(value) &&
          (Array.isArray(particular) ? particular : [particular]).every((all) => value.some((one) => agrees(one, all)))
        );
      default:
        return equal(value, wanted);
    }
  });
}
