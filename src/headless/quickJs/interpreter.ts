/**
 * Makes QuickJS's interpreter (`JS_CallInternal`) able to be left and come back to, by hand: asyncify would make its
 * frames on the machine's stack ten times as large and its loops half as fast. Nearly all of its state is in memory; what
 * is not are WebAssembly's local variables. They are saved when it is left. When it comes back they are restored, and
 * the instruction that was leaving is begun anew: up to its call it has only read. A look at the interrupt handler
 * comes at the end of an instruction, and is come back to by itself.
 *
 * Works on Binaryen's text of the function, and finds its places by their form in quickjs-wasi 3.6.2.
 */

export type Node = string | Node[];

export interface Names {
  readonly interpreter: string;
  readonly sites: readonly string[];
  readonly poll: string;
  /** Globals. */
  readonly state: string;
  readonly data: string;
  readonly pinned: string;
}

const SIZES: Readonly<Record<string, number>> = { i32: 4, f32: 4, i64: 8, f64: 8 };

/** Reads one S-expression. */
export function parse(text: string): Node {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()]+/g) ?? [];
  const stack: Node[][] = [[]];
  for (const token of tokens) {
    if (token === '(') stack.push([]);
    else if (token === ')') {
      const done = stack.pop() ?? [];
      stack.at(-1)?.push(done);
    } else stack.at(-1)?.push(token);
  }
  return stack[0]?.[0] ?? [];
}

export function print(node: Node): string {
  return typeof node === 'string' ? node : `(${node.map(print).join(' ')})`;
}

function isForm(node: Node | undefined, ...head: readonly string[]): node is Node[] {
  return Array.isArray(node) && head.every((word, at) => node[at] === word);
}

/** The function, able to suspend. */
export function suspendingInterpreter(func: Node, names: Names): Node {
  if (!isForm(func, 'func', names.interpreter)) throw new Error('this is not the interpreter');
  const head: Node[] = [];
  const variables: { readonly name: string; readonly type: string }[] = [];
  let at = 0;
  for (; at < func.length; at++) {
    const node = func[at] as Node;
    if (Array.isArray(node) && !['param', 'local', 'result', 'type'].includes(String(node[0]))) break;
    if (isForm(node, 'param') || (isForm(node, 'local') && !String(node[1]).includes('scratch')))
      variables.push({ name: String(node[1]), type: String(node[2]) });
    head.push(node);
  }
  const body = func.slice(at);
  const outer = body.findIndex((node) => isForm(node, 'block'));
  const block = body[outer] as Node[];
  const ready = block.findIndex((node) => isForm(node, 'local.set') && isForm(node[2], 'block'));
  if (outer < 0 || ready < 0) throw new Error('the interpreter has another form');
  const mode = String((block[ready] as Node[])[1]);
  const instruction = instructionOf(block);
  const context = contextOf(block, names);
  for (const name of ['$kind', '$startPc', '$startSp', '$small', '$frame']) {
    head.push(['local', name, 'i32']);
    if (name !== '$small' && name !== '$frame') variables.push({ name, type: 'i32' });
  }
  head.push(['local', '$large', 'i64']);
  const rewinding = parse(`(i32.eq (global.get ${names.state}) (i32.const 2))`);
  const prologue = block.slice(2, ready + 1).map((node) => entering(node, names));
  const poll: Node = ['call', names.poll, ['local.get', context]];
  const again: Node = [
    'if',
    ['i32.eq', ['local.get', '$kind'], ['i32.const', '2']],
    ['then', ['drop', left(poll, 'i32', 2, names)]],
    [
      'else',
      ['local.set', instruction.pc, ['local.get', '$startPc']],
      ['local.set', instruction.sp, ['local.get', '$startSp']],
    ],
  ];
  const inside: Node[] = [
    'block',
    block[1] as Node,
    [
      'if',
      ['i32.and', rewinding, ['i32.eq', ['local.get', '$kind'], ['i32.const', '1']]],
      indirectAgain(prologue, block[1] as Node),
    ],
    ['block', '$entered', ['br_if', '$entered', rewinding], ...prologue],
    ['if', rewinding, ['then', again, ['local.set', mode, ['i32.const', '0']]]],
    ...block.slice(ready + 1).map((node) => interpreting(node, names, instruction)),
  ];
  const tail = body.slice(outer + 1);
  const result = tail.pop() as Node;
  const { save, restore } = keeping(variables, names);
  return [
    ...head,
    [
      'block',
      '$left',
      ['if', rewinding, ['then', ...restore]],
      ['if', ['i32.eqz', rewinding], ['then', ...body.slice(0, outer)]],
      inside,
      ...tail,
      ['return', result],
    ],
    ...save,
    ['i64.const', '0'],
  ];
}

interface Instruction {
  readonly pc: string;
  readonly sp: string;
  readonly loop: Node[];
}

/** Every node below this one. */
function* below(node: Node): Generator<Node[]> {
  if (!Array.isArray(node)) return;
  yield node;
  for (const child of node) yield* below(child);
}

