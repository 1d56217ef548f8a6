/** What the instructions of a Dockerfile are, once they are read. Nothing in them is expanded yet. */
import type { Result } from '../../../../base/result';
import type { ImageConfig } from '../../../containers/images/image';
import type { Heredoc } from './heredoc';

interface Written {
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** As it is written, in one line: what the steps are called. */
  readonly code: string;
}

export interface FromInstruction extends Written {
  readonly type: 'from';
  readonly image: string;
  /** What follows AS, in small letters; '' without. */
  readonly stage: string;
  readonly platform: string;
}

export interface ArgInstruction extends Written {
  readonly type: 'arg';
  readonly variables: readonly { readonly name: string; readonly value: string | undefined }[];
}

export interface RunInstruction extends Written {
  readonly type: 'run';
  /** The JSON form's words, or the one text of the shell form. */
  readonly words: readonly string[];
  readonly shell: boolean;
  readonly heredocs: readonly Heredoc[];
  readonly mounts: readonly RunMount[];
  readonly network: 'default' | 'none' | 'host';
}

/** One --mount of RUN. */
export interface RunMount {
  readonly type: 'bind' | 'cache' | 'tmpfs' | 'secret';
  /** A stage or an image; '': the build context (bind) or nothing (cache). */
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Caches of the same id are one directory. */
  readonly id: string;
  /** Of a secret; it is a file unless it has a variable and no target. */
  readonly secret?: {
    readonly required: boolean;
    readonly mode: number;
    readonly owner: string;
    readonly variable: string;
  };
}

export interface CopyInstruction extends Written {
  readonly type: 'copy';
  readonly keyword: 'COPY' | 'ADD';
  readonly sources: readonly string[];
  /** Files that are written out in the Dockerfile. */
  readonly heredocs: readonly Heredoc[];
  readonly destination: string;
  /** A stage's name or number, or an image; '': the build context. */
  readonly from: string;
  readonly owner: string;
  readonly mode: string;
}

export interface WorkdirInstruction extends Written {
  readonly type: 'workdir';
  readonly path: string;
}

/** What changes nothing but the image's configuration. */
export interface ConfigInstruction extends Written {
  readonly type: 'config';
  /** Changes a stage's configuration and tells what its history says of it. */
  change(draft: ConfigDraft): Result<HistoryText, string>;
}

export type StageInstruction =
  | ArgInstruction
  | RunInstruction
  | CopyInstruction
  | WorkdirInstruction
  | ConfigInstruction;

export type Instruction = FromInstruction | StageInstruction;

/** `CMD ["node" "app.js"]`; BuildKit leaves out some of what the classic builder notes. */
export interface HistoryText {
  readonly classic: string;
  readonly buildkit: string | undefined;
}

/** A stage's configuration while its instructions are gone through. */
export interface ConfigDraft {
  readonly config: ImageConfig;
  set(changes: Partial<ImageConfig>): void;
  author: string;
  /** CMD has been given in this stage: ENTRYPOINT then doesn't take it away. */
  commandGiven: boolean;
  /** Expands with the variables of ENV and ARG so far. */
  expand(word: string): Result<string, string>;
  expandWords(text: string): Result<readonly string[], string>;
  /** An ENV: known to the instructions that follow, and to the image. */
  setVariable(name: string, value: string): void;
}

/** An instruction's text, taken apart as far as all have it in common. */
export interface InstructionText extends Written {
  /** In capitals. */
  readonly keyword: string;
  /** With their dashes. */
  readonly flags: readonly string[];
  readonly rest: string;
  readonly heredocs: readonly Heredoc[];
  readonly escapeMark: string;
}

/** A keyword and how what follows it is read. */
export interface InstructionKind {
  /** In capitals. */
  readonly keyword: string;
  read(text: InstructionText): Result<Instruction, ReadProblem>;
}

/** Why an instruction cannot be read; BuildKit names the line for most, not for what its first parser finds. */
export interface ReadProblem {
  readonly message: string;
  readonly early?: true;
}

/** What all shells are called with when nothing else is said. */
const DEFAULT_SHELL = ['/bin/sh', '-c'];

/** The command line of a shell form. */
export function withShell(config: Pick<ImageConfig, 'shell'>, text: string): readonly string[] {
  const { shell } = config;
  return [...(shell === undefined || shell.length === 0 ? DEFAULT_SHELL : shell), text];
}
