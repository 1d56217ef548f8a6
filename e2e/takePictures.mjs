// Takes the README's picture of a running page: node e2e/takePictures.mjs http://127.0.0.1:4173
import { chromium } from '@playwright/test';
import { findChromium } from './ensureChromium.mjs';

const address = process.argv[2] ?? 'http://127.0.0.1:4173';
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
await page.goto(`${address}/#lesson=keep-it-running&language=ko`);
const run = page.locator('#lesson').getByRole('button', { name: /^터미널에서 실행/ });
const next = page.locator('#lesson').getByRole('button', { name: '다음', exact: true });
await page.locator('.xterm-rows').first().getByText('learner@laptop').first().waitFor();
await page.locator('#editor .view-line').first().waitFor();
await run.nth(1).click();
await page.locator('#lesson li[data-look="met"]').nth(1).waitFor({ timeout: 60_000 });
await next.click();
await page.locator('#lesson').getByRole('radio').nth(2).click();
await run.nth(0).click();
await page.waitForTimeout(1500);
await run.nth(1).click();
await page.waitForTimeout(900);
await page.screenshot({ path: new URL('./pictures/main-dark.png', import.meta.url).pathname });
await browser.close();
