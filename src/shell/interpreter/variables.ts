/** A shell's variables: scalars and arrays, exported ones, and the local ones of running functions. */

export interface Variable {
  /** Undefined: declared, not set. For an array its element 0 is the scalar value. */
  readonly value: string | undefined;
  /** An array's elements by index or key. */
  readonly elements?: ReadonlyMap<string, string>;
  readonly kind: 'scalar' | 'indexed' | 'associative';
  readonly exported: boolean;
  readonly readonly: boolean;
  readonly integer: boolean;
}

export type Attributes = Partial<Pick<Variable, 'kind' | 'exported' | 'readonly' | 'integer'>>;

const PLAIN: Variable = { value: undefined, kind: 'scalar', exported: false, readonly: false, integer: false };

export class Variables {
  #scopes: Map<string, Variable>[] = [new Map()];

  /** All of a process's environment, exported. */
  static fromEnvironment(environment: ReadonlyMap<string, string>): Variables {
    const variables = new Variables();
    for (const [name, value] of environment) variables.#scopes[0]?.set(name, { ...PLAIN, value, exported: true });
    return variables;
  }

  /** A copy for a subshell. */
  fork(): Variables {
    const copy = new Variables();
    copy.#scopes = this.#scopes.map((scope) => new Map(scope));
    return copy;
  }

  find(name: string): Variable | undefined {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const variable = this.#scopes[at]?.get(name);
      if (variable !== undefined) return variable;
    }
    return undefined;
  }

  get(name: string): string | undefined {
    const variable = this.find(name);
    return variable?.elements === undefined ? variable?.value : variable.elements.get('0');
  }

  /** Elements in order; a scalar is an array of one. */
  elements(name: string): readonly (readonly [string, string])[] {
    const variable = this.find(name);
    if (variable === undefined) return [];
    if (variable.elements === undefined) return variable.value === undefined ? [] : [['0', variable.value]];
    const entries = [...variable.elements];
    return variable.kind === 'associative' ? entries : entries.sort((a, b) => Number(a[0]) - Number(b[0]));
  }

  /** Sets a value where the variable lives. False when it is readonly. */
  set(name: string, value: string): boolean {
    const { scope, variable } = this.#locate(name);
    if (variable.readonly) return false;
    if (variable.elements === undefined) scope.set(name, { ...variable, value });
    else scope.set(name, { ...variable, elements: new Map(variable.elements).set('0', value) });
    return true;
  }

  /** Sets one element, or adds it to an array's end when `key` is undefined. */
  setElement(name: string, key: string | undefined, value: string): boolean {
    const { scope, variable } = this.#locate(name);
    if (variable.readonly) return false;
    const elements = new Map(
      variable.elements ?? (variable.value === undefined ? [] : [['0', variable.value] as const]),
    );
    const end = Math.max(-1, ...[...elements.keys()].map(Number)) + 1;
    elements.set(key ?? String(end), value);
    const kind = variable.kind === 'associative' ? 'associative' : 'indexed';
    scope.set(name, { ...variable, value: undefined, elements, kind });
    return true;
  }

  /** Makes it an array without elements. */
  clearElements(name: string): boolean {
    const { scope, variable } = this.#locate(name);
    if (variable.readonly) return false;
    const kind = variable.kind === 'associative' ? 'associative' : 'indexed';
    scope.set(name, { ...variable, value: undefined, elements: new Map(), kind });
    return true;
  }

  /** Changes what it is; in the innermost function's scope when `local`. */
  declare(name: string, attributes: Attributes, local = false): void {
    const scope = this.#scopes.at(-1);
    if (local && scope !== undefined && !scope.has(name)) {
      scope.set(name, { ...PLAIN, exported: this.find(name)?.exported ?? false, ...attributes });
      if (attributes.kind !== undefined && attributes.kind !== 'scalar') this.clearElements(name);
      return;
    }
    const located = this.#locate(name);
    located.scope.set(name, { ...located.variable, ...attributes });
    if (attributes.kind !== undefined && attributes.kind !== 'scalar' && located.variable.elements === undefined) {
      const { value } = located.variable;
      this.clearElements(name);
      if (value !== undefined) this.setElement(name, '0', value);
    }
  }

  /** Puts back what a name was before; undefined: it was not there. */
  restore(name: string, variable: Variable | undefined): void {
    const { scope } = this.#locate(name);
    if (variable === undefined) scope.delete(name);
    else scope.set(name, variable);
  }

  /** False when it is readonly. */
  unset(name: string, key?: string): boolean {
    const { scope, variable } = this.#locate(name);
    if (variable.readonly) return false;
    if (key === undefined) scope.delete(name);
    else if (variable.elements !== undefined) {
      const elements = new Map(variable.elements);
      elements.delete(key);
      scope.set(name, { ...variable, elements });
    }
    return true;
  }

  /** Enters a function: `leave` forgets what was declared local since. */
  enter(): void {
    this.#scopes.push(new Map());
  }

  leave(): void {
    this.#scopes.pop();
  }

  /** Names of all that is set or declared, sorted. */
  get names(): readonly string[] {
    return [...new Set(this.#scopes.flatMap((scope) => [...scope.keys()]))].sort();
  }

  /** What a child process gets. */
  environment(): Map<string, string> {
    const environment = new Map<string, string>();
    for (const name of new Set(this.#scopes.flatMap((scope) => [...scope.keys()]))) {
      const variable = this.find(name);
      if (variable?.exported && variable.value !== undefined) environment.set(name, variable.value);
    }
    return environment;
  }

  #locate(name: string): { scope: Map<string, Variable>; variable: Variable } {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const scope = this.#scopes[at];
      const variable = scope?.get(name);
      if (scope !== undefined && variable !== undefined) return { scope, variable };
    }
    return { scope: this.#scopes[0] as Map<string, Variable>, variable: PLAIN };
  }
}

/** True for what can be a variable's name. */
export function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}
