/** Where in the dashboard the learner is. */
export type Place =
  | { readonly view: 'overview' }
  | { readonly view: 'list'; readonly resource: string }
  | { readonly view: 'object'; readonly resource: string; readonly namespace: string; readonly name: string }
  | { readonly view: 'create' };

export type Go = (place: Place) => void;
