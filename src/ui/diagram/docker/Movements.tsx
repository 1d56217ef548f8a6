import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { shortRepository, shortTag } from '../../parts/dockerNames';
import styles from './Activity.module.css';
import type { Movement, Transfer } from './activity';

interface MovementsProps {
  readonly movements: readonly Movement[];
  readonly now: number;
}

/** As many bars as have room. */
const SHOWN = 4;

/** What is on its way just now: the laptop's layer by layer, that of several nodes machine by machine. */
export function Movements({ movements, now }: MovementsProps) {
  const last = movements.at(-1);
  if (last === undefined) return null;
  if (last.machine === 'laptop') return <Layers movement={last} now={now} />;
  const like = movements.filter(({ machine, image }) => machine !== 'laptop' && image === last.image);
  return like.length === 1 ? <Layers movement={last} now={now} /> : <Machines movements={like} now={now} />;
}

function Layers({ movement, now }: { readonly movement: Movement; readonly now: number }) {
  const { t, language } = useText();
  const { layers, missing, transfers } = movement;
  const under = transfers.filter(({ until }) => until > now);
  const moved = transfers.filter(({ until }) => until <= now);
  const rest = Math.max(0, missing - transfers.length);
  const room = Math.max(0, SHOWN - under.length);
  const rows = [...(room === 0 ? [] : moved.slice(-room)), ...under.slice(0, SHOWN)];
  return (
    <>
      <Title movement={movement} over={movement.ended !== undefined} />
      <p className={styles.note}>
        {missing < layers
          ? fill(t.docker.there, { there: layers - missing, all: layers })
          : fillCount(language, t.docker.noneThere, missing)}
      </p>
      {rows.map((transfer) => (
        <Bar key={transfer.key} label={transfer.layer} size={transfer.bytes} share={shareOf(transfer, now)} />
      ))}
      {rest > 0 && rows.length < SHOWN && <p className={styles.note}>{fillCount(language, t.docker.waiting, rest)}</p>}
    </>
  );
}

/** The same image comes to several nodes at once. */
function Machines({ movements, now }: MovementsProps) {
  const { t, language } = useText();
  const [first] = movements;
  if (first === undefined) return null;
  const rest = movements.length - SHOWN;
  return (
    <>
      <Title movement={first} over={movements.every(({ ended }) => ended !== undefined)} />
      <p className={styles.note}>{fillCount(language, t.docker.toNodes, movements.length)}</p>
      {movements.slice(0, SHOWN).map((movement) => (
        <Bar
          key={movement.sequence}
          label={movement.machine}
          size={movement.bytes}
          share={movement.ended === undefined ? movedShare(movement, now) : 1}
        />
      ))}
      {rest > 0 && <p className={styles.note}>{fillCount(language, t.diagram.more, rest)}</p>}
    </>
  );
}

function Title({ movement, over }: { readonly movement: Movement; readonly over: boolean }) {
  const { t } = useText();
  const { kind, image, machine } = movement;
  const name = shortTag(shortRepository(image));
  const words = kind === 'pull' ? [t.docker.pulling, t.docker.pulled] : [t.docker.pushing, t.docker.pushed];
  const mark = kind === 'pull' ? '↓' : '↑';
  // an image of a node is on its way there, and has not come "here"
  const away = kind === 'pull' && machine !== 'laptop';
  const text = away ? fill(t.docker.pulling, { image: name }) : fill(words[over ? 1 : 0] ?? '', { image: name });
  return (
    <p className={styles.title} data-ended={over || undefined} title={text}>
      {`${mark} ${away && over ? name : text}`}
    </p>
  );
}

interface BarProps {
  readonly label: string;
  readonly size: number;
  readonly share: number;
}

function Bar({ label, size, share }: BarProps) {
  return (
    <div className={styles.bar} data-done={share === 1 || undefined}>
      <i style={{ transform: `scaleX(${share})` }} />
      <code>{label}</code>
      <span>{sizeText(size)}</span>
    </div>
  );
}

function shareOf({ begun, until }: Transfer, now: number): number {
  return until <= begun ? 1 : Math.min(1, Math.max(0, (now - begun) / (until - begun)));
}

/** How much of all that has to come is there, by size. */
function movedShare({ bytes, transfers }: Movement, now: number): number {
  const moved = transfers.reduce((sum, transfer) => sum + transfer.bytes * shareOf(transfer, now), 0);
  return bytes === 0 ? 0 : Math.min(0.999, moved / bytes);
}
