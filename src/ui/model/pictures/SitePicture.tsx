import { Database, KeyRound, Split, TriangleAlert } from 'lucide-react';
import type { ModelView } from '../../../store';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { inUnit } from '../../parts/modelWords';
import { Shares } from './Shares';
import styles from './SitePicture.module.css';
import { Visitors } from './Visitors';

/** The site: what comes, what is answered and refused, the machines with their cores, and the data that all share. */
export function SitePicture({ model }: { readonly model: ModelView }) {
  const { t, language } = useText();
  const words = t.models.of['scale-up-or-out'];
  const { settings, figures } = model;
  const load = Number(settings['load']);
  const machines = Number(settings['machines']);
  const [served, lost, refused] = [figures['served'], figures['lost'], figures['refused']].map(Number);
  const rate = (n = 0) => inUnit(t.models.perSecond, n, language);
  return (
    <div className={styles.site}>
      <Visitors label={words.picture.visitors} rate={inUnit(words.knobs.load.value, load, language)} />
      <Shares
        total={load}
        shares={[
          { look: 'good', amount: (served ?? 0) - (lost ?? 0), label: fill(words.picture.served, { n: rate(served) }) },
          { look: 'doubtful', amount: lost ?? 0, label: fill(words.picture.lost, { n: rate(lost) }) },
          { look: 'bad', amount: refused ?? 0, label: fill(words.picture.refused, { n: rate(refused) }) },
        ]}
      />
      {machines > 1 && (
        <p className={styles.balancer}>
          <Split size={14} />
          {words.picture.balancer}
        </p>
      )}
      <ul className={styles.machines} data-many={machines > 1}>
        {Array.from({ length: machines }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the machines have no other identity than their number.
          <Machine key={at} number={at + 1} model={model} />
        ))}
      </ul>
      <div className={styles.data}>
        {settings['sessions'] === 'shared' && (
          <span className={styles.store}>
            <KeyRound size={15} />
            {words.picture.store}
          </span>
        )}
        <span className={styles.database} data-full={Number(figures['database']) >= 100}>
          <Database size={15} />
          {words.picture.database}
          <small>{fill(words.picture.busy, { n: Number(figures['database']) })}</small>
          <i aria-hidden="true">
            <i style={{ width: `${Math.min(100, Number(figures['database']))}%` }} />
          </i>
        </span>
      </div>
    </div>
  );
}

/** One machine: a square for each core, filled as far as they are busy. */
function Machine({ number, model }: { readonly number: number; readonly model: ModelView }) {
  const { t } = useText();
  const words = t.models.of['scale-up-or-out'];
  const { settings, figures } = model;
  const cores = Number(settings['size']);
  const broken = number > Number(figures['standing']);
  const share = Number(figures['capacity']) === 0 ? 0 : Number(figures['served']) / Number(figures['capacity']);
  const busy = broken ? 0 : Math.ceil(cores * share);
  const forgetful = !broken && settings['sessions'] !== 'shared' && Number(figures['standing']) > 1;
  return (
    <li className={styles.machine} data-broken={broken}>
      <b>{fill(words.picture.machine, { n: number })}</b>
      <small>{fill(words.picture.cores, { n: cores })}</small>
      <span className={styles.cores} aria-hidden="true" data-many={cores > 16}>
        {Array.from({ length: cores }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cores have no other identity than their number.
          <i key={at} data-busy={at < busy} />
        ))}
      </span>
      {broken && (
        <small className={styles.state}>
          <TriangleAlert size={12} /> {words.picture.broken}
        </small>
      )}
      {forgetful && <small className={styles.own}>{words.picture.own}</small>}
    </li>
  );
}
