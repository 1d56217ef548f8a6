import { expect, type Page, test } from '@playwright/test';
import { Learner } from './pages/learner';
import { Model } from './pages/model';

test('a learner cuts a shop into services and releases all of it in a day, and finds it so after a reload', async ({
  page,
}) => {
  const learner = new Learner(page, 'ko');
  const model = new Model(page);
  await learner.visit('#lesson=one-or-many&language=ko');
  await learner.predict(0, 'wrong');
  await learner.watchSolution(1);
  await learner.seesOnly(0);
  await model.press('주문 배포');
  await learner.isTold('다른 부분을 배포했습니다');
  await model.press('결제 배포');
  await expect(model.panel.getByText('60초 동안 멈춤')).toHaveCount(5);
  await model.shows('오늘 거절', '0개', '12,000개');
  await learner.sees(1);
  await learner.next();

  await learner.predict(1, 'right');
  await model.choose('서비스 다섯');
  await model.shows('메모리', '280MB', '600MB');
  await learner.sees(1);
  await learner.next();

  await learner.predict(1, 'right');
  await model.press('결제 배포');
  await expect(model.panel.getByRole('status')).toContainText('20초 동안 요청 300개가 거절되었습니다');
  await expect(model.panel.getByText('20초 동안 실패: 결제에 물어봄')).toBeVisible();
  await learner.sees(1);
  await learner.next();

  await learner.predict(0, 'right');
  for (const part of ['상품 목록', '장바구니']) await model.press(`${part} 배포`);
  await learner.isTold('다음 날을 누르고');
  await model.press('다음 날');
  for (const part of ['상품 목록', '장바구니', '계정', '주문', '결제']) await model.press(`${part} 배포`);
  await model.shows('오늘 거절', '12,300개', '2,200개');
  await learner.finishes();

  await expect.poll(() => savedMoves(page)).toBe(12);
  await page.reload();
  await model.shows('오늘 거절', '12,300개', '2,200개');
  await learner.finishes();
});

test('a learner compares virtual machines with containers, in the model and on the laptop', async ({ page }) => {
  const learner = new Learner(page, 'en');
  const model = new Model(page);
  await learner.visit('#lesson=machine-or-wall&language=en');
  await learner.waitForPrompt();
  await learner.predict(2, 'right');
  await model.turn('Apps', 'ArrowRight', '12');
  await expect(model.panel.getByText('No memory left: 3')).toBeVisible();
  await learner.sees(1);
  await learner.next();

  await learner.predict(0, 'right');
  await model.choose('a container');
  await model.shows('Kernels', '10', '1');
  await learner.sees(1);
  await learner.next();

  await learner.predict(1, 'right');
  await page.getByRole('radiogroup', { name: 'Model or laptop' }).getByText('Laptop').click();
  for (const command of [0, 1, 2]) await learner.run(command);
  expect(await learner.run(3)).toMatch(/^(\S+)\n\1$/);
  await learner.run(4);
  expect(await learner.run(5)).toMatch(/containerd-shim\n +\d+ nginx\n/);
  await learner.sees(3);
  await learner.next();

  await page.getByRole('radiogroup', { name: 'Model or laptop' }).getByText('Model').click();
  await learner.predict(2, 'right');
  await model.turn('Apps', 'ArrowRight', '40');
  await learner.seesOnly(1);
  await model.choose('a virtual machine');
  await model.turn('Memory of the host', 'ArrowRight', '32 GB');
  await learner.sees(2);
  await learner.next();

  await learner.predict(1, 'right');
  await model.turn('Apps for another kernel', 'End', '2');
  await model.choose('a container');
  await expect(model.panel.getByText('Needs another kernel: 2')).toBeVisible();
  await learner.finishes();
});

/** How many moves of the model the browser has kept. */
async function savedMoves(page: Page): Promise<number> {
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('keyval-store');
        opening.onsuccess = () => {
          const reading = opening.result.transaction('keyval').objectStore('keyval').get('world:lesson:one-or-many');
          reading.onsuccess = () => {
            const inputs: { input: { kind: string } }[] = reading.result?.inputs ?? [];
            resolve(inputs.filter(({ input }) => input.kind === 'model').length);
          };
        };
      }),
  );
}
