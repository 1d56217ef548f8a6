import { RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ClusterObject } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import { isStatus } from '../../kinds/status';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import { useActions, usePlayground } from '../usePlayground';
import styles from './LogsView.module.css';

const LINES = 200;
/** Read again at most this often while the cluster is at work, in milliseconds. */
const PAUSE = 1000;

/** What a pod's containers have logged, read through the API server as `kubectl logs` does. */
export function LogsView({ object }: { readonly object: ClusterObject }) {
  const { t } = useText();
  const actions = useActions();
  const pod = object as Pod;
  const containers = pod.spec.containers.map(({ name }) => name);
  const [container, setContainer] = useState(containers[0] ?? '');
  const [logs, setLogs] = useState<{ readonly text: string; readonly failure?: string }>();
  const second = usePlayground((state) => Math.floor(state.time.now / PAUSE));
  const { namespace = '', name } = pod.metadata;

  const read = useCallback(async () => {
    const { code, body } = await actions.request({
      method: 'GET',
      path: `/api/v1/namespaces/${namespace}/pods/${name}/log`,
      query: { container, tailLines: String(LINES) },
    });
    if (code >= 200 && code < 300) setLogs({ text: typeof body === 'string' ? body : '' });
    else setLogs({ text: '', failure: (isStatus(body) ? body.message : undefined) ?? String(code) });
  }, [actions, namespace, name, container]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another second of the cluster may have brought new lines.
  useEffect(() => void read(), [read, second]);

  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        {containers.length > 1 && (
          <select
            value={container}
            aria-label={t.inspector.container}
            className={styles.select}
            onChange={(event) => setContainer(event.target.value)}
          >
            {containers.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
        <IconButton label={t.inspector.refresh} onClick={() => void read()}>
          <RefreshCw size={14} />
        </IconButton>
      </div>
      {logs?.failure !== undefined && (
        <p className={styles.none}>{fill(t.inspector.logsFailed, { message: logs.failure })}</p>
      )}
      {logs !== undefined && logs.failure === undefined && logs.text === '' && (
        <p className={styles.none}>{t.inspector.noLogs}</p>
      )}
      {logs !== undefined && logs.text !== '' && <pre className={styles.text}>{logs.text}</pre>}
    </div>
  );
}
