/** The options of `set` and `shopt`. */

/** Name and letter of each option of `set` that this shell knows. */
export const setOptions: Readonly<Record<string, string>> = {
  allexport: 'a',
  errexit: 'e',
  noglob: 'f',
  hashall: 'h',
  monitor: 'm',
  noexec: 'n',
  nounset: 'u',
  verbose: 'v',
  xtrace: 'x',
  braceexpand: 'B',
  noclobber: 'C',
  histexpand: 'H',
  emacs: '',
  history: '',
  pipefail: '',
  posix: '',
  vi: '',
};

const SHOPTS = [
  'dotglob',
  'expand_aliases',
  'extglob',
  'failglob',
  'globstar',
  'histappend',
  'nocaseglob',
  'nullglob',
  'checkwinsize',
  'login_shell',
  'lastpipe',
  'nocasematch',
  'progcomp',
];

export class ShellOptions {
  readonly #on: Set<string>;

  constructor(on: Iterable<string> = ['braceexpand', 'hashall', 'extglob']) {
    this.#on = new Set(on);
  }

  fork(): ShellOptions {
    return new ShellOptions(this.#on);
  }

  has(name: string): boolean {
    return this.#on.has(name);
  }

  set(name: string, on: boolean): void {
    if (on) this.#on.add(name);
    else this.#on.delete(name);
  }

  /** The value of `$-`. */
  letters(interactive: boolean): string {
    const letters = Object.entries(setOptions).flatMap(([name, letter]) => (this.#on.has(name) ? [letter] : []));
    return `${letters.join('')}${interactive ? 'i' : ''}`;
  }

  /** The names that `shopt` knows. */
  get shopts(): readonly string[] {
    return [...SHOPTS].sort();
  }
}
