import { sha256 } from '../../base/sha256';
import { encodeUtf8 } from '../../base/utf8';
import { md5 } from '../text/digest';
import { defineTool } from '../tool/tool';

function summing(name: string, digest: (bytes: Uint8Array) => string) {
  return defineTool({
    name,
    summary: 'print checksums',
    usage: '[OPTION]... [FILE]...',
    options: 'c|check b|binary t|text z',
    *run(tool) {
      let status = 0;
      for (const operand of tool.operands.length > 0 ? tool.operands : ['-']) {
        const text = yield* tool.read(operand);
        if (text === undefined) status = 1;
        else yield* tool.print(`${digest(encodeUtf8(text))}  ${operand}\n`);
      }
      return status;
    },
  });
}

export const md5sum = summing('md5sum', md5);
export const sha256sum = summing('sha256sum', sha256);
