/**
 * What the API says about its definitions and fields. The texts are large and only some need them, so nothing here
 * imports them: whoever starts the engine reads `descriptions.generated.json` (lazily, on the page) and hands it over.
 */
import { enumText } from './enums';

/** The content of `descriptions.generated.json`: {definition: {'': what it is, field: what it is for}}. */
export type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The text of a field, with its possible values, or of a definition (field ''). Definitions are `core/v1.Pod` and the
 * scalars `quantity`, `intOrString`, `time`, `microTime`. Undefined when nobody says, or no texts were handed over.
 */
export function textOf(texts: Descriptions | undefined, definition: string, field = ''): string | undefined {
  const text = texts?.[definition]?.[field];
  return text === undefined || text === '' ? undefined : text + (field === '' ? '' : enumText(definition, field));
}
