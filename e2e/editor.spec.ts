import { expect, test } from '@playwright/test';
import { Learner } from './pages/learner';

test('a file is opened, a wrong field is marked, and apply types the command', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('keep-it-running');
  const editor = page.locator('#editor');
  await editor.getByRole('tab', { name: 'kubia-rc.yaml' }).click();
  const line = editor.locator('.view-line').filter({ hasText: 'replicas' });
  await expect(line).toBeVisible();
  const problems = editor.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('No problems');

  await line.click();
  await page.keyboard.press('End');
  await page.keyboard.type('\nreplcas: 2', { delay: 40 });
  await expect(problems).toContainText('1 problem');
  await expect(problems).toContainText(/replcas/);
  await expect(editor.locator('.squiggly-error, .squiggly-warning')).not.toHaveCount(0);
  await expect.poll(() => learner.type('cat kubia-rc.yaml')).toContain('replcas: 2');

  const refused = await learner.until(() => editor.getByRole('button', { name: 'Apply' }).click());
  expect(refused).toContain('unknown field "spec.replcas"');
  expect(await learner.type('kubectl get rc')).toBe('No resources found in default namespace.');

  await editor.locator('.view-line').filter({ hasText: 'replcas' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Backspace');
  await expect(problems).toContainText('No problems');
  const applied = await learner.until(() => editor.getByRole('button', { name: 'Apply' }).click());
  expect(applied).toBe('replicationcontroller/kubia created');
  expect(await learner.printed()).toContain('kubectl apply -f kubia-rc.yaml');
});

test('kubectl edit opens the editor, and what is saved there is applied', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('keep-it-running');
  await learner.type('kubectl create -f kubia-rc.yaml');
  const editor = page.locator('#editor');
  const edited = await learner.until(async () => {
    await learner.keys('kubectl edit rc kubia\n');
    await expect(editor.getByText('The terminal waits for this file')).toBeVisible();
    // Searched for, not scrolled to: how much of the file is in sight depends on the machine's pace.
    await editor.locator('.view-line').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+f');
    await expect(editor.getByRole('textbox', { name: 'Find' })).toBeFocused();
    await page.keyboard.type('replicas: 1');
    await expect(editor.locator('.find-widget')).toContainText('1 of 3');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('2');
    await editor.getByRole('button', { name: 'Save and close' }).click();
  });
  expect(edited).toContain('replicationcontroller/kubia edited');
  await expect(page.locator('[data-pod^="default/kubia-"]')).toHaveCount(2);
});
