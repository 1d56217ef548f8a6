import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { Learner } from './pages/learner';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// the script is put in by the test: the page itself lets none in
test.use({ bypassCSP: true });

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing serious on the start page, in the glossary and in a lesson, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const learner = new Learner(page, 'ko');
    await learner.visit('');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await seriousIssues(page)).toEqual([]);
    await page.getByRole('combobox').fill('파드');
    await expect(page.getByRole('option').first()).toBeVisible();
    expect(await seriousIssues(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await learner.visit('#glossary=pod&language=ko');
    await expect(page.locator('[data-featured="pod"] svg').first()).toBeVisible();
    expect(await seriousIssues(page)).toEqual([]);

    await learner.visit('#lesson=keep-it-running&language=ko');
    await learner.waitForPrompt();
    await learner.run(1);
    await expect(page.locator('#editor .view-line').first()).toBeVisible();
    await page.locator('[data-pod^="default/kubia-"]').first().click();
    await learner.askForHint();
    expect(await seriousIssues(page)).toEqual([]);
  });
}

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing serious in the models of lessons, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const learner = new Learner(page, 'ko');
    for (const lesson of ['one-or-many', 'bigger-or-more', 'machine-or-wall']) {
      await learner.visit(`#lesson=${lesson}&language=ko`);
      await expect(page.locator('#world').getByRole('table')).toBeVisible();
      expect(await seriousIssues(page), lesson).toEqual([]);
    }
  });
}

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing serious on a Docker host, as a picture and as a tree, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const learner = new Learner(page, 'ko');
    await learner.visit('#world=docker&language=ko');
    await learner.waitForPrompt();
    await learner.type('docker network create shop; docker volume create data');
    await learner.type('docker run -d --name web -p 8080:80 --network shop -v data:/data nginx');
    await learner.type('docker run --name greedy busybox sh -c "exit 3"');
    const inspector = page.getByRole('complementary', { name: '살펴보기' });
    await page.locator('[data-container="web"]').click();
    for (const tab of ['요약', '안쪽', '파일', '로그', '왜?']) {
      await inspector.getByRole('tab', { name: tab }).click();
      await expect(inspector.getByRole('tabpanel')).not.toBeEmpty();
      expect(await seriousIssues(page)).toEqual([]);
    }
    await page.locator('[data-image="nginx"]').click();
    expect(await seriousIssues(page)).toEqual([]);
    await page.getByRole('button', { name: '트리로 보기' }).click();
    await expect(page.locator('#world')).toContainText('greedy · Exited (3)');
    expect(await seriousIssues(page)).toEqual([]);
  });
}

test('axe finds nothing serious where a machine is off and a part stands still', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const learner = new Learner(page, 'ko');
  await learner.visit('#world=playground&language=ko');
  await learner.waitForPrompt();
  await learner.type('cloud nodes stop --force worker-1; ssh worker-2 systemctl stop kubelet');
  await page.locator('button[data-actor="scheduler"]').click();
  await page.getByRole('button', { name: '멈추기', exact: true }).click();
  await expect(page.locator('button[data-actor="scheduler"]')).toContainText('멈춤');
  expect(await seriousIssues(page)).toEqual([]);
  await page.getByRole('button', { name: '트리로 보기' }).click();
  await expect(page.locator('#world')).toContainText('스케줄러 · 멈춤');
  expect(await seriousIssues(page)).toEqual([]);
});

async function seriousIssues(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<AxeResults> } };
    return await axe.run();
  });
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, target }) => `${target} ${html.slice(0, 120)}`).join('; ')}`);
}
