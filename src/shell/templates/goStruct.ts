/** A value of a Go struct type, as far as templates can tell it from a map. */

export interface GoStructOptions {
  /** What JSON makes of it, or a function that gives it, where that is not simply its fields. */
  readonly json?: unknown;
  /** The type writes its own JSON, in which Go escapes HTML's characters. */
  readonly writesJson?: boolean;
  /** A pointer to nothing: there is no field to be had, and `<nil>` to be printed. */
  readonly isNil?: boolean;
}

/** A method that takes arguments: a field may hold one. */
export type GoMethod = (...values: readonly unknown[]) => unknown;

export class GoStruct {
  /** As messages name it: `*formatter.ContainerContext`. A type with a star is a pointer. */
  readonly type: string;
  readonly writesJson: boolean;
  readonly isNil: boolean;
  readonly #fields: ReadonlyMap<string, () => unknown>;
  readonly #json: unknown;

  /** @param fields in the order of the type's fields; each is evaluated when it is asked for */
  constructor(type: string, fields: ReadonlyMap<string, () => unknown>, options: GoStructOptions = {}) {
    this.type = type;
    this.writesJson = options.writesJson === true;
    this.isNil = options.isNil === true;
    this.#fields = fields;
    this.#json = options.json;
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
    if (this.isNil) return null;
    if (typeof this.#json === 'function') return this.#json();
    if (this.#json !== undefined) return this.#json;
    return Object.fromEntries([...this.#fields].map(([name, field]) => [name, field()]));
  }
}
