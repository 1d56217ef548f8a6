import { dump } from 'js-yaml';
import { useMemo } from 'react';
import type { ClusterObject } from '../../kinds/object';
import { useText } from '../i18n/useText';
import { CopyButton } from '../parts/CopyButton';
import { YamlText } from '../parts/YamlText';
import styles from './YamlView.module.css';

/** The object as `kubectl get -o yaml` shows it, live. */
export function YamlView({ object }: { readonly object: ClusterObject }) {
  const { t } = useText();
  const text = useMemo(() => toYaml(object), [object]);
  return (
    <div className={styles.view}>
      <div className={styles.copy}>
        <CopyButton text={text} label={t.inspector.copyYaml} />
      </div>
      <pre className={styles.text}>
        <YamlText text={text} />
      </pre>
    </div>
  );
}

function toYaml(object: ClusterObject): string {
  const { managedFields: _, ...metadata } = object.metadata;
  const sorted = { ...object, metadata };
  return dump(sorted, { seqNoIndent: true, quoteStyle: 'double', lineWidth: -1, noRefs: true, sortKeys: true });
}
