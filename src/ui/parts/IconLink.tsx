import type { ReactNode } from 'react';
import styles from './IconButton.module.css';

interface IconLinkProps {
  readonly href: string;
  /** Where it leads: its name for screen readers and its tooltip. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A link with an icon, as square as a button with one. */
export function IconLink({ href, label, className, children }: IconLinkProps) {
  const names = [styles.button, className].filter(Boolean).join(' ');
  return (
    <a className={names} href={href} aria-label={label} title={label}>
      {children}
    </a>
  );
}
