import { expect, test } from '@playwright/test';
import { type Language, Learner } from './pages/learner';

const languages: readonly Language[] = ['ko', 'en'];

const words = {
  en: { way: /Show its way$/, view: 'A request and its way', lost: 'nobody here knows a way to that address' },
  ko: { way: /경로 보기$/, view: '요청과 그 경로', lost: '그 주소로 가는 경로를 아는 곳이 없습니다' },
};

for (const language of languages) {
  test(`a learner follows packets from node to node, in ${language}`, async ({ page }) => {
    const learner = new Learner(page, language);
    const way = page.getByRole('region', { name: words[language].view });
    await learner.open('from-node-to-node');
    expect(await learner.run(0)).toContain('Welcome to nginx!');
    await learner.sees(1);
    await page.getByRole('button', { name: words[language].way }).click();
    await expect(way.getByRole('heading')).toHaveText([/caller$/, 'worker-1', /near$/]);
    await learner.next();

    await learner.predict(2, 'right');
    await learner.run(0);
    await learner.run(1);
    await learner.sees(2);
    await page.getByRole('button', { name: words[language].way }).click();
    await expect(way.getByRole('heading')).toHaveText([/caller$/, 'worker-1', 'worker-2', /far$/]);
    await expect(way).toContainText('10.244.2.0/24 via 10.0.0.12 dev eth0');
    await learner.next();

    await learner.run(0);
    await learner.run(1);
    await learner.sees(1);
    await page.getByRole('button', { name: words[language].way }).click();
    await expect(way).toContainText(words[language].lost);
    await learner.next();

    await learner.run(0);
    expect(await learner.run(1)).toContain('Welcome to nginx!');
    await learner.sees(1);
    await learner.next();

    for (const command of [0, 1, 2, 3]) await learner.run(command);
    await learner.hurry(async () => {
      expect(await learner.run(4)).toContain('successfully rolled out');
    });
    await learner.run(5);
    await learner.sees(2);
    await learner.seesRest();
    await page.getByRole('button', { name: words[language].way }).click();
    await expect(way.getByText('flannel.1', { exact: true })).toHaveCount(2);
    await expect(way).toContainText('VXLAN, UDP 8472');
    await learner.next();

    await learner.predict(1, 'right');
    for (const command of [0, 2, 3, 4]) await learner.run(command);
    await learner.sees(2);
    await learner.finishes();
  });
}

test('visitors come as many a second as the slider says', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('as-many-as-needed');
  await learner.run(0);
  await expect(page.getByText('svc/web')).toBeVisible();
  await page.getByRole('button', { name: 'Visitors: requests from outside' }).click();
  const panel = page.getByRole('region', { name: 'Visitors: requests from outside' });
  await panel.getByRole('slider').fill('8');
  await expect(panel).toContainText(/[1-9]\d* answered/);
  await learner.run(1);
  await learner.sees(2);
  await panel.getByRole('slider').fill('0');
  await expect(panel.getByRole('status')).toHaveText('none');
});
