/**
 * Values of Kubernetes' internal Go types in Go's notation (`%#v`), as messages show what must not change. Addresses
 * of what is behind pointers, which are other ones each time in Go, are made up.
 */
import { quantityOf } from '../quantity';
import { type GoType, goFields, goTypeText } from './goStructs';

const ADDRESS = '0xc00a1b2c30';
/** Pointers whose type has a name of its own, or another width. */
const POINTERS: Readonly<Record<string, string>> = {
  AutomountServiceAccountToken: 'bool',
  EnableServiceLinks: 'bool',
  Optional: 'bool',
  PreemptionPolicy: 'core.PreemptionPolicy',
  Priority: 'int32',
  RestartPolicy: 'core.ContainerRestartPolicy',
  SetHostnameAsFQDN: 'bool',
};
const METADATA =
  'Name:"", GenerateName:"", Namespace:"", SelfLink:"", UID:"", ResourceVersion:"", Generation:0, ' +
  'CreationTimestamp:time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC), DeletionTimestamp:<nil>, ' +
  'DeletionGracePeriodSeconds:(*int64)(nil)';

/** The text of a pod template, or of a struct of its spec. */
export function goSyntax(value: unknown, struct: string): string {
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (struct !== 'PodTemplateSpec') return structText(object, struct);
  const { labels, annotations } = (object['metadata'] ?? {}) as Readonly<Record<string, unknown>>;
  const maps = `Labels:${mapText(labels)}, Annotations:${mapText(annotations)}`;
  const rest =
    'OwnerReferences:[]v1.OwnerReference(nil), Finalizers:[]string(nil), ManagedFields:[]v1.ManagedFieldsEntry(nil)';
  const spec = structText((object['spec'] ?? {}) as Readonly<Record<string, unknown>>, 'PodSpec');
  return `core.PodTemplateSpec{ObjectMeta:v1.ObjectMeta{${METADATA}, ${maps}, ${rest}}, Spec:${spec}}`;
}

function structText(object: Readonly<Record<string, unknown>>, struct: string): string {
  const fields = goFields(struct).map(({ name, json, type }) => {
    // An embedded struct's fields stand in the same object.
    const value = json === undefined ? object : object[json];
    return `${name}:${valueText(value, type, name)}`;
  });
  return `core.${struct}{${fields.join(', ')}}`;
}

function valueText(value: unknown, type: GoType, field: string): string {
  const absent = value === undefined || value === null;
  switch (type.kind) {
    case 'pointer':
      return `(*${POINTERS[field] ?? goTypeText(type.of)})(${absent ? 'nil' : ADDRESS})`;
    case 'list': {
      const items = absent ? [] : (value as readonly unknown[]);
      const texts = items.map((item) => valueText(item, type.of, field)).join(', ');
      return `${goTypeText(type)}${items.length === 0 ? '(nil)' : `{${texts}}`}`;
    }
    case 'map':
      return type.of.kind === 'quantity' ? resourcesText(value) : mapText(value);
    case 'struct':
      return structText((value ?? {}) as Readonly<Record<string, unknown>>, type.name);
    case 'string':
      return JSON.stringify(value ?? '');
    default:
      return String(value ?? (type.kind === 'boolean' ? false : 0));
  }
}

function mapText(value: unknown): string {
  const entries = Object.entries((value ?? {}) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return 'map[string]string(nil)';
  const pairs = entries.map(([key, text]) => `${JSON.stringify(key)}:${JSON.stringify(text)}`);
  return `map[string]string{${pairs.join(', ')}}`;
}

function resourcesText(value: unknown): string {
  const entries = Object.entries((value ?? {}) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return 'core.ResourceList(nil)';
  const pairs = entries.map(([key, text]) => `${JSON.stringify(key)}:${goQuantity(text)}`);
  return `core.ResourceList{${pairs.join(', ')}}`;
}

/** The text of a quantity. */
export function goQuantity(text: string): string {
  const { nano, format } = quantityOf(text);
  const whole = nano % 1_000_000_000n === 0n;
  const [amount, scale] = whole ? [nano / 1_000_000_000n, 0] : [nano / 1_000_000n, -3];
  return `resource.Quantity{i:resource.int64Amount{value:${amount}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:${JSON.stringify(text)}, Format:${JSON.stringify(format)}}`;
}
