import { useReactFlow } from '@xyflow/react';
import { ListTree, Maximize2, Minus, Network, Plus, Search, Users } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import { useActions } from '../usePlayground';
import type { Goal } from './goal/useGoal';
import { findByName } from './graph/findByName';
import type { Scene } from './graph/scene';
import { LastRequest } from './LastRequest';
import styles from './Toolbar.module.css';
import type { Unfolded } from './useUnfolded';

interface ToolbarProps {
  readonly scene: Scene;
  readonly system: boolean;
  readonly onSystem: (shown: boolean) => void;
  readonly docker: Unfolded;
  readonly goal: Goal;
  readonly outline: boolean;
  readonly onOutline: (shown: boolean) => void;
  readonly traffic: boolean;
  readonly onTraffic: (shown: boolean) => void;
}

/** What can be done with the picture: look at all of it, go nearer, find something, see it as a tree. */
export function Toolbar(props: ToolbarProps) {
  const { scene, system, onSystem, docker, goal, outline, onOutline, traffic, onTraffic } = props;
  const { t } = useText();
  const flow = useReactFlow();
  const { width, height } = scene.bounds;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t.panes.world}>
      <Find scene={scene} />
      {scene.cluster && <LastRequest />}
      {goal.possible && (
        <label className={styles.check}>
          <input type="checkbox" checked={goal.shown} onChange={(event) => goal.onShown(event.target.checked)} />
          {t.diagram.goal.show}
        </label>
      )}
      {scene.cluster && docker.possible && (
        <label className={styles.check}>
          <input type="checkbox" checked={docker.shown} onChange={(event) => docker.onShown(event.target.checked)} />
          {t.docker.show}
        </label>
      )}
      {scene.cluster && (
        <label className={styles.check}>
          <input type="checkbox" checked={system} onChange={(event) => onSystem(event.target.checked)} />
          {t.diagram.system}
        </label>
      )}
      {scene.cluster && (
        <IconButton label={t.traffic.open} aria-pressed={traffic} onClick={() => onTraffic(!traffic)}>
          <Users size={15} />
        </IconButton>
      )}
      <IconButton label={outline ? t.diagram.picture : t.diagram.tree} onClick={() => onOutline(!outline)}>
        {outline ? <Network size={15} /> : <ListTree size={15} />}
      </IconButton>
      {!outline && (
        <>
          <IconButton label={t.diagram.zoomOut} onClick={() => void flow.zoomOut({ duration: 180 })}>
            <Minus size={15} />
          </IconButton>
          <IconButton label={t.diagram.zoomIn} onClick={() => void flow.zoomIn({ duration: 180 })}>
            <Plus size={15} />
          </IconButton>
          <IconButton
            label={t.diagram.fit}
            onClick={() => void flow.fitBounds({ x: 0, y: 0, width, height }, { padding: 0, duration: 240 })}
          >
            <Maximize2 size={14} />
          </IconButton>
        </>
      )}
    </div>
  );
}

/** Finds a pod, service, node, container or image by a part of its name, selects it and goes there. */
function Find({ scene }: { readonly scene: Scene }) {
  const { t } = useText();
  const actions = useActions();
  const flow = useReactFlow();
  const [missed, setMissed] = useState(false);
  const find = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = String(new FormData(event.currentTarget).get('name') ?? '')
      .trim()
      .toLowerCase();
    if (wanted === '') return;
    const found = findByName(scene, wanted);
    setMissed(found === undefined);
    if (found === undefined) return;
    actions.select({ kind: 'object', object: found.object });
    const { x, y, width, height } = found.rect;
    void flow.setCenter(x + width / 2, y + height / 2, { zoom: 1.2, duration: 300 });
  };
  return (
    <search>
      <form className={styles.find} onSubmit={find} data-missed={missed || undefined}>
        <Search size={13} aria-hidden="true" />
        <input
          name="name"
          type="search"
          placeholder={t.diagram.search}
          aria-label={t.diagram.search}
          aria-invalid={missed}
          title={missed ? t.diagram.notFound : undefined}
          onChange={() => setMissed(false)}
        />
      </form>
    </search>
  );
}
