import { useText } from '../i18n/useText';
import { doerOf } from '../parts/doer';
import { tellActor, tellEntry } from '../parts/traceWords';
import { usePlayground } from '../usePlayground';
import styles from './PartView.module.css';
import { Switch } from './Switch';

const SHOWN = 25;
/** The parts that the world lets a learner stop. */
const STOPPABLE: ReadonlySet<string> = new Set([
  'api-server',
  'etcd',
  'scheduler',
  'controller-manager',
  'cloud',
  'kubelet',
  'kube-proxy',
  'node',
  'dockerd',
]);

/** A part of the cluster that is no API object: what it is for, and what it did last. */
export function PartView({ actor }: { readonly actor: string }) {
  const { t } = useText();
  const trace = usePlayground((state) => state.trace);
  const [part = ''] = actor.split('/');
  const about = t.parts[part]?.about;
  const did = trace
    .filter((entry) => doerOf(entry) === actor)
    .slice(-SHOWN)
    .reverse();
  return (
    <div className={styles.part}>
      <p className={styles.kind}>{t.inspector.part}</p>
      <h2 className={styles.name}>{tellActor(t, actor)}</h2>
      {about !== undefined && <p className={styles.about}>{about}</p>}
      {STOPPABLE.has(part) && <Switch actor={actor} />}
      <h3 className={styles.heading}>{t.inspector.partDid}</h3>
      {did.length === 0 && <p className={styles.about}>{t.inspector.nothing}</p>}
      <ol className={styles.did}>
        {did.map((entry) => (
          <li key={entry.sequence}>{tellEntry(t, entry)}</li>
        ))}
      </ol>
    </div>
  );
}
