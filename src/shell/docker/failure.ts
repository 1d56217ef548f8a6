/**
 * Errors that end a command. Exceptions are for bugs elsewhere in this house; here a failure unwinds the command as
 * the client's own errors do, so that commands read straight down. Only `docker.ts` and loops that gather errors catch it.
 */

/** Ends the command with a message on standard error (none when it is empty) and an exit status. */
export class CliFailure extends Error {
  readonly code: number;

  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}

/** The daemon said no. */
export class DaemonFailure extends CliFailure {
  /** HTTP's number. */
  readonly status: number;
  /** The daemon's own words. */
  readonly reason: string;

  constructor(status: number, reason: string) {
    super(`Error response from daemon: ${reason}`);
    this.status = status;
    this.reason = reason;
  }
}

/** Nobody answers at the daemon's address. */
export class ConnectionFailure extends CliFailure {}

/** Ends the command with a status and no words. */
export function silentExit(code: number): CliFailure {
  return new CliFailure('', code);
}
