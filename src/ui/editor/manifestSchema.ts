import { kinds } from '../../kinds/registry';
import descriptions from '../../kinds/schema/descriptions.generated.json';
import { editorSchema } from '../../kinds/schema/editorSchema';

/** The JSON schema by which the editor checks manifests, for every kind that the cluster serves, with its texts. */
export function manifestSchema(): unknown {
  return editorSchema(kinds, descriptions);
}
