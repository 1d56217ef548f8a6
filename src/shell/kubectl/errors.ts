/**
 * Errors that end a verb, and kubectl's words for them.
 *
 * Exceptions are for bugs elsewhere in this house; here a `CommandError` unwinds the verb as kubectl's own CheckErr
 * leaves the program, so that verbs read straight down. Only `kubectl.ts` and loops that gather errors catch it.
 */
import type { Status } from '../../kinds/status';

interface ErrorOptions {
  /** The exit status; 1 when absent. */
  readonly code?: number;
  /** The API server's answer that this error carries. */
  readonly status?: Status;
  /** Several errors that are reported together, a line each. */
  readonly errors?: readonly CommandError[];
  /** True when `text` is printed as it is, without `error: ` before it. */
  readonly verbatim?: boolean;
  /** What is printed to standard output before the error. */
  readonly printed?: string;
}

export class CommandError extends Error {
  readonly code: number;
  readonly status: Status | undefined;
  readonly errors: readonly CommandError[];
  readonly verbatim: boolean;
  readonly printed: string;

  constructor(text: string, options: ErrorOptions = {}) {
    super(text);
    this.code = options.code ?? 1;
    this.status = options.status;
    this.errors = options.errors ?? [];
    this.verbatim = options.verbatim === true;
    this.printed = options.printed ?? '';
  }
}

/** Ends the verb with a status and no words (they were printed before). */
export function silentExit(code: number): CommandError {
  return new CommandError('', { code, verbatim: true });
}

/** The API server said no. */
export function serverError(status: Status): CommandError {
  return new CommandError(status.message ?? '', { status });
}

/** The same error with words before its message, as `error when creating "web.yaml"`; what kind it is stays. */
export function withContext(context: string, error: CommandError): CommandError {
  if (error.status !== undefined) {
    const message = `${context}: ${error.status.message ?? ''}`;
    return new CommandError(message, { code: error.code, status: { ...error.status, message } });
  }
  const { code, errors, verbatim } = error;
  return new CommandError(`${context}: ${error.message}`, { code, errors, verbatim });
}

/** Several errors as one: nothing for none, the error itself for one. As a text equal ones are said once. */
export function gathered(errors: readonly CommandError[]): CommandError | undefined {
  if (errors.length <= 1) return errors[0];
  const different = [...new Set(errors.map((error) => error.message))];
  const text = different.length === 1 ? (different[0] ?? '') : `[${different.join(', ')}]`;
  return new CommandError(text, { errors });
}

/** A wrong use of a verb: the message and where its help is, as cmdutil.UsageErrorf words it. */
export function usageError(command: string, message: string): CommandError {
  return new CommandError(`${message}\nSee '${command} -h' for help and examples`);
}

/** The text for standard error, with its line end. */
export function errorText(error: CommandError): string {
  const text = error.errors.length > 1 ? error.errors.map(standardMessage).join('\n') : messageWithPrefix(error);
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function messageWithPrefix(error: CommandError): string {
  if (error.status !== undefined || error.verbatim) return messageOf(error);
  return error.message.startsWith('error: ') ? error.message : `error: ${error.message}`;
}

/** The words of an error without `error: `; of invalid objects what is wrong with them, a line each. */
export function messageOf(error: CommandError): string {
  return error.status?.reason === 'Invalid' ? invalidMessage(error.status) : standardMessage(error);
}

/** The words of one error among several. */
function standardMessage({ status, message }: CommandError): string {
  if (status === undefined) return message;
  const reason = status.reason ?? '';
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${status.message ?? ''})`;
  return `Error from server${reason === '' ? '' : ` (${reason})`}: ${status.message ?? ''}`;
}

function invalidMessage(status: Status): string {
  const { details } = status;
  if (details === undefined) return 'The request is invalid';
  const causes = [...new Set((details.causes ?? []).map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  let text = 'The request is invalid';
  if ((details.kind ?? '') !== '' || (details.name ?? '') !== '') {
    text = `The ${details.kind ?? ''} "${details.name ?? ''}" is invalid`;
  } else if (causes.length === 0 && (status.message ?? '') !== '') {
    text = `${text}: ${status.message}`;
  }
  if (causes.length === 0) return text;
  if (causes.length === 1) return `${text}: ${causes[0]}\n`;
  return `${text}: \n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}
