import type { ReactNode } from 'react';

/** A part of the tree, with its name. */
export function OutlineSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}
