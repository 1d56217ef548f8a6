/** Names of images as the client checks them before it asks. */
import { type ImageReference, parseDockerReference } from '../../../base/imageReference';
import { CliFailure } from '../failure';

/**
 * @param wording what the client makes of the reason
 * @param prefix stands before the name and the reason, where the client words it so
 * @throws CliFailure
 */
export function checkReference(
  text: string,
  wording: (why: string) => string = (why) => why,
  prefix = '',
  code = 1,
): ImageReference {
  const parsed = parseDockerReference(text);
  if (parsed.ok) return parsed.value;
  if (prefix === '') throw new CliFailure(wording(parsed.error), code);
  throw new CliFailure(`${prefix}: ${JSON.stringify(text)} is not a valid repository/tag: ${parsed.error}`, code);
}
