/** Why a command of minikube ends early. */
import type { Style } from './printer';

interface Line {
  readonly style: Style;
  readonly text: string;
}

/** minikube's exit codes, by what they are about. */
export const exits = {
  programError: 10,
  usage: 14,
  unsupported: 16,
  interrupted: 130,
  hostError: 30,
  guestError: 80,
  guestUnavailable: 83,
  guestNotFound: 85,
  guestUnsupported: 86,
  guestConflict: 81,
  serviceNotFound: 115,
  serviceUnreachable: 111,
  addonUnsupported: 16,
  imageError: 80,
} as const;

export class MinikubeFailure extends Error {
  readonly code: number;
  readonly lines: readonly Line[];

  constructor(code: number, ...lines: readonly Line[]) {
    super(lines.map(({ text }) => text).join('\n'));
    this.code = code;
    this.lines = lines;
  }
}

/** Ends with `X Exiting due to ID: MESSAGE` and what to do about it. */
export function exitingDueTo(id: string, code: number, message: string, advice?: string): MinikubeFailure {
  const lines: Line[] = [{ style: 'failure', text: `Exiting due to ${id}: ${message}` }];
  if (advice !== undefined) lines.push({ style: 'information', text: `Suggestion: ${advice}` });
  return new MinikubeFailure(code, ...lines);
}

/** What this world has none of: nothing was done. */
export function notSimulated(what: string): MinikubeFailure {
  return new MinikubeFailure(1, { style: 'failure', text: `${what} is not simulated here; nothing was done` });
}

/** What cobra says of a command line, without any style. */
export class UsageFailure extends Error {}
