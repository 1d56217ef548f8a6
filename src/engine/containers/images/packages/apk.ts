/** `apk`, Alpine's package manager: update, add, del, info. Simplified as `apt-get` is. */
import { executableText } from '../../../processes/executable';
import { sleep } from '../../../processes/kernel';
import type { Process } from '../../../processes/process';
import type { Routine } from '../../../processes/routine';
import { append, hasInternet, takeAway, unpack } from './install';
import { alpinePackages, type Package } from './packageList';

const WORLD = '/etc/apk/world';
const CACHE = '/var/cache/apk';
const INDEX = `${CACHE}/APKINDEX.tar.gz`;
/** What is fetched, in bytes per second. */
const SPEED = 8_000_000;
const INDEX_BYTES = 2_400_000;
/** What the base takes, in MiB, and how many packages it is made of. */
const BASE_SIZE = 8;
const BASE_PACKAGES = 15;

export function* apk(process: Process): Routine<number> {
  const options = process.argv.slice(1).filter((word) => word.startsWith('-'));
  const [command, ...names] = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const manager = new Apk(process, options);
  switch (command) {
    case 'update':
      return yield* manager.update();
    case 'add':
      return yield* manager.add(names.filter((name) => !name.startsWith('.')));
    case 'del':
      return manager.remove(names);
    case 'info':
      process.stdout.write([...manager.installed()].map((name) => `${name}\n`).join(''));
      return 0;
    case 'upgrade':
    case 'cache':
      return 0;
    case undefined:
      process.stdout.write(
        'apk-tools 2.14.6, compiled for x86_64.\n\nusage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n',
      );
      return 1;
    default:
      process.stderr.write(`apk: ${command} is not simulated in this playground\n`);
      return 1;
  }
}

class Apk {
  readonly #process: Process;
  readonly #fetches: boolean;
  readonly #keeps: boolean;
  readonly #quiet: boolean;

  constructor(process: Process, options: readonly string[]) {
    this.#process = process;
    const noCache = options.includes('--no-cache');
    this.#keeps = !noCache;
    this.#fetches =
      noCache ||
      options.some((option) => option === '--update-cache' || option === '--update' || /^-[a-z]*U/.test(option));
    this.#quiet = options.some((option) => option === '--quiet' || option === '-q');
  }

  *update(): Routine<number> {
    if (!this.#mayWrite()) return 99;
    if (!(yield* this.#fetchIndex(true))) return 4;
    this.#say(`OK: ${alpinePackages.size} packages that this playground knows\n`);
    return 0;
  }

  *add(names: readonly string[]): Routine<number> {
    if (!this.#mayWrite()) return 99;
    const known = this.#fetches ? yield* this.#fetchIndex(this.#keeps) : this.#process.files.stat(INDEX).ok;
    if (!known && !this.#fetches) {
      this.#process.stderr.write(`WARNING: opening from cache ${this.#address()}: No such file or directory\n`);
    }
    const wanted = [...new Set(names.map((name) => name.replace(/[=<>~@].*$/, '')))];
    const missing = wanted.filter((name) => !known || !alpinePackages.has(name));
    if (missing.length > 0) {
      const lines = missing.map((name) => `  ${name} (no such package):\n    required by: world[${name}]\n`);
      this.#process.stderr.write(`ERROR: unable to select packages:\n${lines.join('')}`);
      if (known) this.#process.stderr.write('(this playground knows only the packages that are installed most)\n');
      return missing.length;
    }
    const before = this.installed();
    const fresh = wanted.filter((name) => !before.has(name)).flatMap((name) => alpinePackages.get(name) ?? []);
    if (!(yield* this.#unpackAll(fresh))) return 1;
    if (fresh.length > 0) this.#say('Executing busybox-1.37.0-r8.trigger\n');
    this.#total();
    return 0;
  }

  remove(names: readonly string[]): number {
    if (!this.#mayWrite()) return 99;
    const installed = this.installed();
    const gone = names.filter((name) => installed.has(name));
    for (const [at, name] of gone.entries()) {
      const one = alpinePackages.get(name);
      if (one !== undefined) takeAway(this.#process, one);
      this.#say(`(${at + 1}/${gone.length}) Purging ${name} (${one?.version ?? ''}-r0)\n`);
    }
    const left = this.#world().filter((name) => !gone.includes(name));
    this.#process.files.write(WORLD, left.map((name) => `${name}\n`).join(''));
    this.#total();
    return 0;
  }

  /** What was added, and what the image came with. */
  installed(): ReadonlySet<string> {
    const installed = new Set(this.#world());
    const { files } = this.#process;
    for (const { name, programs } of alpinePackages.values()) {
      const [first] = programs;
      const there = first === undefined ? undefined : files.read(`/usr/bin/${first}`);
      if (there?.ok === true && there.value === executableText(first ?? '')) installed.add(name);
    }
    return installed;
  }

  *#fetchIndex(keep: boolean): Routine<boolean> {
    const { clock, files, stderr } = this.#process;
    this.#say(`fetch ${this.#address()}\n`);
    if (!hasInternet(this.#process)) {
      stderr.write(`WARNING: fetching ${this.#address()}: temporary error (try again later)\n`);
      return false;
    }
    yield* sleep(clock, 300 + (1000 * INDEX_BYTES) / SPEED);
    files.makeDirectory(CACHE, { parents: true });
    if (keep) files.write(INDEX, '', { size: INDEX_BYTES });
    return true;
  }

  *#unpackAll(fresh: readonly Package[]): Routine<boolean> {
    for (const [at, one] of fresh.entries()) {
      this.#say(`(${at + 1}/${fresh.length}) Installing ${one.name} (${one.version}-r0)\n`);
      yield* sleep(this.#process.clock, 30 + (1000 * one.sizeBytes) / SPEED);
      if (!unpack(this.#process, one)) {
        this.#process.stderr.write(`ERROR: Failed to create usr/bin/${one.programs[0]}: No space left on device\n`);
        return false;
      }
      append(this.#process, WORLD, `${one.name}\n`);
    }
    return true;
  }

  #total(): void {
    const added = this.#world().flatMap((name) => alpinePackages.get(name) ?? []);
    const mebibytes = added.reduce((sum, one) => sum + one.installedBytes, 0) / 1_048_576;
    this.#say(`OK: ${Math.round(BASE_SIZE + mebibytes)} MiB in ${BASE_PACKAGES + added.length} packages\n`);
  }

  #world(): readonly string[] {
    const text = this.#process.files.read(WORLD);
    return text.ok ? text.value.split('\n').filter((name) => name !== '') : [];
  }

  #address(): string {
    const release = this.#process.files.read('/etc/alpine-release');
    const version = (release.ok ? release.value : '3.21').split('.').slice(0, 2).join('.').trim();
    return `https://dl-cdn.alpinelinux.org/alpine/v${version}/main/x86_64/APKINDEX.tar.gz`;
  }

  #mayWrite(): boolean {
    if (this.#process.uid === 0) return true;
    this.#process.stderr.write(
      'ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n',
    );
    return false;
  }

  #say(text: string): void {
    if (!this.#quiet) this.#process.stdout.write(text);
  }
}
