import { evaluateText } from '../interpreter/arithmetic';
import { ExpansionError } from '../interpreter/control';
import { Variables } from '../interpreter/variables';
import { translateRegularExpression } from '../tool/regularExpression';
import { defineTool } from '../tool/tool';

/** `expr`: whole-number arithmetic, comparisons, `STRING : REGEX`, `length STRING`. */
export const expr = defineTool({
  name: 'expr',
  summary: 'evaluate expressions',
  usage: 'EXPRESSION',
  usageStatus: 2,
  rewrite: (arguments_) => ['--', ...arguments_],
  *run(tool) {
    const words = tool.operands;
    let result: string;
    if (words.length === 0) return tool.misuse('missing operand', 2);
    if (words.length === 1) result = words[0] as string;
    else if (words[0] === 'length') result = String([...(words[1] ?? '')].length);
    else if (words.length === 3 && words[1] === ':') {
      const match = new RegExp(`^(?:${translateRegularExpression(words[2] ?? '', 'basic')})`).exec(words[0] ?? '');
      result = match === null ? '0' : (match[1] ?? String(match[0].length));
    } else if (words.length === 3 && /^(?:=|==|!=)$/.test(words[1] ?? ''))
      result = (words[0] === words[2]) === (words[1] !== '!=') ? '1' : '0';
    else {
      if (words.some((word) => !/^(?:-?\d+|[-+*/%()<>|&]|<=|>=|=|!=)$/.test(word)))
        return tool.fail('non-integer argument', 2);
      try {
        result = String(evaluateText(words.map((word) => (word === '=' ? '==' : word)).join(' '), new Variables()));
      } catch (thrown) {
        if (!(thrown instanceof ExpansionError)) throw thrown;
        return tool.fail(/division by 0/.test(thrown.message) ? 'division by zero' : 'syntax error', 2);
      }
    }
    yield* tool.print(`${result}\n`);
    return result === '0' || result === '' ? 1 : 0;
  },
});
