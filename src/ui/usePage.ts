import { createContext, useContext } from 'react';

/** What stands in front of the world, or of the whole start page. The world, if there is one, goes on behind it. */
export type Page =
  | { readonly kind: 'glossary'; readonly term: string | undefined }
  /** The start page at one of its chapters. */
  | { readonly kind: 'chapter'; readonly chapter: string }
  /** A link that leads nowhere. */
  | { readonly kind: 'lost'; readonly what: 'lesson' | 'world' | 'term' | 'link'; readonly name: string };

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page | undefined {
  return useContext(PageContext);
}
