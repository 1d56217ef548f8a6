/** What `docker inspect` prints: JSON documents, or a template's text for each. */
import type { Json, JsonObject } from '../../../engine/docker/daemon';
import { goTemplate } from '../../templates/goTemplate';
import { CliFailure } from '../failure';
import { dockerFunctions, jsonText } from './dockerFunctions';
import { goView } from './goView';

/** Four blanks deep; an empty list or object takes no lines. */
export function indentedJson(value: Json): string {
  return JSON.stringify(value, undefined, 4).replace(/[\u2028\u2029]/g, (one) => jsonText(one).slice(1, -1));
}

/** How one document is printed; @throws CliFailure for a template that is none */
export function inspectPrinter(format: string, type: string): (document: JsonObject) => string {
  const text = format.replace(/^ +| +$/g, '');
  const whole = { name: '', functions: dockerFunctions };
  const lenient = goTemplate(text, { ...whole, allowMissing: true });
  const strict = goTemplate(text, { ...whole, allowMissing: false });
  if (!lenient.ok || !strict.ok) {
    throw new CliFailure(`template parsing error: ${lenient.ok ? '' : lenient.error}`, BAD_TEMPLATE);
  }
  return (document) => {
    // the client first tries its own type, then what the daemon sent
    const typed = lenient.value(goView(type, document));
    const printed = typed.ok ? typed : strict.value(document);
    if (printed.ok) return printed.value;
    throw new CliFailure(`template parsing error: ${printed.error}`);
  };
}

/** The exit status of a template that cannot be parsed. */
const BAD_TEMPLATE = 64;
