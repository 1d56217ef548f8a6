/** What is wrong with an expression, in the words in which cel-go prints it. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { syntaxComplaints } from './syntaxComplaint';
import { placeOf, typeOf } from './syntaxTree';

/** An error of the library: a code, what it says, where, and the node that it is about. */
export interface LibraryError {
  readonly code: string;
  readonly summary: string;
  readonly range?: { readonly start: number; readonly end: number };
  readonly node?: unknown;
}

/** A sentence and the place in the text that it points at. */
export interface Complaint {
  readonly place: number;
  readonly text: string;
}

/** Everything that is wrong, one complaint below the other; `functions` are the names of those that there are. */
export function complaintText(error: LibraryError, input: string, functions: ReadonlySet<string>): string {
  const node = error.node as ASTNode | undefined;
  const isTypeError = node?.op !== undefined;
  const complaints = isTypeError ? [typeComplaint(error, node, functions)] : syntaxComplaints(error, input);
  return complaints.map((complaint) => complaintLines(complaint, input)).join('\n');
}

/** A complaint with the line that it is about: `ERROR: <input>:1:5: ...`. */
export function complaintLines({ place, text }: Complaint, input: string): string {
  const before = input.slice(0, place).split('\n');
  const line = before.length;
  const column = before[line - 1]?.length ?? 0;
  return `ERROR: <input>:${line}:${column + 1}: ${text}\n | ${input.split('\n')[line - 1] ?? ''}\n | ${'.'.repeat(column)}^`;
}

function typeComplaint(error: LibraryError, node: ASTNode, functions: ReadonlySet<string>): Complaint {
  const at = (text: string, place = placeOf(node)): Complaint => ({ place, text });
  switch (error.code) {
    case 'unknown_variable':
      return at(undeclared(String(node.args)));
    case 'no_such_key':
      return at(`undefined field '${error.summary.replace('No such key: ', '')}'`);
    case 'no_matching_overload':
      return at(callComplaint(node, functions));
    case 'invalid_comprehension_range':
      return at(
        `expression of type '${typeName(typeOf(node))}' cannot be range of a comprehension (must be list, map, or dynamic)`,
      );
    case 'invalid_macro_argument':
      return at('invalid argument to has() macro');
    case 'cannot_index_type':
      return node.op === '.'
        ? at(`type '${typeName(typeOf(node.args[0]))}' does not support field selection`)
        : at(operatorComplaint(node));
    case 'invalid_condition_type':
      return conditionComplaint(node);
    default:
      return at(operatorComplaint(node));
  }
}

function undeclared(name: string): string {
  return `undeclared reference to '${name}' (in container '')`;
}

function noOverload(name: string, args: readonly string[], receiver = ''): string {
  const list = `(${args.map(typeName).join(', ')})`;
  return `found no matching overload for '${name}' applied to '${receiver === '' ? list : `${typeName(receiver)}.${list}`}'`;
}

function callComplaint(node: ASTNode, functions: ReadonlySet<string>): string {
  if (node.op !== 'call' && node.op !== 'rcall') return operatorComplaint(node);
  const [name] = node.args;
  if (!functions.has(name)) return undeclared(name);
  return node.op === 'call'
    ? noOverload(name, node.args[1].map(typeOf))
    : noOverload(name, node.args[2].map(typeOf), typeOf(node.args[1]));
}

const OPERATOR_NAMES: Readonly<Record<string, string>> = {
  in: '@in',
  '[]': '_[_]',
  '?:': '_?_:_',
  '!_': '!_',
  '-_': '-_',
};

function operatorComplaint(node: ASTNode): string {
  const operands = [...operandsOf(node)].map(typeOf);
  return noOverload(OPERATOR_NAMES[node.op] ?? `_${node.op}_`, operands);
}

function operandsOf(node: ASTNode): readonly ASTNode[] {
  return (Array.isArray(node.args) ? node.args : [node.args]).filter(
    (one): one is ASTNode => typeof one === 'object' && one !== null && 'op' in one,
  );
}

/** A condition that is no bool: that of `?:`, or what a macro asks of each item. */
function conditionComplaint(node: ASTNode): Complaint {
  const { meta } = node as ASTNode & { readonly meta?: { readonly label?: string } };
  const macro = /^(all|exists)\(/.exec(meta?.label ?? '')?.[1];
  if (macro !== undefined) {
    const text = noOverload(macro === 'all' ? '_&&_' : '_||_', ['bool', typeOf(node)]);
    return { place: placeOf(node), text };
  }
  return { place: placeOf(node), text: `expected type 'bool' but found '${typeName(typeOf(node))}'` };
}

/** A type as cel-go writes it: `list(int)`, `map(string, dyn)`. */
export function typeName(name: string): string {
  return name
    .replace(/dyn<[^<>]*>/g, 'dyn')
    .replaceAll('optional<', 'optional_type<')
    .replaceAll('google.protobuf.Timestamp', 'timestamp')
    .replaceAll('google.protobuf.Duration', 'duration')
    .replaceAll('<', '(')
    .replaceAll('>', ')');
}
