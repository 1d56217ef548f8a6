const EMPTY = /^\S+ \/(container|network|volume)s\/(?:\/|$)/;

/** The client sends no request about an object without a name: what it says instead, for `POST /containers//stop`. */
export function emptyNameProblem(call: string): string | undefined {
  const kind = EMPTY.exec(call)?.[1];
  return kind === undefined ? undefined : `invalid ${kind} name or ID: value is empty`;
}
