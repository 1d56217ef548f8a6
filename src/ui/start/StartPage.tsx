import { FreePlaygrounds } from './FreePlaygrounds';
import { Hero } from './Hero';
import { Journey } from './Journey';
import styles from './StartPage.module.css';

/** What Kubarium is, where the learner was, the map of the course, and clusters to play with freely. */
export function StartPage() {
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <Hero />
        <Journey />
        <FreePlaygrounds />
      </div>
    </main>
  );
}
