/** What an add-on brings, as data. */
import { type Kind, pathOf } from '../../../kinds/kind';
import { kindOfObject } from '../../../kinds/registry';

export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

export interface AddonManifest {
  readonly images: readonly string[];
  /** What is said when it is switched on. */
  readonly note?: string;
  /** What is there while it is on: the path of one of its objects. */
  readonly mark: string;
  /** In the order in which they are made. */
  readonly objects: readonly ManifestObject[];
  /** The pods that are waited for. */
  readonly waitsFor?: { readonly namespace: string; readonly labelSelector: string };
}

/** The collection that an object is made in. */
export function collectionOf({ apiVersion, kind, metadata }: ManifestObject): string {
  return pathOf(kindNamed(apiVersion, kind), metadata.namespace);
}

function kindNamed(apiVersion: string, name: string): Kind {
  const kind = kindOfObject(apiVersion, name);
  if (kind === undefined) throw new Error(`no kind ${apiVersion} ${name}`);
  return kind;
}
