/** Watches what is typed for the keys that leave a container without ending it: Ctrl-P Ctrl-Q unless told otherwise. */
import { CliFailure } from '../failure';

const USUAL = 'ctrl-p,ctrl-q';
const NAMED = /^ctrl-([a-z@[\\\]^_])$/i;

export class DetachKeys {
  readonly #keys: string;
  #held = '';

  /** @param text `ctrl-p,ctrl-q`, `a`; '' for the usual ones @throws CliFailure for keys that are none */
  constructor(text: string) {
    this.#keys = (text || USUAL)
      .split(',')
      .map((key) => codeOf(key, text))
      .join('');
  }

  /** What of the typed text goes on to the container. */
  read(typed: string): { readonly text: string; readonly detached: boolean } {
    let text = '';
    for (const key of typed) {
      this.#held += key;
      if (this.#held === this.#keys) return { text, detached: true };
      while (!this.#keys.startsWith(this.#held)) {
        text += this.#held.charAt(0);
        this.#held = this.#held.slice(1);
      }
    }
    return { text, detached: false };
  }
}

/** True for keys that can be told apart; '' stands for the usual ones. */
export function validDetachKeys(text: string): boolean {
  return text === '' || text.split(',').every((key) => [...key].length === 1 || NAMED.test(key));
}

/** The daemon joins nobody whose keys it can't read; the client hears no more than that. @throws CliFailure */
export function checkDetachKeys(text: string): void {
  if (!validDetachKeys(text)) throw new CliFailure('unable to upgrade to tcp, received 400');
}

function codeOf(key: string, whole: string): string {
  if ([...key].length === 1) return key;
  const letter = NAMED.exec(key)?.[1];
  if (letter === undefined) throw new CliFailure(`invalid detach keys (${whole}): Unknown character: '${key}'`);
  return String.fromCharCode(letter.toUpperCase().charCodeAt(0) - 64);
}
