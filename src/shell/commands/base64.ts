import { decodeBase64, encodeTextBase64 } from '../../base/base64';
import { textOfBytes } from '../../base/utf8';
import { defineTool } from '../tool/tool';

/** `base64`: encodes or decodes text. */
export const base64 = defineTool({
  name: 'base64',
  summary: 'encode or decode base64',
  usage: '[OPTION]... [FILE]',
  options: 'd|decode w|wrap= i|ignore-garbage',
  *run(tool) {
    const text = yield* tool.read(tool.operands[0] ?? '-');
    if (text === undefined) return 1;
    if (tool.has('d')) {
      const bytes = decodeBase64(text.replace(/\s+/g, ''));
      if (bytes === undefined) return tool.fail('invalid input');
      yield* tool.print(textOfBytes(bytes));
      return 0;
    }
    const width = Number(tool.value('w') ?? 76);
    const encoded = encodeTextBase64(text);
    const wrapped = width > 0 ? encoded.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n') : encoded;
    yield* tool.print(wrapped);
    return 0;
  },
});
