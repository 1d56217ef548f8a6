import type { ObjectName } from '../../engine/trace';
import { useText } from '../i18n/useText';
import { tellObject } from '../parts/traceWords';
import { useActions } from '../usePlayground';
import styles from './ObjectLink.module.css';

interface ObjectLinkProps {
  readonly object: ObjectName;
  /** What is written; else the kind and the name. */
  readonly children?: string;
}

/** Selects another object. */
export function ObjectLink({ object, children }: ObjectLinkProps) {
  const { t } = useText();
  const actions = useActions();
  return (
    <button type="button" className={styles.link} onClick={() => actions.select({ kind: 'object', object })}>
      {children ?? tellObject(t, object)}
    </button>
  );
}
