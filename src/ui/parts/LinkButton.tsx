import type { AnchorHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';

interface LinkButtonProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly size?: 'small' | 'normal' | 'large';
  readonly children: ReactNode;
}

/** A link that looks like a button: it leads to another place of the page. */
export function LinkButton({ look = 'plain', size = 'normal', className, ...rest }: LinkButtonProps) {
  const names = [styles.button, styles.link, styles[look], styles[size], className].filter(Boolean).join(' ');
  return <a className={names} {...rest} />;
}
