import { Check } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { ConditionMark } from '../../../course/goal';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import type { Rect } from '../graph/geometry';
import type { Scene } from '../graph/scene';
import styles from './GoalLayer.module.css';
import { type Badge, buildGoalScene, type Ghost } from './goalScene';
import { tellDifference, tellMark, tellThing } from './goalWords';
import { kindWords } from './kindWords';

interface GoalLayerProps {
  readonly scene: Scene;
  readonly marks: readonly ConditionMark[];
}

/** The goal over the picture. It takes no clicks and no part of the tree: that tells the same in words. */
export const GoalLayer = memo(function GoalLayer({ scene, marks }: GoalLayerProps) {
  const { ghosts, badges } = useMemo(() => buildGoalScene(scene, marks), [scene, marks]);
  return (
    <div className={styles.layer} aria-hidden="true" data-goal>
      {ghosts.map((ghost) => (
        <GhostBox key={ghost.key} ghost={ghost} />
      ))}
      {badges.map((badge) => (
        <BadgeRing key={badge.key} badge={badge} />
      ))}
    </div>
  );
});

function GhostBox({ ghost: { mark, rect, more } }: { readonly ghost: Ghost }) {
  const { t, language } = useText();
  const called = mark.name === '' ? mark.labels : mark.name;
  return (
    <div className={styles.ghost} data-ghost={mark.kind} data-low={rect.height < 34 || undefined} style={at(rect)}>
      <span className={styles.name}>{called === '' ? kindWords(t, mark.kind) : called}</span>
      <span className={styles.word}>
        {called === '' ? '' : `${kindWords(t, mark.kind)} · `}
        {tellMark(t, mark)}
        {more > 0 && ` · ${fillCount(language, t.diagram.more, more)}`}
      </span>
    </div>
  );
}

function BadgeRing({ badge: { mark, rect, differences } }: { readonly badge: Badge }) {
  const { t } = useText();
  const [first, ...others] = differences;
  const text = first === undefined ? tellMark(t, mark) : tellDifference(t, first);
  return (
    <div
      className={styles.ring}
      data-state={mark.state}
      data-high={rect.height > 43 || undefined}
      data-marked={`${mark.kind} ${mark.name}`}
      title={tellThing(t, mark)}
      style={at(rect)}
    >
      {mark.state === 'met' ? (
        <span className={styles.tick}>
          <Check size={10} strokeWidth={3.2} />
        </span>
      ) : (
        <span className={styles.badge}>
          {text}
          {others.length > 0 && ` +${others.length}`}
        </span>
      )}
    </div>
  );
}

function at({ x, y, width, height }: Rect) {
  return { left: x, top: y, width, height };
}
