import { memo } from 'react';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { useActions, usePlayground } from '../../usePlayground';
import { useDockerKin } from '../docker/useDockerKin';
import { agentRects } from '../graph/placeNodes';
import type { Density, NodeBox } from '../graph/scene';
import { PartButton } from '../PartButton';
import { PodTile } from '../PodTile';
import { ImageShelf } from './ImageShelf';
import styles from './Region.module.css';

const PARTS = ['kubelet', 'kube-proxy', 'runtime'];

interface MachineData {
  readonly box: NodeBox;
  readonly density: Density;
}

/** A node: its agents at the top, its pods below. */
export const MachineNode = memo(function MachineNode({ data: { box, density } }: { readonly data: MachineData }) {
  const { t, language } = useText();
  const actions = useActions();
  const { name, shelf } = box;
  const { layers } = useDockerKin();
  const parts = agentRects(name, box.rect);
  const selected = usePlayground(
    ({ selection }) =>
      selection?.kind === 'object' && selection.object.resource === 'nodes' && selection.object.name === name,
  );
  const ready = box.node.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
  const cordoned = box.node.spec.unschedulable === true;
  const off = usePlayground(({ stopped }) => stopped.includes(`node/${name}`));
  const still = usePlayground(({ stopped }) => PARTS.find((part) => stopped.includes(`${part}/${name}`)));
  const well = ready && !off && still === undefined;
  const tone = well ? (cordoned ? 'wait' : 'ok') : 'bad';
  const word = off
    ? t.diagram.poweredOff
    : !ready
      ? t.diagram.notReady
      : still !== undefined
        ? fill(t.diagram.partStopped, { part: still })
        : cordoned
          ? t.diagram.cordoned
          : t.diagram.ready;
  return (
    <div className={styles.region} data-selected={selected || undefined} data-lost={ready && !off ? undefined : true}>
      <button
        type="button"
        className={styles.head}
        data-actor={`node/${name}`}
        aria-pressed={selected}
        onClick={() =>
          actions.select({
            kind: 'object',
            object: { resource: 'nodes', namespace: '', name, uid: box.node.metadata.uid ?? '' },
          })
        }
      >
        <span className="visually-hidden">Node </span>
        <span className={styles.name}>{name}</span>
        <span className={styles.state} data-tone={tone}>
          <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
            {well ? (
              <circle cx="4.5" cy="4.5" r="4" fill="currentColor" />
            ) : (
              <path d="M1.500 1.500l6 6m0-6l-6 6" stroke="currentColor" strokeWidth="2" />
            )}
          </svg>
          {word}
        </span>
      </button>
      {PARTS.map((part) => {
        const actor = `${part}/${name}`;
        const rect = parts[actor];
        return rect && <PartButton key={part} actor={actor} rect={rect} origin={box.rect} look="small" />;
      })}
      {box.pods.map((item) => (
        <PodTile key={item.pod.metadata.uid ?? item.key} item={item} density={density} origin={box.rect} />
      ))}
      {shelf !== undefined && (
        <ImageShelf node={name} uid={box.node.metadata.uid ?? ''} shelf={shelf} origin={box.rect} lit={layers} />
      )}
      {box.hidden > 0 && <span className={styles.hidden}>{fillCount(language, t.diagram.systemPods, box.hidden)}</span>}
    </div>
  );
});
