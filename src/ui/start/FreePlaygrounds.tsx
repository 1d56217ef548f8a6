import { ArrowRight, FileCode2 } from 'lucide-react';
import { useId, useState } from 'react';
import { writeFragment } from '../fragment';
import { useText } from '../i18n/useText';
import { LinkButton } from '../parts/LinkButton';
import { useExamples } from '../useExamples';
import { useActions } from '../usePlayground';
import { WORLDS, type WorldName } from '../worlds';
import styles from './FreePlaygrounds.module.css';
import { WorldDrawing } from './WorldDrawing';

/** A world of one's own without a lesson: which one, and with what to begin. */
export function FreePlaygrounds() {
  const { t } = useText();
  const [world, setWorld] = useState<WorldName>('playground');
  const name = useId();
  return (
    <section className={styles.free} aria-labelledby="free-heading">
      <h2 id="free-heading" className={styles.heading}>
        {t.start.free}
      </h2>
      <p className={styles.lead}>{t.start.freeLead}</p>
      <fieldset className={styles.worlds}>
        <legend className="visually-hidden">{t.examples.world}</legend>
        {WORLDS.map((id) => (
          <label key={id} className={styles.world} data-world={id}>
            <input
              type="radio"
              name={name}
              value={id}
              checked={id === world}
              className="visually-hidden"
              onChange={() => setWorld(id)}
            />
            <WorldDrawing world={id} />
            <span className={styles.name}>
              <b>{t.start.profiles[id].title}</b>
              <code>{t.start.profiles[id].name}</code>
            </span>
            <span className={styles.detail}>{t.start.profiles[id].detail}</span>
          </label>
        ))}
      </fieldset>
      <Beginnings world={world} />
    </section>
  );
}

/** The empty world, and the examples that can be played there. */
function Beginnings({ world }: { readonly world: WorldName }) {
  const { t, language } = useText();
  const actions = useActions();
  const examples = useExamples(world);
  return (
    <div className={styles.beginnings}>
      <div className={styles.beginningsHead}>
        <h3>{t.examples.title}</h3>
        <LinkButton look="primary" href={writeFragment({ world })}>
          {t.examples.empty}
          <ArrowRight size={16} aria-hidden="true" />
        </LinkButton>
      </div>
      <ul className={styles.examples}>
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className={styles.example}
              data-example={example.id}
              onClick={() => actions.start({ lesson: undefined, profile: world, example })}
            >
              <FileCode2 size={17} strokeWidth={1.7} aria-hidden="true" />
              <span>
                <b>{example.title[language]}</b>
                <span>{example.text[language]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
