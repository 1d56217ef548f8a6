import { useText } from '../../i18n/useText';
import { ContainerSummary } from './ContainerSummary';
import styles from './Docker.module.css';
import { FilesView } from './FilesView';
import { InsideView } from './InsideView';
import { useContainerDetail } from './useContainerDetail';

interface ContainerViewsProps {
  readonly machine: string;
  readonly id: string;
  readonly view: string;
}

/** A container as it is inside right now. */
export function ContainerViews({ machine, id, view }: ContainerViewsProps) {
  const { t } = useText();
  const looked = useContainerDetail(machine, id);
  if (looked.state !== 'known') {
    return (
      <p className={styles.none}>{looked.state === 'reading' ? t.docker.inspect.reading : t.docker.inspect.unknown}</p>
    );
  }
  const { detail } = looked;
  if (view === 'inside') return <InsideView detail={detail} />;
  if (view === 'files') return <FilesView detail={detail} />;
  if (view === 'logs') {
    return detail.logs === '' ? (
      <p className={styles.none}>{t.inspector.noLogs}</p>
    ) : (
      <pre className={styles.log}>{detail.logs}</pre>
    );
  }
  return <ContainerSummary detail={detail} machine={machine} />;
}
