/** What a subcommand of compose is; one a file in `commands/`, listed in `registry.ts`. */
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { ArgumentCount } from '../docker/dockerCommand';
import type { Flag, FlagValues } from '../flags/flag';
import type { ComposeHost } from './composeHost';
import type { ComposeProject } from './project';
import type { ReadingOptions } from './readProject';

export interface ComposeInvocation {
  readonly host: ComposeHost;
  readonly process: Process;
  readonly flags: FlagValues;
  readonly args: readonly string[];
  /** Reads the project's files, once. @throws ComposeFailure with compose's message */
  project(reading?: ReadingOptions): ComposeProject;
  /** Its name, for commands that work without its files. */
  projectName(): string;
  print(text: string): void;
}

export interface ComposeCommand {
  readonly name: string;
  readonly usage: string;
  readonly short: string;
  readonly flags: readonly Flag[];
  readonly args?: ArgumentCount;
  /** The first argument ends the flags: a command line follows. */
  readonly inOrder?: boolean;
  run(invocation: ComposeInvocation): Routine<number>;
}

/** Seconds given with -t, or each service's own. */
export function timeoutOf(flags: FlagValues): number | undefined {
  return flags.changed('timeout') ? flags.int('timeout') : undefined;
}

export const timeoutFlag: Flag = {
  name: 'timeout',
  shorthand: 't',
  type: 'int',
  default: 0,
  usage: 'Seconds to wait before containers are killed',
};

/** A flag that compose has and this world does not. */
export function missing(name: string, type: Flag['type'] = 'bool', shorthand?: string): Flag {
  return {
    name,
    type,
    usage: 'Not simulated here',
    notSimulated: true,
    ...(shorthand === undefined ? {} : { shorthand }),
  };
}
