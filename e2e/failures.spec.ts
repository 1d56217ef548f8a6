import { expect, test } from '@playwright/test';
import { type Language, Learner } from './pages/learner';

const languages: readonly Language[] = ['ko', 'en'];

const words = {
  en: {
    another: 'Another machine is off.',
    off: 'Powered off',
    powerOn: 'Power on',
    stop: 'Stop',
    start: 'Start',
    stopped: 'stopped',
  },
  ko: {
    another: '다른 컴퓨터가 꺼졌습니다.',
    off: '전원 꺼짐',
    powerOn: '전원 켜기',
    stop: '멈추기',
    start: '시작하기',
    stopped: '멈춤',
  },
};

for (const language of languages) {
  const word = words[language];

  test.describe(`things break in ${language}`, () => {
    test("a learner cuts a machine's power, waits, and gives it back from the picture", async ({ page }) => {
      const learner = new Learner(page, language);
      await learner.open('a-node-fails');
      expect(await learner.run(0)).toMatch(/^alone +1\/1 +Running .* worker-2 /m);
      await learner.predict(0, 'right');
      expect(await learner.type('cloud nodes stop --force worker-3')).toBe('worker-3 is stopped.');
      await learner.isTold(word.another);
      expect(await learner.type('cloud nodes start worker-3')).toBe('worker-3 is running.');
      expect(await learner.run(1)).toBe('worker-2 is stopped.');
      const machine = page.locator('[data-actor="node/worker-2"]');
      await expect(machine).toContainText(word.off);
      expect(await learner.run(2)).toMatch(/^worker-2 +Ready /m);
      await learner.sees(2);
      await learner.next();

      await learner.predict(2, 'right');
      await learner.hurry(async () => {
        expect(await learner.run(0)).toBe('node/worker-2 condition met');
      });
      expect(await learner.run(1)).toContain('node.kubernetes.io/unreachable:NoExecute');
      await learner.sees(2);
      await learner.next();

      await learner.predict(1, 'right');
      expect(await learner.run(0)).toContain('tolerationSeconds: 30');
      await learner.hurry(async () => {
        await learner.run(1);
      });
      expect(await learner.run(2)).toMatch(/^alone +1\/1 +Terminating /m);
      await learner.sees(3);
      await learner.next();

      await learner.predict(1, 'right');
      await machine.click();
      await page.getByRole('button', { name: word.powerOn, exact: true }).click();
      await learner.hurry(() => learner.sees(2));
      await expect(machine).not.toContainText(word.off);
      await learner.finishes();
    });

    test('a learner stops the scheduler from the picture and starts it again', async ({ page }) => {
      const learner = new Learner(page, language);
      await learner.open('nobody-decides');
      const scheduler = page.locator('button[data-actor="scheduler"]');
      await scheduler.click();
      await page.getByRole('button', { name: word.stop, exact: true }).click();
      await expect(scheduler).toContainText(word.stopped);
      await learner.sees(2);
      await learner.next();

      expect(await learner.run(0)).toBe('pod/late created');
      expect(await learner.run(1)).toMatch(/^late +0\/1 +Pending /m);
      await learner.sees(2);
      await learner.next();

      await page.getByRole('button', { name: word.start, exact: true }).click();
      await expect(scheduler).not.toContainText(word.stopped);
      await learner.sees(2);
    });
  });
}
