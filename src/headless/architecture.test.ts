import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('ARCHITECTURE.md', 'utf8');

/** Every `name` in the first cells of the table under a heading. */
function namesUnder(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''))
    .sort();
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

describe('ARCHITECTURE.md', () => {
  it('names every floor there is and no other', () => {
    expect(namesUnder('The floors')).toEqual(
      folders('src')
        .map((name) => `src/${name}`)
        .sort(),
    );
  });

  it('names every room there is and no other', () => {
    const rooms = folders('src').flatMap((floor) => folders(`src/${floor}`).map((room) => `${floor}/${room}`));
    expect(namesUnder('The rooms')).toEqual(rooms.sort());
  });
});
