/** Measures the built page in Chromium: weight, start, echo, and how smoothly a hundred pods roll. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from '../../e2e/ensureChromium.mjs';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const LESSON = 'lesson=keep-it-running&language=en';
/** What comes with the editor, which is loaded when it is opened or when nothing else is to do. */
const EDITOR = /monaco|manifestSchema|editor\.worker|yaml\.worker|codicon/;
/** How long frames are counted, in milliseconds. */
const WATCH = 10_000;
const KEYS = 40;

function print(name: string, value: number, unit: string): void {
  process.stdout.write(`${JSON.stringify({ name, value: Math.round(value * 10) / 10, unit })}\n`);
}

/** Prints one JSON line a figure about the page built in a folder (its path ends in a slash); says so in plain words, and measures nothing, without a build or without Chromium. */
export async function pageBench(dist = DIST): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined || !existsSync(`${dist}index.html`)) {
    process.stderr.write('the page is not measured: it needs a build (npm run build) and Chromium\n');
    return;
  }
  const server = await preview({
    configFile: false,
    root: fileURLToPath(new URL('../../', import.meta.url)),
    logLevel: 'silent',
    build: { outDir: dist },
    preview: { host: '127.0.0.1', port: 4175 },
  });
  const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4175/';
  const browser = await chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
  try {
    await measureWeight(browser, address, dist, 'start page', '');
    await measureWeight(browser, address, dist, 'lesson page', `#${LESSON}`);
    await measureUse(browser, address);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The gzipped size of the scripts and styles that come before the page can be used, without the editor's. */
async function measureWeight(
  browser: Browser,
  address: string,
  dist: string,
  name: string,
  fragment: string,
): Promise<void> {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  const files = new Set<string>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(js|css)$/.test(pathname)) files.add(pathname.slice(1));
  });
  await page.goto(address + fragment);
  if (fragment === '') await page.locator('h1').first().waitFor();
  else await waitForText(page, '~$');
  const needed = [...files];
  const sizes = needed
    .filter((file) => !EDITOR.test(file) && existsSync(dist + file))
    .map((file) => ({ file, size: gzipSync(readFileSync(dist + file), { level: 9 }).length / 1000 }));
  const sum = (wanted: (file: string) => boolean) =>
    sizes.filter(({ file }) => wanted(file)).reduce((total, { size }) => total + size, 0);
  const isWorker = (file: string) => /\/worker-/.test(file);
  print(
    `first load before the editor, ${name}`,
    sum(() => true),
    'kB gzip',
  );
  print(`first load before the editor, ${name}: the world's worker`, sum(isWorker), 'kB gzip');
  print(
    `first load before the editor, ${name}: the page itself`,
    sum((file) => !isWorker(file)),
    'kB gzip',
  );
  await page.close();
}

async function measureUse(browser: Browser, address: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  // the name keeper that the TypeScript runner puts around functions
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(countFrames);
  const began = performance.now();
  await page.goto(`${address}#${LESSON}`);
  const terminal = page.locator('.xterm-helper-textarea').first();
  await terminal.waitFor({ state: 'attached' });
  await waitForText(page, '~$');
  print('time until the terminal takes a command', performance.now() - began, 'ms');
  await measureEcho(page);
  const run = async (command: string, pause: number) => {
    await terminal.focus();
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(pause);
  };
  await run('kubectl create deployment web --image=nginx --replicas=100', 40_000);
  const resting = await framesPerSecond(page);
  print('frames per second with 100 pods at rest', resting, '1/s');
  await run('kubectl set image deployment/web nginx=httpd', 500);
  print('frames per second with 100 pods while they roll', await framesPerSecond(page), '1/s');
  await page.close();
}

/** From a key press until its letter stands in the terminal's text. */
async function measureEcho(page: Page): Promise<void> {
  await page.locator('.xterm-helper-textarea').first().focus();
  const times: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    await page.evaluate(watchForEcho);
    await page.keyboard.press('x');
    times.push(await page.evaluate(() => (window as unknown as Measured).echo ?? Promise.resolve(0)));
    await page.waitForTimeout(30);
  }
  await page.keyboard.press('Control+c');
  const sorted = times.sort((a, b) => a - b);
  print('key press to echo, median', sorted[Math.floor(KEYS / 2)] ?? 0, 'ms');
  print('key press to echo, 95th percentile', sorted[Math.floor(KEYS * 0.95)] ?? 0, 'ms');
}

async function framesPerSecond(page: Page): Promise<number> {
  const frames = () =>
    page.evaluate(() => ({ count: (window as unknown as Measured).frameCount ?? 0, at: performance.now() }));
  const before = await frames();
  await page.waitForTimeout(WATCH);
  const after = await frames();
  return ((after.count - before.count) * 1000) / (after.at - before.at);
}

async function waitForText(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('.xterm-rows')?.textContent?.includes(wanted) === true,
    text,
  );
}

/** What the functions below leave in the page for the measuring to read. */
interface Measured {
  frameCount?: number;
  echo?: Promise<number>;
}

/** Runs in the page: counts animation frames. */
function countFrames(): void {
  const measured = window as unknown as Measured;
  measured.frameCount = 0;
  const next = () => {
    measured.frameCount = (measured.frameCount ?? 0) + 1;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** Runs in the page: the time from the next key press to the next change of the terminal's text. */
function watchForEcho(): void {
  const rows = document.querySelector('.xterm-rows');
  if (rows === null) return;
  const count = () => (rows.textContent ?? '').split('x').length;
  const before = count();
  (window as unknown as Measured).echo = new Promise((resolve) => {
    let pressed = 0;
    window.addEventListener(
      'keydown',
      () => {
        pressed = performance.now();
      },
      { capture: true, once: true },
    );
    const observer = new MutationObserver(() => {
      if (pressed === 0 || count() === before) return;
      observer.disconnect();
      resolve(performance.now() - pressed);
    });
    observer.observe(rows, { childList: true, subtree: true, characterData: true });
  });
}
