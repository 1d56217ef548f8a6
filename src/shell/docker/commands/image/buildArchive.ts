/** Files as one archive, as `--output type=tar` writes them. */
import type { FileTree } from '../../../../engine/files/fileTree';
import { archivedEntry, archiveEnd } from '../../../text/tarArchive';

/** An archive of a tree, in the tree's order. */
export function archiveOfTree(tree: FileTree): string {
  const entries = [...tree].map(([path, node]) => {
    const name = node.type === 'directory' ? `${path}/` : path;
    const text = node.type === 'file' ? node.text : '';
    const target = node.type === 'link' ? node.target : '';
    const { type, mode, modified, owner } = node;
    return archivedEntry({ name, type, mode, modified, owner, text, target });
  });
  return entries.join('') + archiveEnd;
}
