/** Archives of the context, which ADD unpacks: whatever is in tar's format, whatever its name. */
import type { FileNode } from '../../files/fileLayer';
import { unpackTree } from '../../files/treeArchive';
import type { Selected } from './sourceTree';

const DIRECTORY: FileNode = { type: 'directory', mode: 0o755, modified: 0, owner: 'root' };
const BLOCK = 512;

/**
 * What is in an archive, as a directory whose contents are copied; undefined for any other file. Simplified: compressed
 * archives are not known as such, and are copied like other files.
 */
export function unpacked({ path, entries }: Selected): Selected | undefined {
  const [root] = entries;
  if (root?.[1].type !== 'file' || root[1].text.length < BLOCK) return undefined;
  const tree = unpackTree(root[1].text);
  return tree === undefined ? undefined : { path, entries: [['', DIRECTORY], ...tree] };
}
