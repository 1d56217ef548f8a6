import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is the one thing to do next; `plain` is everything else; `quiet` has no frame. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'small' | 'normal' | 'large';
  readonly children: ReactNode;
}

export function Button({ look = 'plain', size = 'normal', className, ...rest }: ButtonProps) {
  const names = [styles.button, styles[look], styles[size], className].filter(Boolean).join(' ');
  return <button type="button" className={names} {...rest} />;
}
