import { defineConfig } from '@playwright/test';
import { findChromium } from './ensureChromium.mjs';

const PORT = Number(process.env['KUBARIUM_E2E_PORT'] ?? 4174);
/** What was built: another folder than the usual one for those who share a checkout. */
const BUILT = process.env['KUBARIUM_E2E_BUILT'] ?? 'dist';

export default defineConfig({
  testDir: '.',
  outputDir: process.env['KUBARIUM_E2E_RESULTS'] ?? '../test-results',
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  // A loaded machine may be late once; what fails for a reason fails twice, and a late one is told as flaky.
  retries: 1,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(findChromium() === undefined ? {} : { executablePath: findChromium() }),
      args: [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --configLoader runner --host 127.0.0.1 --port ${PORT} --strictPort --outDir ${BUILT}`,
    cwd: '..',
    url: `http://127.0.0.1:${PORT}`,
    reuseExistingServer: false,
  },
});