/** The loop over instructions, and the variables that hold the instruction's place and the top of its stack. */
function instructionOf(root: Node): Instruction {
  let loop: Node[] | undefined;
  for (const node of below(root)) {
    if (!isForm(node, 'br_table') || node.length < 200) continue;
    for (const other of below(root)) if (isForm(other, 'loop') && [...below(other)].includes(node)) loop = other;
    const read = [...below(node)].find((one) => isForm(one, 'i32.load8_u'));
    const pc = String((read?.[1] as Node[] | undefined)?.[1]);
    if (loop === undefined || !pc.startsWith('$')) break;
    // The commonest thing that an instruction does is to move the stack's top by one value.
    const counts = new Map<string, number>();
    for (const one of below(loop)) {
      const [, name, value] = one;
      if (!isForm(one, 'local.set') || !isForm(value, 'i32.add')) continue;
      if (print(value) === `(i32.add (local.get ${String(name)}) (i32.const 8))`)
        counts.set(String(name), (counts.get(String(name)) ?? 0) + 1);
    }
    const [sp = ''] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? [];
    return { pc, sp, loop };
  }
  throw new Error('the interpreter has no loop over instructions');
}

/** The variable with the context, which the looks for interrupts are given. */
function contextOf(root: Node, names: Names): string {
  const calls = [...below(root)].filter((node) => isForm(node, 'call', names.poll));
  const given = calls.at(-1)?.[2] ?? [];
  return String(given[1]);
}

/** The call, left when it suspends: then what it gives is nothing. */
function left(call: Node, type: 'i32' | 'i64', kind: number, names: Names): Node {
  const kept = type === 'i32' ? '$small' : '$large';
  return [
    'block',
    ['result', type],
    ['local.set', kept, call],
    [
      'if',
      ['i32.eq', ['global.get', names.state], ['i32.const', '1']],
      ['then', ['local.set', '$kind', ['i32.const', String(kind)]], ['br', '$left']],
    ],
    ['local.get', kept],
  ];
}

/** The call, during which nothing suspends. */
function pinned(call: Node, names: Names): Node {
  const move = (operation: string): Node => [
    'global.set',
    names.pinned,
    [operation, ['global.get', names.pinned], ['i32.const', '1']],
  ];
  return [
    'block',
    ['result', 'i32'],
    move('i32.add'),
    ['local.set', '$small', call],
    move('i32.sub'),
    ['local.get', '$small'],
  ];
}

/** What comes before the first instruction: it looks for interrupts, and calls what isn't made of instructions. */
function entering(node: Node, names: Names): Node {
  if (typeof node === 'string') return node;
  const [word, callee] = node;
  if (word === 'call' && callee === names.poll) return pinned(node, names);
  if (word === 'call_indirect') return left(node, 'i64', 1, names);
  return node.map((child) => entering(child, names));
}

/** To the indirect call, once more, and out. */
function indirectAgain(prologue: readonly Node[], exit: Node): Node {
  for (const node of below([...prologue])) {
    const [word, variable, value] = node;
    const called = word === 'local.set' && isForm(value, 'block') && isForm(value[1], 'result', 'i64');
    if (called) return ['then', ['local.set', variable as Node, value], ['br', exit]];
  }
  throw new Error('the interpreter calls nothing indirectly');
}

function interpreting(node: Node, names: Names, instruction: Instruction): Node {
  if (typeof node === 'string') return node;
  const within = (child: Node) => interpreting(child, names, instruction);
  if (node === instruction.loop) {
    const [word, label, ...rest] = node;
    return [
      word as Node,
      label as Node,
      ['local.set', '$startPc', ['local.get', instruction.pc]],
      ['local.set', '$startSp', ['local.get', instruction.sp]],
      ...rest.map(within),
    ];
  }
  const [word, callee, argument] = node;
  if (word === 'br_if' && isForm(argument, 'call', names.poll))
    return [word, callee as Node, left(argument, 'i32', 2, names)];
  if ((word === 'call' && callee === names.poll) || word === 'call_indirect') return pinned(node.map(within), names);
  if (word === 'call' && names.sites.includes(String(callee))) return left(node.map(within), 'i64', 0, names);
  return node.map(within);
}

/** Saving the variables where asyncify keeps what it saves, and restoring them from there. */
function keeping(variables: readonly { readonly name: string; readonly type: string }[], names: Names) {
  const save: Node[] = [['local.set', '$frame', ['i32.load', ['global.get', names.data]]]];
  const restore: Node[] = [];
  let offset = 0;
  for (const { name, type } of variables) {
    const place = `offset=${offset}`;
    save.push([`${type}.store`, place, 'align=4', ['local.get', '$frame'], ['local.get', name]]);
    restore.push(['local.set', name, [`${type}.load`, place, 'align=4', ['local.get', '$frame']]]);
    offset += SIZES[type] ?? 8;
  }
  const top = (operation: string): Node => [
    'i32.store',
    ['global.get', names.data],
    ['local.tee', '$frame', [operation, ['i32.load', ['global.get', names.data]], ['i32.const', String(offset)]]],
  ];
  const full = parse(
    `(if (i32.gt_u (local.get $frame) (i32.load offset=4 (global.get ${names.data}))) (then (unreachable)))`,
  );
  return { save: [...save, top('i32.add'), full], restore: [top('i32.sub'), ...restore] };
}
