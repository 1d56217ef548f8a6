import { expect, type Page, test } from '@playwright/test';
import { Learner } from './pages/learner';

test('a reload keeps the world: terminal, pods, progress, files', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod');
  await learner.type('kubectl get nodes');
  await learner.type('kubectl get pods');
  await learner.sees(2);
  await learner.type(
    'kubectl run kubia --image=luksa/kubia --port=8080 && kubectl wait --for=condition=Ready pod/kubia',
  );
  const address = await learner.type(
    "kubectl get pod kubia -o jsonpath='{.metadata.uid} {.status.podIP}' | tee address.txt",
  );
  await saved(page);

  await page.reload();
  await learner.waitForPrompt();
  expect(await learner.printed()).toContain('pod/kubia condition met');
  expect(await learner.screen()).toContain(address.slice(0, 36));
  await expect(page.locator('[data-pod="default/kubia"]')).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '2');
  expect(await learner.type("kubectl get pod kubia -o jsonpath='{.metadata.uid} {.status.podIP}'")).toBe(address);
  expect(await learner.type('cat address.txt')).toBe(address);
});

test('a damaged saved session is set aside with a notice, and a fresh world begins', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod');
  await learner.type('echo remembered');
  await saved(page);
  await page.goto('about:blank');
  await page.goto('./');
  await damage(page);

  await page.goto('./#lesson=run-a-pod');
  await learner.waitForPrompt();
  const notice = page.getByRole('alert').filter({ hasText: 'could not be read' });
  await expect(notice).toBeVisible();
  expect(await learner.printed()).not.toContain('remembered');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
  expect(await learner.type('kubectl get pods')).toBe('No resources found in default namespace.');
});

const DATABASE = { name: 'keyval-store', store: 'keyval', slot: 'world:lesson:run-a-pod' };

/** Waits until what was typed last has reached the browser's storage. */
async function saved(page: Page): Promise<void> {
  await page.waitForTimeout(2000);
}

async function damage(page: Page): Promise<void> {
  await page.evaluate(
    ({ name, store, slot }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction(store, 'readwrite');
          writing.objectStore(store).put({ version: 1, inputs: 'gone' }, slot);
          writing.oncomplete = () => resolve();
          writing.onerror = () => reject(writing.error);
        };
      }),
    DATABASE,
  );
}
