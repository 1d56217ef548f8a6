/**
 * Who may push where. Simplified: accounts are made by logging in: a name that is nobody's yet takes any password that
 * isn't empty, and keeps it from then on. Names of the catalogue's publishers (`library`, `luksa`, ...) are taken.
 */
export interface Login {
  readonly username: string;
  readonly password: string;
}

export class Accounts {
  readonly #passwords = new Map<string, string>();
  readonly #taken: (name: string) => boolean;

  constructor(taken: (name: string) => boolean) {
    this.#taken = taken;
  }

  /** True when the login is right; a new name's password is remembered. */
  logIn({ username, password }: Login): boolean {
    const name = username.toLowerCase();
    if (name === '' || password === '' || this.#taken(name)) return false;
    const known = this.#passwords.get(name);
    if (known === undefined) this.#passwords.set(name, password);
    return known === undefined || known === password;
  }

  /** True when this login may write to a repository: one of its own name space. */
  mayPush(repository: string, login: Login | undefined): boolean {
    if (login === undefined || this.#passwords.get(login.username.toLowerCase()) !== login.password) return false;
    return repository.startsWith(`${login.username.toLowerCase()}/`);
  }
}
