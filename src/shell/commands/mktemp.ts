import { defineTool } from '../tool/tool';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `mktemp`: makes a file or a directory that has a new name, and prints it. */
export const mktemp = defineTool({
  name: 'mktemp',
  summary: 'make a temporary file or directory',
  usage: '[OPTION]... [TEMPLATE]',
  options: 'd|directory u|dry-run q|quiet p= t',
  *run(tool) {
    const [template = 'tmp.XXXXXXXXXX', extra] = tool.operands;
    if (extra !== undefined) return tool.misuse('too many templates');
    const blank = /X{3,}(?=[^X/]*$)/.exec(template)?.[0];
    if (blank === undefined) return tool.fail(`too few X's in template ${tool.quoted(template)}`);
    const { env, random, files } = tool.process;
    const inside = tool.operands.length === 0 || tool.has('p') || tool.has('t');
    const directory = tool.value('p') ?? (env.get('TMPDIR') || '/tmp');
    const letters = [...blank].map(() => random.pick([...LETTERS])).join('');
    const at = template.lastIndexOf(blank);
    const name = `${template.slice(0, at)}${letters}${template.slice(at + blank.length)}`;
    const path = inside ? `${directory.replace(/\/+$/, '')}/${name}` : name;
    if (!tool.has('u')) {
      const made = tool.has('d')
        ? files.makeDirectory(tool.path(path), { mode: 0o700 })
        : files.write(tool.path(path), '', { mode: 0o600 });
      if (!made.ok && tool.has('q')) return 1;
      if (!made.ok) {
        const kind = tool.has('d') ? 'directory' : 'file';
        const asked = inside ? `${directory.replace(/\/+$/, '')}/${template}` : template;
        return tool.complain(tool.quoted(asked), made.error, `failed to create ${kind} via template `);
      }
    }
    yield* tool.print(`${path}\n`);
    return 0;
  },
});
