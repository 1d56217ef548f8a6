import { useState } from 'react';
import type { ClusterObject } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import { useText } from '../i18n/useText';
import styles from './Dashboard.module.css';
import { useAnswer } from './useAnswer';

const LINES = 200;

/** What a pod's containers have logged. */
export function LogText({ object }: { readonly object: ClusterObject }) {
  const { t } = useText();
  const pod = object as Pod;
  const containers = pod.spec.containers.map(({ name }) => name);
  const [container, setContainer] = useState(containers[0] ?? '');
  const { namespace = '', name } = pod.metadata;
  const { body, failure } = useAnswer<string>(
    `/api/v1/namespaces/${namespace}/pods/${name}/log`,
    `container=${container}&tailLines=${LINES}`,
    'events',
  );
  return (
    <>
      {containers.length > 1 && (
        <select
          value={container}
          aria-label={t.inspector.container}
          onChange={(event) => setContainer(event.target.value)}
        >
          {containers.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
      {failure !== undefined && <p className={styles.failure}>{failure}</p>}
      {body === '' && <p className={styles.nothing}>{t.inspector.noLogs}</p>}
      {body !== undefined && body !== '' && <pre className={styles.yaml}>{body}</pre>}
    </>
  );
}
