/** Layers as tar archives, as an image's archive holds them: what a layer hides are files named `.wh.` and its name. */
import { FileLayer, type FileNode, parentOf, type ReadonlyFileLayer } from '../../files/fileLayer';
import type { FileTree } from '../../files/fileTree';
import { packTree, unpackTree } from '../../files/treeArchive';
import { credentialsOf } from '../../processes/accounts';
import type { ImageLayer } from './layer';

const HIDDEN = '.wh.';
/** In a directory of which nothing shows that lower layers have in it. */
const OPAQUE = '.wh..wh..opq';

const BLOCK = 512;

export interface LayerArchive {
  readonly text: string;
  /** How many bytes it would have on a real machine. */
  readonly size: number;
}

/** `below` are the layers that it stands on, lowest first: their accounts say which number an owner has. */
export function packLayer(layer: ImageLayer, below: readonly ImageLayer[]): LayerArchive {
  const tree = treeOf(layer.files, accountFiles([layer, ...[...below].reverse()].map(({ files }) => files)));
  // A header for each, all that is in the files, and two empty blocks.
  const blocks = tree.size + Math.ceil(layer.unpackedBytes / BLOCK) + 2;
  return { text: packTree(tree), size: blocks * BLOCK };
}

/** Undefined when the text is no archive. */
export function unpackLayer(text: string): FileLayer | undefined {
  const tree = unpackTree(text);
  if (tree === undefined) return undefined;
  const layer = new FileLayer();
  for (const [path, node] of tree) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const directory = parentOf(`/${path}`);
    if (name === OPAQUE) layer.hide(directory);
    else if (name.startsWith(HIDDEN)) layer.hide(joined(directory, name.slice(HIDDEN.length)));
    else layer.put(`/${path}`, node);
  }
  return layer;
}

function treeOf(layer: ReadonlyFileLayer, accounts: Accounts): FileTree {
  const marks = new Map<string, FileNode>();
  const mark: FileNode = { type: 'file', text: '', mode: 0o600, modified: 0, owner: 'root' };
  for (const path of layer.hiddenPaths) {
    const directory = layer.node(path)?.type === 'directory' ? path : undefined;
    if (directory !== undefined) marks.set(joined(directory, OPAQUE), mark);
    else marks.set(joined(parentOf(path), `${HIDDEN}${path.slice(path.lastIndexOf('/') + 1)}`), mark);
  }
  const tree = new Map<string, FileNode>();
  for (const path of [...new Set([...layer.paths, ...marks.keys()])].sort()) {
    const node = marks.get(path) ?? layer.node(path);
    if (node !== undefined && path !== '/') tree.set(path.slice(1), numbered(node, accounts));
  }
  return tree;
}

type Accounts = Parameters<typeof credentialsOf>[0];

/** A file or directory whose owner and group are numbers. */
export function numbered(node: FileNode, accounts: Accounts): FileNode {
  const { owner, group } = node;
  const user = numberText(owner, accounts);
  const { group: _group, ...rest } = node;
  if (group === undefined) return { ...rest, owner: user };
  const own = numberText(group, accounts);
  return { ...rest, owner: user, ...(own === user ? {} : { group: own }) };
}

function numberText(owner: string, accounts: Accounts): string {
  if (owner === 'root' || /^\d+$/.test(owner)) return owner;
  return String(credentialsOf(accounts, owner).uid);
}

/** Uppermost first. */
function accountFiles(layers: readonly ReadonlyFileLayer[]): Accounts {
  return {
    read(path) {
      const node = layers.map((layer) => layer.node(path)).find((one) => one !== undefined);
      return node?.type === 'file' ? { ok: true, value: node.text } : { ok: false, error: { code: 'ENOENT', path } };
    },
  };
}

function joined(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}
