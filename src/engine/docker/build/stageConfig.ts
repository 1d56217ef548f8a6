/** A stage's configuration while its instructions are gone through: what both builders do alike. */
import { fail, ok, type Result } from '../../../base/result';
import { emptyConfig, type Image, type ImageConfig } from '../../containers/images/image';
import { normalise } from '../../files/fileSystem';
import { type ExpandOptions, expandWord, expandWords } from './dockerfile/expand';
import type { ArgInstruction, ConfigDraft, ConfigInstruction } from './dockerfile/instruction';
import { parseInstruction } from './dockerfile/parseDockerfile';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export class StageConfig implements ConfigDraft {
  author: string;
  commandGiven = false;
  #config: ImageConfig;
  readonly #options: ExpandOptions;
  /** What instructions see: the image's variables and the ARGs so far. */
  readonly #variables: Map<string, string>;
  /** ARGs in the order of their declaration. */
  readonly #arguments: Map<string, string | undefined>;

  private constructor(
    config: ImageConfig,
    author: string,
    escapeMark: string,
    inherited: ReadonlyMap<string, string | undefined>,
  ) {
    this.#config = config;
    this.author = author;
    this.#options = { escapeMark };
    this.#variables = new Map(config.env);
    this.#arguments = new Map(inherited);
    for (const [name, value] of inherited) if (value !== undefined) this.#variables.set(name, value);
  }

  /** A stage on an image; undefined for nothing. PATH is always set. */
  static on(image: Image | undefined, escapeMark: string): StageConfig {
    const config = image?.config ?? emptyConfig;
    const env = config.env.some(([name]) => name === 'PATH') ? config.env : [...config.env, ['PATH', PATH] as const];
    // What is to be done by whoever builds on it has been done then.
    return new StageConfig({ ...config, env, onBuild: [] }, image?.author ?? '', escapeMark, new Map());
  }

  /** A stage on this one, as it is now; its ARGs are known there too. */
  derive(): StageConfig {
    return new StageConfig({ ...this.#config, onBuild: [] }, this.author, this.#options.escapeMark, this.#arguments);
  }

  get config(): ImageConfig {
    return this.#config;
  }

  get variables(): ReadonlyMap<string, string> {
    return this.#variables;
  }

  /** Declared ARGs with what they stand for now ('' for nothing), in the order of their declaration. */
  get buildArguments(): readonly (readonly [string, string])[] {
    return [...this.#arguments].map(([name, value]) => [name, this.#variables.get(name) ?? value ?? '']);
  }

  set(changes: Partial<ImageConfig>): void {
    this.#config = { ...this.#config, ...changes };
  }

  expand(word: string): Result<string, string> {
    return expandWord(word, this.#variables, this.#options);
  }

  expandWords(text: string): Result<readonly string[], string> {
    return expandWords(text, this.#variables, this.#options);
  }

  /** How a step is called: variables that are set are shown by their values. */
  stepName(code: string, keep: { readonly quotes: boolean }): string {
    const options = { ...this.#options, keepQuotes: keep.quotes, keepUnset: keep.quotes };
    const name = expandWord(code, this.#variables, options);
    return capitalised(name.ok ? name.value : code);
  }

  setVariable(name: string, value: string): void {
    this.#variables.set(name, value);
    const before = this.#config.env.findIndex(([other]) => other === name);
    const pair = [name, value] as const;
    this.set({ env: before < 0 ? [...this.#config.env, pair] : this.#config.env.with(before, pair) });
  }

  /**
   * ARG: the value that the build was given, else the default, else what an ARG before the first FROM says. Returns
   * what its history says: `ARG VERSION=1`.
   */
  declare(
    instruction: ArgInstruction,
    given: Readonly<Record<string, string>>,
    globals: ReadonlyMap<string, string>,
  ): Result<string, string> {
    const texts: string[] = [];
    for (const { name: written, value: standard } of instruction.variables) {
      const name = this.expand(written);
      if (!name.ok) return name;
      const value = this.#argumentValue(name.value, standard, given, globals);
      if (!value.ok) return value;
      this.#arguments.set(name.value, value.value);
      if (value.value !== undefined) this.#variables.set(name.value, value.value);
      texts.push(value.value === undefined ? name.value : `${name.value}=${value.value}`);
    }
    return ok(`ARG ${texts.join(' ')}`);
  }

  #argumentValue(
    name: string,
    standard: string | undefined,
    given: Readonly<Record<string, string>>,
    globals: ReadonlyMap<string, string>,
  ): Result<string | undefined, string> {
    if (Object.hasOwn(given, name)) return ok(given[name]);
    return standard === undefined ? ok(globals.get(name)) : this.expand(standard);
  }

  /** WORKDIR: from the one before when it is relative. Returns the new one. */
  changeDirectory(path: string): Result<string, string> {
    const expanded = this.expand(path);
    if (!expanded.ok) return expanded;
    const workingDirectory = normalise(expanded.value, this.#config.workingDirectory || '/');
    this.set({ workingDirectory });
    return ok(workingDirectory);
  }

  /** An absolute path for what COPY names as its destination; a slash at the end is kept. */
  destination(path: string): string {
    const slash = /(?:^|\/)\.?$/.test(path);
    const absolute = normalise(path, this.#config.workingDirectory || '/');
    return slash && absolute !== '/' ? `${absolute}/` : absolute;
  }
}

/** What may be changed by `docker commit --change` and import: the configuration alone. */
const CHANGES: ReadonlySet<string> = new Set([
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'ONBUILD',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** A configuration with the instructions of `docker commit --change` applied; the error is the daemon's. */
export function changedConfig(config: ImageConfig, changes: readonly string[]): Result<ImageConfig, string> {
  const draft = StageConfig.on(undefined, '\\');
  draft.set(config);
  for (const change of changes) {
    const keyword = /^\S+/.exec(change.trim())?.[0] ?? '';
    if (!CHANGES.has(keyword.toUpperCase())) return fail(`${keyword.toLowerCase()} is not a valid change command`);
    const instruction = parseInstruction(change);
    if (!instruction.ok) return instruction;
    const { value } = instruction;
    if (value.type === 'workdir') {
      const changed = draft.changeDirectory(value.path);
      if (!changed.ok) return changed;
    } else if (value.type === 'config') {
      const changed = applyChange(draft, value);
      if (!changed.ok) return changed;
    }
  }
  return ok(draft.config);
}

function applyChange(draft: StageConfig, instruction: ConfigInstruction): Result<void, string> {
  const changed = instruction.change(draft);
  return changed.ok ? ok(undefined) : changed;
}

/** The keyword ends at the first blank; a tab doesn't end it, as in BuildKit. */
function capitalised(name: string): string {
  const keyword = /^[^ ]+/.exec(name)?.[0] ?? '';
  return keyword.toUpperCase() + name.slice(keyword.length);
}
