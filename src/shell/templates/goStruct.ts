/** A value of a Go struct type, as far as templates can tell it from a map. */

export class GoStruct {
  /** As messages name it: `*formatter.ContainerContext`. A type with a star is a pointer. */
  readonly type: string;
  readonly #fields: ReadonlyMap<string, () => unknown>;
  /** What JSON makes of it, where that is not simply its fields. */
  readonly #json: unknown;

  /** @param fields in the order of the type's fields; each is evaluated when it is asked for */
  constructor(type: string, fields: ReadonlyMap<string, () => unknown>, json?: unknown) {
    this.type = type;
    this.#fields = fields;
    this.#json = json;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  field(name: string): unknown {
    return this.#fields.get(name)?.();
  }

  /** The fields' values in their order. */
  get values(): readonly unknown[] {
    return [...this.#fields.values()].map((field) => field());
  }

  toJSON(): unknown {
    if (this.#json !== undefined) return this.#json;
    return Object.fromEntries([...this.#fields].map(([name, field]) => [name, field()]));
  }
}
