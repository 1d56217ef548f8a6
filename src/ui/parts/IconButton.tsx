import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './IconButton.module.css';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does: its name for screen readers and its tooltip. */
  readonly label: string;
  readonly children: ReactNode;
  readonly framed?: boolean;
}

/** A square button with an icon. Its label is said and shown on hover. */
export function IconButton({ label, framed = false, className, ...rest }: IconButtonProps) {
  const names = [styles.button, framed ? styles.framed : '', className].filter(Boolean).join(' ');
  return <button type="button" className={names} aria-label={label} title={label} {...rest} />;
}
