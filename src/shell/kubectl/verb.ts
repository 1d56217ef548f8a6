/** What a kubectl verb is: its words for help as data, its flags as data, and a routine that runs it. */
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { EditorService } from '../command';
import type { Flag, FlagValues } from '../flags/flag';
import type { ClusterAccess } from './client/access';

/** What Tab offers for a verb's arguments. */
type ArgumentKind =
  /** `TYPE [NAME...]` or `TYPE/NAME`. */
  | 'resources'
  /** `POD` or `TYPE/NAME`, as logs and exec take it. */
  | 'pod'
  /** Only `TYPE`. */
  | 'types'
  /** Names of one type after the fixed first word. */
  | { readonly names: string }
  | 'contexts'
  | 'clusters'
  | 'users'
  | readonly string[]
  | 'none';

export interface Verb {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line for the list of commands. */
  readonly short: string;
  /** What it does, in our own words; absent: `short`. */
  readonly long?: string;
  /** Lines as they are shown: `# what it does` and the command, indented by help. */
  readonly examples?: string;
  /** After the path: `(TYPE NAME | TYPE/NAME) [options]`. */
  readonly usage: string;
  readonly flags: readonly Flag[];
  /** Verbs below this one: `rollout status`. A verb with these and without `run` prints its help. */
  readonly verbs?: readonly Verb[];
  readonly complete?: ArgumentKind;
  readonly hidden?: boolean;
  /** Where a verb that only has verbs below it prints its help when none is named; standard error when absent. */
  readonly helpTo?: 'stdout';
  /** Runs it and returns the exit status; errors are thrown as `CommandError`. */
  run?(invocation: Invocation): Routine<number>;
}

/** One call of a verb. */
export interface Invocation {
  readonly verb: Verb;
  /** The whole path, `kubectl rollout status`, for messages. */
  readonly command: string;
  /** Arguments that are no flags. */
  readonly args: readonly string[];
  /** How many of them stood before `--`; -1 when there was none. */
  readonly argsBeforeDash: number;
  readonly flags: FlagValues;
  readonly process: Process;
  /** The way to the API server that kubeconfig and flags name; made when it is first used. */
  readonly access: ClusterAccess;
  readonly editor: EditorService | undefined;
  /** Writes to standard output as it is. */
  print(text: string): void;
  /** Writes to standard error as it is. */
  printError(text: string): void;
}
