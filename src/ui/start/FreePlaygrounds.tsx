import { ArrowRight, Cloud, Container, Laptop, Server } from 'lucide-react';
import { useText } from '../i18n/useText';
import { useActions } from '../usePlayground';
import styles from './FreePlaygrounds.module.css';

const PROFILES = [
  { id: 'docker', Icon: Container },
  { id: 'playground', Icon: Cloud },
  { id: 'minikube', Icon: Laptop },
  { id: 'reference', Icon: Server },
] as const;

/** Worlds without a lesson, one card for each profile. */
export function FreePlaygrounds() {
  const { t } = useText();
  const actions = useActions();
  return (
    <section className={styles.free} aria-labelledby="free-heading">
      <h2 id="free-heading" className={styles.heading}>
        {t.start.free}
      </h2>
      <p className={styles.lead}>{t.start.freeLead}</p>
      <ul className={styles.profiles}>
        {PROFILES.map(({ id, Icon }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.profile}
              onClick={() => actions.start({ lesson: undefined, profile: id })}
            >
              <Icon size={20} strokeWidth={1.7} className={styles.icon} aria-hidden="true" />
              <b>{t.start.profiles[id].title}</b>
              <code>{t.start.profiles[id].name}</code>
              <span>{t.start.profiles[id].detail}</span>
              <ArrowRight size={17} className={styles.arrow} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
