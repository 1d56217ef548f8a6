import { expect, test } from '@playwright/test';
import { Learner } from './pages/learner';

test('a pod appears in the picture, and the inspector tells all about it', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod');
  const pod = page.locator('[data-pod="default/kubia"]');
  await expect(pod).toHaveCount(0);
  await learner.type('kubectl run kubia --image=luksa/kubia --port=8080');
  await expect(pod).toBeVisible();
  await expect(pod).toContainText('Running');

  await pod.click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'kubia' })).toBeVisible();
  await expect(inspector).toContainText('luksa/kubia');
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  await expect(inspector).toContainText('containerPort: 8080');
  await inspector.getByRole('tab', { name: 'Events' }).click();
  await expect(inspector).toContainText('Successfully assigned default/kubia to worker-');
  await inspector.getByRole('tab', { name: 'Why?' }).click();
  await expect(inspector.getByRole('tabpanel')).toContainText('kubectl run kubia --image=luksa/kubia');
  await inspector.getByRole('button', { name: 'Close the inspector' }).click();
  await expect(inspector).toBeHidden();
});

test('time stands still while it is paused, and goes on step by step', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod', { speed: '1' });
  const bar = page.getByRole('region', { name: 'Time of the cluster' });
  const time = bar.locator('time');
  await bar.getByRole('button', { name: 'Pause' }).click();
  await expect(bar).toContainText('Paused');
  const stopped = await time.textContent();
  await learner.keys('kubectl run kubia --image=nginx\n');
  await page.waitForTimeout(700);
  expect(await time.textContent()).toBe(stopped);
  const pod = page.locator('[data-pod="default/kubia"]');
  await expect(pod).toHaveCount(0);

  for (let step = 0; step < 5; step++) await bar.getByRole('button', { name: 'One operation on' }).click();
  await expect(pod).toHaveCount(0);
  await bar.getByRole('button', { name: 'On, until nothing is left to do' }).click();
  await expect(pod).toContainText('Running');
  await expect(bar).toContainText('Paused');
  expect(await time.textContent()).not.toBe(stopped);
  await bar.getByRole('button', { name: 'Play' }).click();
  expect(await learner.type('kubectl get pods')).toMatch(/kubia +1\/1 +Running/);
});
