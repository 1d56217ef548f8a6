/** The build's context: what .dockerignore leaves of a directory, and how much of it is sent to the daemon. */
import { ok, type Result } from '../../../base/result';
import { sha256 } from '../../../base/sha256';
import { utf8Length } from '../../../base/utf8';
import type { FileNode } from '../../files/fileLayer';
import { normalise } from '../../files/fileSystem';
import type { FileTree } from '../../files/fileTree';
import { IgnorePatterns } from './ignorePatterns';
import { nodeDigest, type Selected } from './sourceTree';

/** What is in the context, without what is left out; directories stay when something in them does. */
export function contextFiles(files: FileTree, dockerignore: string | undefined): Result<FileTree, string> {
  if (dockerignore === undefined) return ok(files);
  const patterns = IgnorePatterns.read(dockerignore);
  if (!patterns.ok) return patterns;
  const kept = new Map<string, FileNode>();
  for (const [path, node] of files) if (!patterns.value.excludes(path)) kept.set(path, node);
  return ok(kept);
}

/** What a file costs besides its content, and an answer that holds nothing: BuildKit's protocol, about. */
const STAT = 20;
const CONTENT = 4;
export const EMPTY_TRANSFER = 2;

/**
 * What a daemon has of its clients' files: a file that it got before is not sent again, only asked after. Kept from
 * build to build.
 */
export class Transfers {
  readonly #known = new Set<string>();

  /** Sends one file; returns the bytes that travel. */
  file(name: string, text: string): number {
    return this.#send(name, sha256(text), utf8Length(text));
  }

  /** Sends what COPYs have selected, each file once. */
  selection(selections: readonly Selected[]): number {
    const done = new Set<string>();
    let bytes = EMPTY_TRANSFER;
    for (const { path, entries } of selections) {
      for (const [inside, node] of entries) {
        const name = normalise(`${path}/${inside}`).slice(1);
        if (done.has(name)) continue;
        done.add(name);
        const isFile = node.type === 'file';
        bytes += isFile ? this.#send(name, nodeDigest(node), utf8Length(node.text)) : STAT + utf8Length(name);
      }
    }
    return bytes;
  }

  #send(name: string, digest: string, length: number): number {
    const key = `${name}\0${digest}`;
    const sent = this.#known.has(key) ? 0 : length + CONTENT;
    this.#known.add(key);
    return STAT + utf8Length(name) + sent;
  }
}
