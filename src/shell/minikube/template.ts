/** The little of Go's templates that formats of minikube use: fields. */
import { exitingDueTo, exits } from './failure';

/** Fills `{{.Field}}` in. @throws for a field that is not there */
export function parseTemplate(format: string, value: object): string {
  const fields = value as Readonly<Record<string, unknown>>;
  return format.replace(/\{\{-?\s*\.(\w+)\s*-?\}\}/g, (_, name: string) => {
    if (!(name in fields))
      throw exitingDueTo('MK_USAGE', exits.usage, `executing "template" at <.${name}>: can't evaluate field ${name}`);
    return String(fields[name]);
  });
}
