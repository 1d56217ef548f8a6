/** What cel-go finds wrong with an expression and the library lets pass. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { type Complaint, typeName } from './complaint';
import { nodesOf, placeOf, typeOf } from './syntaxTree';

type FieldsOf = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Fields that `has()` asks for and that are in no such object; lists and maps of different things. */
export function treeComplaint(tree: ASTNode, fields: FieldsOf): Complaint | undefined {
  // What is printed may be of any type.
  const free = new Set<ASTNode>();
  for (const node of nodesOf(tree)) {
    if (node.op === 'rcall' && node.args[0] === 'format') for (const one of node.args[2]) free.add(one);
    const wrong = free.has(node) ? undefined : (undefinedField(node, fields) ?? mixed(node));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function undefinedField(node: ASTNode, fields: FieldsOf): Complaint | undefined {
  if (node.op !== 'call' || node.args[0] !== 'has') return undefined;
  const [asked] = node.args[1];
  return asked === undefined ? undefined : selection(asked, fields).wrong;
}

/** The type of a selection that nobody has checked. */
function selection(node: ASTNode, fields: FieldsOf): { readonly type: string; readonly wrong?: Complaint } {
  if (node.op !== '.') return { type: typeOf(node) };
  const [owner, name] = node.args;
  const of = selection(owner, fields);
  if (of.wrong !== undefined) return of;
  const known = fields.get(of.type);
  if (known === undefined) return { type: 'dyn' };
  const type = known[name];
  if (type !== undefined) return { type };
  return { type: 'dyn', wrong: { place: placeOf(node), text: `undefined field '${name}'` } };
}

function mixed(node: ASTNode): Complaint | undefined {
  if (node.op === 'list') return different(node.args);
  if (node.op !== 'map') return undefined;
  return different(node.args.map(([key]) => key)) ?? different(node.args.map(([, value]) => value));
}

function different(items: readonly ASTNode[]): Complaint | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const expected = typeName(typeOf(first));
  const other = items.find((item) => typeName(typeOf(item)) !== expected);
  if (other === undefined) return undefined;
  return { place: placeOf(other), text: `expected type '${expected}' but found '${typeName(typeOf(other))}'` };
}
