/** Alias expansion, on the text of a line before it is parsed for good. */
import type { Command, SyntaxNode } from 'unbash';
import { forEachChild, parse } from 'unbash';

interface Region {
  start: number;
  end: number;
  readonly name: string;
}

const LIMIT = 200;

/** The source with each command word that is an alias replaced; an alias is not expanded again within its own text. */
export function expandAliases(source: string, aliases: ReadonlyMap<string, string>): string {
  if (aliases.size === 0) return source;
  let text = source;
  const regions: Region[] = [];
  /** Places behind aliases that end in a blank: the word there is looked at as well. */
  let open = new Set<number>();
  for (let round = 0; round < LIMIT; round++) {
    const target = findTarget(text, aliases, regions, open);
    if (target === undefined) return text;
    const value = aliases.get(target.name) ?? '';
    const growth = value.length - (target.end - target.start);
    text = text.slice(0, target.start) + value + text.slice(target.end);
    open = new Set([...open].map((at) => (at >= target.end ? at + growth : at)));
    for (const region of regions) {
      if (region.start >= target.end) region.start += growth;
      if (region.end >= target.end) region.end += growth;
    }
    const end = target.start + value.length;
    regions.push({ start: target.start, end, name: target.name });
    if (/[ \t]$/.test(value)) open.add(end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0));
  }
  return text;
}

function findTarget(
  text: string,
  aliases: ReadonlyMap<string, string>,
  regions: readonly Region[],
  open: ReadonlySet<number>,
): Region | undefined {
  let target: Region | undefined;
  const consider = (word: { readonly text: string; readonly pos: number; readonly end: number } | undefined): void => {
    if (word === undefined || target !== undefined || !aliases.has(word.text)) return;
    if (text.slice(word.pos, word.end) !== word.text) return;
    const inside = regions.some(
      (region) => region.name === word.text && region.start <= word.pos && word.end <= region.end,
    );
    if (!inside) target = { start: word.pos, end: word.end, name: word.text };
  };
  const visit = (node: SyntaxNode): void => {
    if (target !== undefined || (node.type === 'Script' && 'source' in node && node.source !== undefined)) return;
    if (node.type === 'Command') considerCommand(node, consider, open);
    forEachChild(node, visit);
  };
  visit(parse(text));
  return target;
}

function considerCommand(command: Command, consider: (word: Command['name']) => void, open: ReadonlySet<number>): void {
  consider(command.name);
  for (const word of command.suffix) if (word.type === 'Word' && open.has(word.pos)) consider(word);
}
