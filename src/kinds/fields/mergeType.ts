/** How values merge in server-side apply: what the schema says of maps and lists, apart from where the schema comes from. */
import { isAtomicDefinition, isAtomicMap, mergeRule } from '../schema/mergeKeys';
import { type Definition, definitions, type Field, type FieldType } from '../schema/structure';

export type MergeType = ScalarMerge | MapMerge | ListMerge | DeducedMerge;

interface ScalarMerge {
  readonly kind: 'scalar';
  readonly scalar: 'string' | 'numeric' | 'boolean' | 'any';
}

/** No schema: maps merge field by field, lists are replaced. */
interface DeducedMerge {
  readonly kind: 'deduced';
}

export interface MapMerge {
  readonly kind: 'map';
  readonly atomic: boolean;
  /** The type of a member; undefined when no such member is declared. */
  member(name: string): MergeType | undefined;
  /** True for the fields of a struct, false for the keys of a map. */
  isField(name: string): boolean;
}

export interface ListMerge {
  readonly kind: 'list';
  readonly relation: 'atomic' | 'set' | 'map';
  readonly keys: readonly string[];
  /** What a key is when an item leaves it out. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly of: MergeType;
}

const STRING: MergeType = { kind: 'scalar', scalar: 'string' };
const NUMERIC: MergeType = { kind: 'scalar', scalar: 'numeric' };
const BOOLEAN: MergeType = { kind: 'scalar', scalar: 'boolean' };
const ANY: MergeType = { kind: 'scalar', scalar: 'any' };
export const DEDUCED: MergeType = { kind: 'deduced' };

export const scalarTypes = { string: STRING, numeric: NUMERIC, boolean: BOOLEAN, any: ANY } as const;

const byDefinition = new Map<string, MergeType>();

/** How a definition (`core/v1.Pod`) merges. */
export function mergeTypeOf(definition: string): MergeType {
  const known = byDefinition.get(definition);
  if (known !== undefined) return known;
  const found = definitions.get(definition);
  const type = found === undefined ? DEDUCED : structType(found);
  byDefinition.set(definition, type);
  return type;
}

/** A struct whose members are looked up once. */
export function structOf(
  names: ReadonlySet<string>,
  typeOf: (name: string) => MergeType,
  atomic: boolean,
  others?: MergeType,
): MapMerge {
  const types = new Map<string, MergeType>();
  return {
    kind: 'map',
    atomic,
    isField: (name) => names.has(name),
    member(name) {
      if (!names.has(name)) return others;
      let type = types.get(name);
      if (type === undefined) {
        type = typeOf(name);
        types.set(name, type);
      }
      return type;
    },
  };
}

export function mapOf(of: MergeType, atomic = false): MapMerge {
  return { kind: 'map', atomic, member: () => of, isField: () => false };
}

function structType(definition: Definition): MergeType {
  const names = new Set(definition.fields.keys());
  const typeOf = (name: string) => fieldType(definition, definition.fields.get(name) as Field);
  return structOf(names, typeOf, isAtomicDefinition(definition.name));
}

/** A field that is merged part by part although its definition is replaced as a whole elsewhere. */
const GRANULAR = 'core/v1.PersistentVolumeSpec.claimRef';

function fieldType(definition: Definition, { name, type }: Field): MergeType {
  if (type.kind === 'list') {
    const rule = mergeRule(definition.name, name)?.list;
    return {
      kind: 'list',
      relation: rule?.type ?? 'atomic',
      keys: rule?.type === 'map' ? [...rule.keys].sort() : [],
      defaults: rule?.type === 'map' && rule.keys.includes('protocol') ? { protocol: 'TCP' } : {},
      of: plainType(type.of),
    };
  }
  if (type.kind === 'map') return mapOf(plainType(type.of), isAtomicMap(definition.name, name));
  const plain = plainType(type);
  const granular = `${definition.name}.${name}` === GRANULAR;
  return granular && plain.kind === 'map' ? { ...plain, atomic: false } : plain;
}

function plainType(type: FieldType): MergeType {
  switch (type.kind) {
    case 'definition':
      return mergeTypeOf(type.name);
    case 'list':
      return { kind: 'list', relation: 'atomic', keys: [], defaults: {}, of: plainType(type.of) };
    case 'map':
      return mapOf(plainType(type.of));
    case 'int32':
    case 'int64':
    case 'number':
      return NUMERIC;
    case 'boolean':
      return BOOLEAN;
    case 'quantity':
    case 'intOrString':
      return ANY;
    case 'any':
      return DEDUCED;
    default:
      return STRING;
  }
}
