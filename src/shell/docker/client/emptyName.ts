/** Not the slash that names of containers may be written with: `GET /containers//web/json`. */
const EMPTY = /^\S+ \/(container|network|volume)s\/(?:\/[a-z]+)?$/;

/** The client sends no request about an object without a name: what it says instead, for `POST /containers//stop`. */
export function emptyNameProblem(call: string): string | undefined {
  const kind = EMPTY.exec(call)?.[1];
  return kind === undefined ? undefined : `invalid ${kind} name or ID: value is empty`;
}
