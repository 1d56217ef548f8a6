/** The library's tree of an expression, as far as it is looked at here. */
import type { ASTNode } from '@marcbachmann/cel-js';

/** What the type checker leaves at a node; the library's types leave it out. */
type Checked = ASTNode & { readonly checkedType?: { readonly name: string } };

/** The type of a node that was checked. */
export function typeOf(node: ASTNode): string {
  return (node as Checked).checkedType?.name ?? 'dyn';
}

/** All nodes below one, itself included. */
export function* nodesOf(node: ASTNode): Generator<ASTNode, void, void> {
  yield node;
  for (const child of childrenOf(node.args)) yield* nodesOf(child);
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return isNode(args) ? [args] : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value && 'start' in value;
}

/** Where cel-go says that a node is: at its operator, its dot or its opening parenthesis. */
export function placeOf(node: ASTNode): number {
  const { input } = node;
  switch (node.op) {
    case '.':
    case '.?':
      return input.lastIndexOf('.', node.pos);
    case '[]':
    case '[?]':
      return after(input, node.args[0].end, '[');
    case 'call':
      return after(input, node.start + node.args[0].length, '(');
    case 'rcall':
      return after(input, after(input, node.args[1].end, '.'), '(');
    case '?:':
      return after(input, node.args[0].end, '?');
    case 'id':
    case 'value':
    case 'list':
    case 'map':
    case '!_':
    case '-_':
      return node.start;
    default:
      return isNode((node.args as readonly unknown[])[0])
        ? after(input, (node.args[0] as ASTNode).end, node.op)
        : node.start;
  }
}

function after(input: string, from: number, token: string): number {
  const found = input.indexOf(token, from);
  return found < 0 ? from : found;
}
