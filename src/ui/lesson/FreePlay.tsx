import type { Dictionary } from '../i18n/en';
import { useText } from '../i18n/useText';
import { useOpenExample } from '../useExamples';
import { usePlayground } from '../usePlayground';
import { CommandCard } from './CommandCard';
import styles from './FreePlay.module.css';

/** What stands in the lesson's place when there is no lesson: a few ways to begin. */
export function FreePlay() {
  const { t, language } = useText();
  const alone = usePlayground((state) => state.profile === 'docker');
  const example = useOpenExample();
  const ideas: readonly (readonly [string, string])[] = alone ? dockerIdeas(t) : clusterIdeas(t);
  return (
    <div className={styles.scroller}>
      <article className={styles.free}>
        <h1 className={styles.title}>{t.lesson.freeTitle}</h1>
        <p className={styles.lead}>{alone ? t.lesson.freeLeadDocker : t.lesson.freeLead}</p>
        {example !== undefined && (
          <>
            <h2 className={styles.heading}>{t.examples.one}</h2>
            <p className={styles.example}>
              <b>{example.title[language]}</b>
              {example.text[language]}
            </p>
            <div className={styles.commands}>
              {example.commands.map((command) => (
                <CommandCard key={command} text={command} />
              ))}
            </div>
          </>
        )}
        <h2 className={styles.heading}>{t.lesson.freeIdeas}</h2>
        <ul className={styles.ideas}>
          {ideas.map(([what, command]) => (
            <li key={command}>
              <p>{what}</p>
              <CommandCard text={command} />
            </li>
          ))}
        </ul>
      </article>
    </div>
  );
}

function clusterIdeas(t: Dictionary): readonly (readonly [string, string])[] {
  return [
    [t.lesson.ideas.look, 'kubectl get nodes -o wide'],
    [t.lesson.ideas.pod, 'kubectl run kubia --image=luksa/kubia --port=8080'],
    [t.lesson.ideas.deploy, 'kubectl create deployment web --image=luksa/kubia --replicas=3'],
    [t.lesson.ideas.expose, 'kubectl expose deployment web --port=8080 --type=LoadBalancer'],
    [t.lesson.ideas.kill, 'kubectl delete pod kubia'],
    [t.lesson.ideas.inside, 'kubectl get pods -A -o wide'],
  ];
}

function dockerIdeas(t: Dictionary): readonly (readonly [string, string])[] {
  const { dockerIdeas: ideas } = t.lesson;
  return [
    [ideas.hello, 'docker run busybox echo "Hello world"'],
    [ideas.server, 'docker run -d --name web -p 8080:80 nginx'],
    [ideas.ask, 'curl localhost:8080'],
    [ideas.inside, 'docker exec -it web bash'],
    [ideas.stop, 'docker stop web; docker ps -a'],
    [ideas.images, 'docker images'],
  ];
}
