interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** What an add-on brings. */
export interface AddonManifest {
  readonly images: readonly string[];
  /** What is said when it is switched on. */
  readonly note?: string;
  /** What is there while it is on: the path of one of its objects. */
  readonly mark: string;
  /** In the order in which they are made; each with the path of its collection. */
  readonly objects: readonly {
    readonly path: string;
    readonly object: ManifestObject;
  }[];
}
