/** The arguments that name objects, as kubectl's resource builder reads them: `TYPE NAME...`, `TYPE/NAME`, `TYPE,TYPE NAME`. */
import { CommandError } from '../errors';

export interface ResourceArguments {
  /** The first word when it is no `TYPE/NAME`: types with commas, or a category. */
  readonly types: string | undefined;
  readonly names: readonly string[];
  /** `TYPE/NAME` words. */
  readonly tuples: readonly (readonly [type: string, name: string])[];
}

/** The words taken apart, or what is wrong with them. */
export function readArguments(args: readonly string[]): ResourceArguments | CommandError {
  const words = combined(args);
  const slashes = words.filter((word) => word.includes('/')).length;
  if (slashes === 0) {
    const [types, ...names] = words;
    return { types, names, tuples: [] };
  }
  if (slashes !== words.length) {
    return new CommandError(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  const tuples: (readonly [string, string])[] = [];
  for (const word of words) {
    const [type = '', name = '', ...more] = word.split('/');
    if (more.length > 0) return new CommandError('arguments in resource/name form may not have more than one slash');
    if (type === '' || name === '' || new Set(type.split(',')).size > 1)
      return new CommandError('arguments in resource/name form must have a single resource and name');
    tuples.push([type, name]);
  }
  return { types: undefined, names: [], tuples };
}

/** `pod,service web api`: each type with each name, as `TYPE/NAME` words. */
function combined(words: readonly string[]): readonly string[] {
  const [first = '', ...names] = words;
  const types = [...new Set(first.split(','))];
  if (names.length === 0 || types.length === 1) return words;
  return types.flatMap((type) => names.map((name) => `${type}/${name}`));
}
