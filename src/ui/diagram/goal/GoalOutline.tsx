import type { ConditionMark } from '../../../course/goal';
import { useText } from '../../i18n/useText';
import styles from '../Outline.module.css';
import { OutlineSection } from '../OutlineSection';
import { tellMark, tellThing } from './goalWords';

/** The goal in words: what is missing, what differs and how, what is as it should be. */
export function GoalOutline({ marks }: { readonly marks: readonly ConditionMark[] }) {
  const { t } = useText();
  return (
    <OutlineSection title={t.diagram.goal.title}>
      {marks.map((mark) => (
        <li
          key={`${mark.condition} ${mark.state} ${mark.uid ?? `${mark.name} ${mark.labels}`}`}
          className={styles.told}
        >
          {`${tellThing(t, mark)}${mark.count > 1 && mark.state === 'missing' ? ` ×${mark.count}` : ''} · ${tellMark(t, mark)}`}
        </li>
      ))}
    </OutlineSection>
  );
}
