/** The build's context: what .dockerignore leaves of a directory, and how much of it is sent to the daemon. */
import { ok, type Result } from '../../../base/result';
import { sha256 } from '../../../base/sha256';
import { utf8Length } from '../../../base/utf8';
import type { FileNode } from '../../files/fileLayer';
import type { FileTree } from '../../files/fileTree';
import { IgnorePatterns } from './ignorePatterns';
import type { Selected } from './sourceTree';

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
const STAT = 21;
const CONTENT = 5;
export const EMPTY_TRANSFER = 2;

/**
 * What a daemon has of its clients' files: a file that it got before is not sent again, only asked after. Kept from
 * build to build.
 */
export class Transfers {
  readonly #known = new Set<string>();

  /** Sends one file; returns the bytes that travel. */
  file(name: string, text: string): number {
    const key = `${name}\0${sha256(text)}`;
    const sent = this.#known.has(key) ? 0 : utf8Length(text) + CONTENT;
    this.#known.add(key);
    return STAT + utf8Length(name) + sent;
  }

  /** Sends what COPYs have selected, each file once. */
  selection(selections: readonly Selected[]): number {
    const done = new Set<string>();
    let bytes = EMPTY_TRANSFER;
    for (const { path, entries } of selections) {
      for (const [inside, node] of entries) {
        const name = `${path}/${inside}`;
        if (done.has(name)) continue;
        done.add(name);
        bytes += node.type === 'file' ? this.file(name, node.text) : STAT + utf8Length(name);
      }
    }
    return bytes;
  }
}
