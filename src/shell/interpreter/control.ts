/** What leaves running code early: thrown by builtins and loops, caught where it ends. */

/** `break` and `continue`, with the number of loops that they still have to leave. */
export class LoopJump {
  readonly kind: 'break' | 'continue';
  readonly levels: number;

  constructor(kind: 'break' | 'continue', levels: number) {
    this.kind = kind;
    this.levels = levels;
  }
}

/** `return` from a function or a sourced file. */
export class FunctionReturn {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** `exit`, `set -e` and errors that end a shell. */
export class ShellExit {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** Ctrl-C in an interactive shell: back to the prompt with status 130. */
export class Interrupted {
  readonly status = 130;
}

/** An expansion went wrong (`${x:?}`, an unset variable under `set -u`, division by 0): the command is not run. */
export class ExpansionError {
  /** Without the shell's name before it. */
  readonly message: string;
  /** How much is given up: the command, the line (`1/0`, a readonly variable), or a shell that isn't interactive. */
  readonly scope: 'command' | 'line' | 'shell';

  constructor(message: string, scope: 'command' | 'line' | 'shell' = 'command') {
    this.message = message;
    this.scope = scope;
  }
}
