/** Files and directories on their way between two file systems, as a tar archive holds them. */
import type { FileNode } from './fileLayer';

/** By path relative to the tree's root, without a leading slash (`app.js`, `lib/a.js`); directories before what is in them. */
export type FileTree = ReadonlyMap<string, FileNode>;
