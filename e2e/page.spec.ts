import { expect, type Page, test } from '@playwright/test';
import { Learner } from './pages/learner';

test('theme and language are switched and remembered', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod');
  const root = page.locator('html');
  const before = await root.getAttribute('data-theme');
  const other = before === 'dark' ? 'light' : 'dark';
  await page.getByRole('button', { name: `Switch to the ${other} theme` }).click();
  await expect(root).toHaveAttribute('data-theme', other);
  await page.getByText('한국어').click();
  await expect(root).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('heading', { level: 1, name: '일을 기다리는 클러스터' })).toBeVisible();

  await page.goto('about:blank');
  await page.goto('./');
  await expect(root).toHaveAttribute('data-theme', other);
  await expect(page.getByRole('heading', { level: 1, name: '유리 너머의 쿠버네티스.' })).toBeVisible();
});

test('a lesson is begun and done with the keyboard alone', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.visit('');
  await tabTo(page, /A pod, and how it came to be/, 'link');
  await page.keyboard.press('Enter');
  await learner.waitForPrompt();

  await tabTo(page, 'Run in the terminal: kubectl get nodes');
  await learner.until(() => page.keyboard.press('Enter'));
  await tabTo(page, 'Run in the terminal: kubectl get pods');
  await learner.until(() => page.keyboard.press('Enter'));
  await learner.sees(2);
  await tabTo(page, /^Next$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Ask for one pod' })).toBeFocused();

  // Out of the terminal, which keeps Tab for itself.
  for (let pane = 0; pane < 4 && !(await inTerminal(page)); pane++) await page.keyboard.press('F6');
  expect(await inTerminal(page)).toBe(true);
  expect(await learner.until(() => page.keyboard.type('echo here\n'))).toBe('here');
  await page.keyboard.press('F6');
  expect(await inTerminal(page)).toBe(false);
});

for (const width of [1440, 1024, 390]) {
  test(`everything is in reach on a page ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    const learner = new Learner(page, 'ko');
    await learner.visit('');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await overflow(page)).toBe(0);
    await page
      .getByRole('navigation', { name: /^(Chapters|장 목록)$/ })
      .getByRole('link')
      .last()
      .click();
    await expect(page.locator('section[id^="chapter-"]').last()).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollTop)).toBe(0);

    await learner.visit('#lesson=keep-it-running&language=ko');
    await expect(page.locator('#lesson')).toBeVisible();
    const panes = { lesson: '레슨', world: '클러스터', terminal: '터미널', editor: 'YAML' };
    for (const [id, name] of Object.entries(panes)) {
      const pane = page.locator(`#${id}`);
      const choice = page.getByText(name, { exact: true }).and(page.locator('nav button, [role=radiogroup] span'));
      if (!(await pane.isVisible())) await choice.last().click();
      await expect(pane).toBeVisible();
      const box = await pane.boundingBox();
      expect(box?.width).toBeGreaterThan(200);
      expect(box?.height).toBeGreaterThan(100);
      expect(await overflow(page)).toBe(0);
    }
    await expect(page.locator('#editor .view-line').first()).toBeVisible();
  });
}

/** How many pixels the page is wider than the window. */
async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  const wanted = page.getByRole(role, { name }).first();
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate((button) => button === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}`);
}

async function inTerminal(page: Page): Promise<boolean> {
  return await page.evaluate(() => document.activeElement?.closest('#terminal') !== null);
}
