import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lessonsPlugin } from './lessonsPlugin';

const TEXT = 'virtual:lessons/text/template/ko';

describe('lessons in the page that is being developed', () => {
  let root = '';
  let server: ViteDevServer;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'lessons-'));
    cpSync('lessons/template', join(root, '01-chapter/01-template'), { recursive: true });
    cpSync('lessons/glossary.yaml', join(root, 'glossary.yaml'));
    const both = (word: string) => `{en: ${word}, ko: ${word}}`;
    writeFileSync(join(root, '01-chapter/chapter.yaml'), `title: ${both('Title')}\nsummary: ${both('Summary')}\n`);
    server = await createServer({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [lessonsPlugin(root)],
      server: { middlewareMode: true, ws: false },
    });
  });
  afterEach(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });

  const load = () =>
    server.transformRequest(TEXT).then(
      (result) => result?.code ?? '',
      (error: Error) => error.stack,
    );

  it('tells of a file that went away by its name alone, and is whole again once it is back', async () => {
    expect(await load()).toContain('make');
    const [file, away] = [join(root, '01-chapter/01-template/ko.md'), join(root, 'ko.md')];
    renameSync(file, away);
    await expect.poll(load).toBe('lessons/01-chapter/01-template/ko.md:1: the prose in this language is missing');
    renameSync(away, file);
    await expect.poll(load).toContain('make');
  }, 30_000);
});
