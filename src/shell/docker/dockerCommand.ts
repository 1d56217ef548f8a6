/** What a docker command is: a file in `commands/` exports one, and `registry.ts` says where it is found. */
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Trace } from '../../engine/trace';
import type { Flag, FlagValues } from '../flags/flag';
import type { ClientConfig } from './client/clientConfig';
import type { DockerClient } from './client/dockerClient';

/** How many arguments a command takes; `at least` and `at most` may stand together. */
export interface ArgumentCount {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly exactly?: number;
}

/** What Tab offers in the place of arguments. */
export type ArgumentKind =
  | 'containers'
  | 'running containers'
  | 'stopped containers'
  | 'images'
  | 'networks'
  | 'volumes'
  | 'objects'
  | 'files'
  | 'directories'
  | 'container files';

export interface DockerCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** What stands behind its path: `[OPTIONS] CONTAINER [CONTAINER...]`. */
  readonly usage: string;
  /** A line for lists. */
  readonly short: string;
  /** For its own help in place of `short`, in our own words. */
  readonly long?: string;
  /** All the ways to call it, as help lists them, where there are several. */
  readonly calls?: string;
  readonly flags: readonly Flag[];
  readonly args?: ArgumentCount;
  /** The first argument ends the flags: a command line of its own follows. */
  readonly inOrder?: boolean;
  /** What Tab offers for each argument; the last one goes on. */
  readonly complete?: readonly ArgumentKind[];
  /** Commands below this one: `container ls`. A command with these and without `run` prints its help. */
  readonly commands?: readonly DockerCommand[];
  readonly hidden?: boolean;
  /** Provided by a plugin of the client; marked so in the list. */
  readonly plugin?: boolean;
  /** Gets all words after its name unread: its options are its own affair (`compose`). */
  readonly raw?: boolean;
  /** For use and errors when it is called by another path: `docker buildx build` for `docker build`. */
  readonly calledAs?: string;
  /** Runs it and returns the exit status; errors are thrown as `CliFailure`. */
  run?(invocation: Invocation): Routine<number>;
}

/** One call of a command. */
export interface Invocation {
  readonly command: DockerCommand;
  /** The whole path, `docker container ls`. */
  readonly path: string;
  /** The arguments; of a `raw` command all words after its name. */
  readonly args: readonly string[];
  readonly flags: FlagValues;
  readonly process: Process;
  readonly client: DockerClient;
  readonly config: ClientConfig;
  readonly trace: Trace | undefined;
  /** Writes to standard output as it is. */
  print(text: string): void;
  /** Writes to standard error as it is. */
  printError(text: string): void;
}
