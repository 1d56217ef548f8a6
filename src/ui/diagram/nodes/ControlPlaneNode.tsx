import { memo } from 'react';
import type { ObjectName } from '../../../engine/trace';
import type { ClusterObject } from '../../../kinds/object';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { controlPlaneNode } from '../../parts/stoppedParts';
import { useActions, usePlayground } from '../../usePlayground';
import type { Rect } from '../graph/geometry';
import type { Scene } from '../graph/scene';
import { PartButton } from '../PartButton';
import styles from './Region.module.css';

const PARTS = ['etcd', 'api-server', 'scheduler', 'controller-manager', 'cloud'];

interface RegionData {
  readonly rect: Rect;
  readonly parts: Scene['parts'];
}

/** The parts that decide, with the API server in the middle of them. */
export const ControlPlaneNode = memo(function ControlPlaneNode({
  data: { rect: region, parts },
}: {
  readonly data: RegionData;
}) {
  const { t, language } = useText();
  const count = usePlayground(({ objects }) => countObjects(objects));
  const revision = usePlayground(({ trace }) => latestRevision(trace));
  const actions = useActions();
  const machine = usePlayground(({ objects }) => controlPlaneNode(objects));
  const off = usePlayground(({ stopped }) => stopped.includes(`node/${machine?.metadata.name}`));
  const details: Record<string, string | undefined> = {
    etcd: fillCount(language, t.diagram.objects, count),
    'api-server': revision === 0 ? undefined : fill(t.diagram.revision, { revision }),
  };
  return (
    <div className={styles.region}>
      {machine === undefined ? (
        <span className={styles.label}>{t.diagram.controlPlane}</span>
      ) : (
        <button
          type="button"
          className={`${styles.label} ${styles.machine}`}
          onClick={() => actions.select({ kind: 'object', object: nameOf(machine) })}
        >
          {t.diagram.controlPlane}
          {off && <span className={styles.off}>{` · ${t.diagram.poweredOff}`}</span>}
        </button>
      )}
      {PARTS.map((actor) => {
        const rect = parts[actor];
        if (rect === undefined) return undefined;
        return (
          <PartButton
            key={actor}
            actor={actor}
            rect={rect}
            origin={region}
            detail={details[actor]}
            {...(actor === 'api-server' ? { look: 'main' as const } : {})}
          />
        );
      })}
    </div>
  );
});

function nameOf({ metadata: { name, uid } }: ClusterObject): ObjectName {
  return { resource: 'nodes', namespace: '', name, ...(uid === undefined ? {} : { uid }) };
}

function countObjects(objects: Readonly<Record<string, object>>): number {
  return Object.values(objects).reduce((sum, group) => sum + Object.keys(group).length, 0);
}

function latestRevision(trace: readonly { readonly kind: string; readonly revision?: number | undefined }[]): number {
  for (let at = trace.length - 1; at >= 0; at--) {
    const entry = trace[at];
    if (entry?.kind === 'request' && entry.revision !== undefined) return entry.revision;
  }
  return 0;
}
