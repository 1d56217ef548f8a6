/**
 * `apt-get` and `apt`: update, install, remove, clean. Lists have to be fetched before anything can be installed, and
 * releases that are no longer looked after have none. Simplified: no dependencies, no versions to choose from.
 */

import { executableText } from '../../../processes/executable';
import { sleep } from '../../../processes/kernel';
import type { Process } from '../../../processes/process';
import type { Routine } from '../../../processes/routine';
import { append, aptSize, hasInternet, takeAway, unpack } from './install';
import { debianPackages, type Package } from './packageList';

const LISTS = '/var/lib/apt/lists';
const STATUS = '/var/lib/dpkg/status';
/** What is fetched, in bytes per second. */
const SPEED = 8_000_000;
/** Releases whose packages have moved to the archive. */
const ARCHIVED: ReadonlySet<string> = new Set(['jessie', 'stretch', 'buster']);
const FAILED = 100;

export function* aptGet(process: Process): Routine<number> {
  const options = process.argv.slice(1).filter((word) => word.startsWith('-'));
  const [command, ...names] = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const apt = new Apt(process, options);
  if (process.argv[0]?.endsWith('/apt') === true || process.argv[0] === 'apt') {
    process.stderr.write('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
  }
  switch (command) {
    case 'update':
      return yield* apt.update();
    case 'install':
      return yield* apt.install(names);
    case 'remove':
    case 'purge':
      return apt.remove(names);
    case 'clean':
    case 'autoclean':
    case 'autoremove':
      return 0;
    case 'upgrade':
    case 'dist-upgrade':
      return apt.nothing();
    case undefined:
      process.stdout.write('apt 2.6.1 (amd64)\nUsage: apt-get [options] command\n');
      return 1;
    default:
      process.stderr.write(`apt-get: ${command} is not simulated in this playground\n`);
      return 1;
  }
}

class Apt {
  readonly #process: Process;
  readonly #quiet: boolean;
  readonly #yes: boolean;

  constructor(process: Process, options: readonly string[]) {
    this.#process = process;
    this.#quiet = options.some((option) => /^-q{2,}$|^-q=2|^-yqq|^-qqy/.test(option));
    this.#yes = options.some((option) => /^-[a-z]*y|^--yes$|^--assume-yes$/.test(option)) || this.#quiet;
  }

  *update(): Routine<number> {
    const { files, clock } = this.#process;
    if (!this.#mayWrite(`${LISTS}/lock`)) return FAILED;
    const { host, codename, archive } = this.#release();
    if (!hasInternet(this.#process)) {
      const name = host.split('/')[2];
      this.#process.stderr.write(
        `W: Failed to fetch ${host}/dists/${codename}/InRelease  Temporary failure resolving '${name}'\n`,
      );
      this.#process.stderr.write(
        'W: Some index files failed to download. They have been ignored, or old ones used instead.\n',
      );
      return 0;
    }
    const index = 8_790_000;
    yield* sleep(clock, 600 + (1000 * index) / SPEED);
    if (archive) {
      this.#process.stderr.write(
        `E: The repository '${host} ${codename} Release' does no longer have a Release file.\n`,
      );
      return FAILED;
    }
    this.#say(`Get:1 ${host} ${codename} InRelease [151 kB]\n`);
    this.#say(`Get:2 ${host} ${codename}/main amd64 Packages [${aptSize(index)}]\n`);
    this.#say(`Fetched ${aptSize(index + 151_000)} in 2s (${aptSize(SPEED)}/s)\nReading package lists...\n`);
    files.makeDirectory(LISTS, { parents: true });
    files.write(`${LISTS}/${host.replace(/^http:\/\//, '').replaceAll('/', '_')}_dists_${codename}_main_Packages`, '', {
      size: 5 * index,
    });
    return 0;
  }

  *install(names: readonly string[]): Routine<number> {
    if (!this.#mayWrite('/var/lib/dpkg/lock-frontend')) return FAILED;
    this.#say('Reading package lists...\nBuilding dependency tree...\nReading state information...\n');
    const chosen = this.#choose(names);
    if (chosen === undefined) return FAILED;
    const installed = this.#installed();
    for (const one of chosen.filter(({ name }) => installed.has(name))) {
      this.#say(`${one.name} is already the newest version (${one.version}).\n`);
    }
    const fresh = chosen.filter(({ name }) => !installed.has(name));
    if (fresh.length === 0) return this.nothing(false);
    this.#announce(fresh);
    if (!(yield* this.#agreed())) return 1;
    return yield* this.#fetchAndUnpack(fresh);
  }

  remove(names: readonly string[]): number {
    if (!this.#mayWrite('/var/lib/dpkg/lock-frontend')) return FAILED;
    const installed = this.#installed();
    for (const name of names) {
      const one = debianPackages.get(name);
      if (one === undefined || !installed.has(name)) this.#say(`Package '${name}' is not installed, so not removed\n`);
      else {
        takeAway(this.#process, one);
        this.#say(`Removing ${name} (${one.version}) ...\n`);
      }
    }
    const rest = this.#status()
      .split('\n\n')
      .filter((entry) => !names.some((name) => entry.startsWith(`Package: ${name}\n`)));
    this.#process.files.write(STATUS, rest.join('\n\n'));
    return 0;
  }

  nothing(lead = true): number {
    if (lead) this.#say('Reading package lists...\nBuilding dependency tree...\nReading state information...\n');
    this.#say('0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n');
    return 0;
  }

  #choose(names: readonly string[]): readonly Package[] | undefined {
    const listed = this.#process.files.list(LISTS);
    const known = listed.ok && listed.value.some((name) => name.endsWith('_Packages'));
    const wanted = names.map((name) => name.replace(/[=/:].*$/, ''));
    const missing = wanted.filter((name) => !debianPackages.has(name) || !known);
    for (const name of missing) this.#process.stderr.write(`E: Unable to locate package ${name}\n`);
    if (missing.some((name) => known && !debianPackages.has(name))) {
      this.#process.stderr.write('(this playground knows only the packages that are installed most)\n');
    }
    if (missing.length > 0) return undefined;
    return [...new Set(wanted)].flatMap((name) => debianPackages.get(name) ?? []);
  }

  #announce(fresh: readonly Package[]): void {
    const bytes = fresh.reduce((sum, one) => sum + one.sizeBytes, 0);
    const disk = fresh.reduce((sum, one) => sum + one.installedBytes, 0);
    this.#say(
      `The following NEW packages will be installed:\n  ${fresh
        .map(({ name }) => name)
        .sort()
        .join(
          ' ',
        )}\n0 upgraded, ${fresh.length} newly installed, 0 to remove and 0 not upgraded.\nNeed to get ${aptSize(bytes)} of archives.\nAfter this operation, ${aptSize(disk)} of additional disk space will be used.\n`,
    );
  }

  /** Asks, unless -y was given; an end of the input means no. */
  *#agreed(): Routine<boolean> {
    if (this.#yes) return true;
    const { stdin, stdout } = this.#process;
    stdout.write('Do you want to continue? [Y/n] ');
    let answer = '';
    while (!answer.includes('\n')) {
      const text = stdin.take();
      if (text === undefined) break;
      answer += text;
      if (text === '') yield (wake) => stdin.onReadable(wake);
    }
    const agreed = /^(?:y(?:es)?)?\n/i.test(answer);
    if (!agreed) stdout.write('Abort.\n');
    return agreed;
  }

  *#fetchAndUnpack(fresh: readonly Package[]): Routine<number> {
    const { clock } = this.#process;
    const { host, codename } = this.#release();
    if (!hasInternet(this.#process)) {
      const [first] = fresh;
      this.#process.stderr.write(
        `E: Failed to fetch ${host}/pool/main/${first?.name}  Temporary failure resolving\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n`,
      );
      return FAILED;
    }
    for (const [at, { name, version, sizeBytes }] of fresh.entries()) {
      yield* sleep(clock, 60 + (1000 * sizeBytes) / SPEED);
      this.#say(`Get:${at + 1} ${host} ${codename}/main amd64 ${name} amd64 ${version} [${aptSize(sizeBytes)}]\n`);
    }
    for (const one of fresh) {
      const file = `.../${one.name}_${one.version}_amd64.deb`;
      this.#say(
        `Selecting previously unselected package ${one.name}.\nPreparing to unpack ${file} ...\nUnpacking ${one.name} (${one.version}) ...\n`,
      );
      yield* sleep(clock, 40 + one.installedBytes / 400_000);
      if (!unpack(this.#process, one)) {
        this.#process.stderr.write(
          `dpkg: error processing archive ${file} (--unpack):\n cannot copy extracted data: failed to write (No space left on device)\n`,
        );
        return FAILED;
      }
      append(
        this.#process,
        STATUS,
        `Package: ${one.name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${one.version}\n\n`,
      );
    }
    for (const { name, version } of fresh) this.#say(`Setting up ${name} (${version}) ...\n`);
    return 0;
  }

  #release(): { host: string; codename: string; archive: boolean } {
    const text = this.#process.files.read('/etc/os-release');
    const field = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text.ok ? text.value : '')?.[1] ?? '';
    const codename = field('VERSION_CODENAME');
    const host = field('ID') === 'ubuntu' ? 'http://archive.ubuntu.com/ubuntu' : 'http://deb.debian.org/debian';
    return { host, codename, archive: ARCHIVED.has(codename) };
  }

  #mayWrite(lock: string): boolean {
    const process = this.#process;
    if (process.uid === 0) return true;
    process.stderr.write(
      `E: Could not open lock file ${lock} - open (13: Permission denied)\nE: Unable to acquire the lock (${lock}), are you root?\n`,
    );
    return false;
  }

  #status(): string {
    const text = this.#process.files.read(STATUS);
    return text.ok ? text.value : '';
  }

  /** What dpkg has installed, and what the image came with. */
  #installed(): ReadonlySet<string> {
    const installed = new Set([...this.#status().matchAll(/^Package: (.*)$/gm)].map(([, name = '']) => name));
    const { files } = this.#process;
    for (const { name, programs } of debianPackages.values()) {
      const [first] = programs;
      const there = first === undefined ? undefined : files.read(`/usr/bin/${first}`);
      if (there?.ok === true && there.value === executableText(first ?? '')) installed.add(name);
    }
    return installed;
  }

  #say(text: string): void {
    if (!this.#quiet) this.#process.stdout.write(text);
  }
}
