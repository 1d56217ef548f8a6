/** The documents of several objects, as one list or through a template each; what is not there is told at the end. */
import type { JsonObject } from '../../../engine/docker/daemon';
import type { Routine } from '../../../engine/processes/routine';
import type { Invocation } from '../dockerCommand';
import { CliFailure } from '../failure';
import { jsonText } from '../format/dockerFunctions';
import { indentedJson, inspectPrinter } from '../format/inspectFormat';

/** @param type what the documents are, for templates; @throws CliFailure with what was refused */
export function* inspectAll(
  { args, print }: Invocation,
  type: string | ((document: JsonObject) => string),
  format: string,
  inspect: (name: string) => Routine<JsonObject>,
): Routine<number> {
  const typeOf = typeof type === 'string' ? () => type : type;
  const template = format !== '' && format !== 'json';
  // A template that can't be read is refused before anything is asked.
  if (template) inspectPrinter(format, 'container');
  const documents: JsonObject[] = [];
  const problems: string[] = [];
  for (const name of args) {
    try {
      documents.push(yield* inspect(name));
    } catch (problem) {
      if (!(problem instanceof CliFailure)) throw problem;
      problems.push(problem.message);
    }
  }
  if (template) {
    for (const document of documents) {
      try {
        print(`${inspectPrinter(format, typeOf(document))(document)}\n`);
      } catch (problem) {
        print('\n');
        throw problem;
      }
    }
    if (documents.length === 0) print('\n');
  } else if (format === 'json') print(`${jsonText(documents)}\n`);
  else print(`${indentedJson(documents)}\n`);
  if (problems.length > 0) throw new CliFailure(problems.join('\n'));
  return 0;
}
