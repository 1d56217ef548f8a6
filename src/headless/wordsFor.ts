/** What the API's definitions and fields mean, read at once: Node has no first load to spare. */

import { textOf } from '../kinds/schema/descriptions';
import descriptions from '../kinds/schema/descriptions.generated.json';

export function wordsFor(definition: string, field: string): string | undefined {
  return textOf(descriptions, definition, field);
}
