// Finds Chromium for the tests, or installs it where that is possible, or prints the exact command.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGES = 'chromium fonts-noto-cjk';

/** The browser's path, from CHROMIUM_PATH or PATH; undefined when there is none. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : undefined;
  for (const folder of (process.env.PATH ?? '').split(':')) {
    for (const name of NAMES) if (existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
  }
  return undefined;
}

function succeeds(command, ...words) {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}

function install() {
  const root = process.getuid?.() === 0;
  if (!existsSync('/usr/bin/apt-get') || (!root && !succeeds('sudo', '-n', 'true'))) return false;
  const prefix = root ? [] : ['sudo', '-n'];
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...PACKAGES.split(' ')]]) {
    const [command, ...rest] = [...prefix, 'apt-get', ...words];
    if (
      spawnSync(command, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
        .status !== 0
    )
      return false;
  }
  return true;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (process.env.CHROMIUM_PATH && !findChromium()) {
    console.error(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, but there is no such file.`);
    process.exit(1);
  }
  if (!findChromium() && !(install() && findChromium())) {
    console.error(
      `The tests need Chromium. Install it and run them again:\n\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${PACKAGES}\n\nor set CHROMIUM_PATH to the browser's file.`,
    );
    process.exit(1);
  }
}
