import { encodeUtf8 } from '../../base/utf8';
import { defineTool } from '../tool/tool';

const NOTHING = new Uint8Array();
const NEWLINE = 10;

/** `cmp`: whether two files are the same, byte by byte. */
export const cmp = defineTool({
  name: 'cmp',
  summary: 'compare two files byte by byte',
  usage: '[OPTION]... FILE1 [FILE2]',
  usageStatus: 2,
  options: 's|quiet|silent l|verbose b|print-bytes n|bytes= i|ignore-initial=',
  *run(tool) {
    const [first, second = '-'] = tool.operands;
    if (first === undefined) {
      tool.fail("missing operand after 'cmp'");
      return tool.fail("Try 'cmp --help' for more information.", 2);
    }
    const quiet = tool.has('s');
    const contents: Uint8Array[] = [];
    for (const operand of [first, second]) {
      const stat = operand === '-' ? undefined : tool.process.files.stat(tool.path(operand));
      if (stat?.ok === false) return quiet ? 2 : tool.complain(operand, stat.error) + 1;
      const text = yield* tool.read(operand);
      if (text === undefined) return 2;
      contents.push(encodeUtf8(text));
    }
    const [one = NOTHING, other = NOTHING] = contents;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    if (at === one.length && at === other.length) return 0;
    if (quiet) return 1;
    const lines = one.subarray(0, at).filter((byte) => byte === NEWLINE).length + 1;
    if (at < one.length && at < other.length) {
      yield* tool.print(`${first} ${second} differ: ${tool.busybox ? 'char' : 'byte'} ${at + 1}, line ${lines}\n`);
      return 1;
    }
    const short = at === one.length ? first : second;
    const begun = one[at - 1] === NEWLINE ? `, line ${lines - 1}` : `, in line ${lines}`;
    return tool.fail(at === 0 ? `EOF on ${short} which is empty` : `EOF on ${short} after byte ${at}${begun}`);
  },
});
