import { expect, test } from '@playwright/test';
import { type Language, Learner } from './pages/learner';

const languages: readonly Language[] = ['ko', 'en'];

const words = {
  en: {
    run: /^Run in the terminal/,
    dashboard: 'Kubernetes Dashboard',
    deployments: 'Deployment',
    replicas: 'Replicas',
    scale: 'Scale',
  },
  ko: {
    run: /^터미널에서 실행/,
    dashboard: '쿠버네티스 대시보드',
    deployments: '디플로이먼트',
    replicas: '레플리카 수',
    scale: '스케일',
  },
};

for (const language of languages) {
  test(`a learner looks at a cluster through k9s and through the dashboard (${language})`, async ({ page }) => {
    const said = words[language];
    const learner = new Learner(page, language);
    const start = (command: number) => learner.lesson.getByRole('button', { name: said.run }).nth(command).click();
    const shows = (text: string | RegExp) => expect.poll(() => learner.screen(), { timeout: 40_000 }).toMatch(text);
    await learner.open('other-windows');

    await learner.predict(1, 'right');
    await start(0);
    await shows(/pods\(default\)\[2\]/);
    await shows(/(web-\S+ +1\/1 +Running[\s\S]*){2}/);
    const pods = (await learner.screen()).match(/web-\w+-\w+/g) ?? [];
    expect(pods).toHaveLength(2);
    for (const pod of pods) {
      await learner.keys(`/${pod}`);
      await page.keyboard.press('Enter');
      await shows(new RegExp(`pods\\(default\\)\\[1\\] /${pod}`));
      await page.keyboard.press('Control+d');
      await shows(new RegExp(`pod ${pod}\\? <y>`));
      await page.keyboard.press('y');
      await shows(/pods\(default\)\[0\]/);
      await page.keyboard.press('Escape');
      await shows(/pods\(default\)\[2\] ─/);
    }
    await learner.sees(1);
    await learner.next();

    await learner.keys(':deploy');
    await page.keyboard.press('Enter');
    await shows(/deployments\(default\)\[1\]/);
    await page.keyboard.type('s3');
    await shows(/deployment web: 3/);
    await page.keyboard.press('Enter');
    await learner.sees(2);
    await learner.until(async () => {
      await learner.keys(':q');
      await page.keyboard.press('Enter');
    });
    await learner.next();

    await learner.predict(2, 'right');
    const dashboard = page.getByRole('region', { name: said.dashboard });
    await learner.hurry(async () => {
      await start(0);
      await expect(dashboard).toBeVisible({ timeout: 60_000 });
    });
    await learner.sees(2);
    await learner.next();

    const places = dashboard.getByRole('navigation', { name: said.dashboard });
    await places.getByRole('button', { name: said.deployments, exact: true }).click();
    await dashboard.getByRole('button', { name: 'web', exact: true }).click();
    await dashboard.getByRole('spinbutton', { name: said.replicas }).fill('5');
    await dashboard.getByRole('button', { name: said.scale, exact: true }).click();
    await learner.sees(2);
    await expect(dashboard).toContainText('5/5');
    await learner.next();

    await learner.predict(0, 'right');
    await learner.until(async () => {
      await learner.keys('');
      await page.keyboard.press('Control+c');
      await expect(dashboard).toBeHidden();
      await page.keyboard.press('Enter');
    });
    expect(await learner.run(0)).toContain('cluster-admin');
    expect(await learner.run(1)).toContain("The 'dashboard' addon is disabled");
    await learner.sees(2);
    await learner.finishes();
  });
}
