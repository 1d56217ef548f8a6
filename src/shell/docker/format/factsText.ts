/** A template over what the client knows of itself or the daemon of its machine. */
import type { GoStruct } from '../../templates/goStruct';
import { goTemplate } from '../../templates/goTemplate';
import { CliFailure } from '../failure';
import { dockerFunctions } from './dockerFunctions';

/** The exit status of a template that cannot be parsed. */
export const BAD_TEMPLATE = 64;

/** @param name what messages call the template @throws CliFailure */
export function factsText(format: string, name: string, facts: GoStruct): string {
  const text = format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  const parsed = goTemplate(text, { name, allowMissing: true, functions: dockerFunctions });
  if (!parsed.ok) throw new CliFailure(`template parsing error: ${parsed.error}`, BAD_TEMPLATE);
  const printed = parsed.value(facts);
  if (!printed.ok) throw new CliFailure(printed.error);
  return `${printed.value}\n`;
}
