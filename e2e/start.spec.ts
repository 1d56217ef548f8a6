import { expect, test } from '@playwright/test';
import { Learner } from './pages/learner';

test('a lesson is found by the first consonants of a word, and opened by keyboard', async ({ page }) => {
  const learner = new Learner(page, 'ko');
  await learner.visit('#language=ko');
  const box = page.getByRole('combobox', { name: '레슨과 용어 검색' });
  await expect(box).toBeVisible();
  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await box.fill('재시도 우주선');
  await expect(page.getByText('‘재시도 우주선’에 맞는 것이 없습니다.')).toBeVisible();
  await box.fill('ㅍㄷ ㅎㄴ');
  const first = page.getByRole('option').first();
  await expect(first).toContainText('파드 하나');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#lesson=run-a-pod&step=1$/);
  await learner.waitForPrompt();
});

test('the start page takes the learner back to the lesson and step where they were', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod');
  await learner.run(0);
  await learner.run(1);
  await learner.sees(2);
  await learner.next();
  await expect(page).toHaveURL(/step=2$/);
  await page.getByRole('link', { name: 'Kubarium: all lessons' }).click();
  const goOn = page.getByRole('link', { name: /Where you were.*Step 2 of 5.*Go on/ });
  await expect(goOn).toBeVisible();
  await expect(page.locator('[data-lesson="run-a-pod"]')).toContainText('Begun · 1 of 5 steps');

  await page.reload();
  await goOn.click();
  await learner.waitForPrompt();
  await expect(page).toHaveURL(/#lesson=run-a-pod&step=2$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Ask for one pod' })).toBeVisible();
  await page.goBack();
  await expect(goOn).toBeVisible();
});

test('a word of the prose leads to its page in the glossary, and back to the lesson as it was left', async ({
  page,
}) => {
  const learner = new Learner(page, 'en');
  await learner.open('open-a-door');
  await learner.next();
  await learner.type('echo still here');
  await learner.lesson.getByRole('button', { name: 'service', exact: true }).click();
  await learner.lesson.getByRole('link', { name: 'See it in the glossary' }).click();
  const term = page.locator('[data-featured="service"]');
  await expect(term.getByRole('heading', { level: 2, name: 'service' })).toBeFocused();
  await expect(term).toContainText('서비스');
  await expect(term.locator('svg').first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter the words' }).fill('replica');
  await expect(page.locator('[data-term]')).toHaveCount(2);
  await page.getByRole('link', { name: 'A door from the outside' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ask for a door' })).toBeVisible();
  await expect.poll(() => learner.screen()).toContain('still here');

  await page
    .getByRole('link', { name: /^Next lesson: / })
    .first()
    .click();
  await expect(page).toHaveURL(/#lesson=more-of-them&step=1$/);
  await page
    .getByRole('link', { name: /^Previous lesson: / })
    .first()
    .click();
  await expect(page).toHaveURL(/#lesson=open-a-door&step=/);
});

test('a free playground begins with an example, and more can be had from the editor', async ({ page }) => {
  const learner = new Learner(page, 'ko');
  await learner.visit('#language=ko');
  await page.getByText('노트북의 도커').click();
  await page.getByRole('button', { name: /내 이미지: app.js와 Dockerfile/ }).click();
  await learner.waitForPrompt();
  await learner.setSpeed('4');
  await expect(page).toHaveURL(/#world=docker$/);
  await expect(page.locator('#editor')).toContainText('자바스크립트 몇 줄로 된 웹 서버');
  await learner.run(0);
  await learner.run(1);
  expect(await learner.run(2)).toMatch(/^You've hit [0-9a-f]{12}$/);

  await page.getByRole('button', { name: '준비된 예제' }).click();
  await page.getByRole('menuitem', { name: /Compose로 서비스 둘/ }).click();
  await expect(learner.lesson).toContainText('Compose로 서비스 둘');
  expect(await learner.type('ls shop')).toBe('compose.yaml');
});

for (const [fragment, words] of [
  ['#lesson=no-such-lesson', 'There is no lesson “no-such-lesson”.'],
  ['#lesson=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', 'There is no lesson “<img src=x onerror=alert(1)>”.'],
  ['#world=__proto__', 'There is no cluster profile “__proto__”.'],
  ['#glossary=constructor', 'The glossary has no word “constructor”.'],
  ['#%%%&&==', 'The page does not understand “%%%&&==” in its address.'],
] as const) {
  test(`a link that leads nowhere says so and leads back: ${fragment}`, async ({ page }) => {
    const learner = new Learner(page, 'en');
    await learner.visit(fragment);
    await expect(page.getByRole('main')).toContainText(words);
    await page.getByRole('link', { name: 'To all lessons' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'A Kubernetes cluster under glass.' })).toBeVisible();
  });
}
