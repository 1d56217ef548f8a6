import { ClipboardList, CreditCard, LayoutGrid, ShoppingCart, UserRound } from 'lucide-react';
import { useRef } from 'react';
import type { ModelView } from '../../../store';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { Button } from '../../parts/Button';
import { inUnit } from '../../parts/modelWords';
import { useActions, usePlayground } from '../../usePlayground';
import styles from './ShopPicture.module.css';
import { Visitors } from './Visitors';

const ICONS = {
  catalog: LayoutGrid,
  cart: ShoppingCart,
  accounts: UserRound,
  orders: ClipboardList,
  payments: CreditCard,
} as const;

type PartName = keyof typeof ICONS;

const PARTS = Object.keys(ICONS) as PartName[];

/** The shop: visitors, five parts in one process or in five, and what the last release did to each. */
export function ShopPicture({ model }: { readonly model: ModelView }) {
  const { t, language } = useText();
  const words = t.models.of['monolith-or-services'];
  const apart = model.settings['shape'] === 'services';
  const load = Number(model.settings['load']);
  return (
    <div className={styles.shop}>
      <Visitors label={words.picture.visitors} rate={inUnit(words.knobs.load.value, load, language)} />
      <Streams model={model} />
      <div className={styles.parts} data-apart={apart}>
        {!apart && <span className={styles.process}>{words.picture.process}</span>}
        {PARTS.map((part) => (
          <PartBox key={part} part={part} model={model} apart={apart} />
        ))}
        <p className={styles.asks}>
          {words.targets.orders} → {words.targets.payments}: {apart ? words.picture.network : words.picture.inside}
        </p>
      </div>
      <Outcome model={model} />
    </div>
  );
}

function shareOf(model: ModelView, part: PartName): number {
  return model.assumptions['shares']?.[part] ?? 0;
}

/** The requests' ways to the parts, as broad as what goes there. */
function Streams({ model }: { readonly model: ModelView }) {
  return (
    <svg className={styles.streams} viewBox="0 0 500 46" preserveAspectRatio="none" aria-hidden="true">
      {PARTS.map((part, at) => {
        const x = 50 + at * 100;
        const width = 2 + shareOf(model, part) / 12;
        const way = `M250 0 C 250 28, ${x} 16, ${x} 46`;
        return (
          <g key={part}>
            <path d={way} className={styles.bed} strokeWidth={width} vectorEffect="non-scaling-stroke" />
            <path d={way} className={styles.flow} strokeWidth={width} vectorEffect="non-scaling-stroke" />
          </g>
        );
      })}
    </svg>
  );
}

interface PartBoxProps {
  readonly part: PartName;
  readonly model: ModelView;
  readonly apart: boolean;
}

function PartBox({ part, model, apart }: PartBoxProps) {
  const { t, language } = useText();
  const actions = useActions();
  const words = t.models.of['monolith-or-services'];
  const Icon = ICONS[part];
  const { lastStopped, lastHurt, released, lastSeconds } = model.figures;
  const stopped = includes(lastStopped, part);
  const hit = stopped ? 'stopped' : includes(lastHurt, part) ? 'hurt' : undefined;
  const load = (Number(model.settings['load']) * shareOf(model, part)) / 100;
  // what was there when the picture came into sight is not played again
  const first = useRef(model.acted);
  const copy = usePlayground((state) => state.copy);
  const last = model.lastMove;
  const pressed = copy && last !== undefined && 'act' in last && last.of === part;
  return (
    <div className={styles.part} data-hit={hit} data-pressed={pressed}>
      {hit !== undefined && model.acted > first.current && (
        <span key={model.acted} className={styles.going} aria-hidden="true" />
      )}
      {apart && <span className={styles.process}>{words.picture.process}</span>}
      <span className={styles.icon}>
        <Icon size={19} strokeWidth={1.7} />
      </span>
      <b className={styles.name}>{words.targets[part]}</b>
      <span className={styles.share}>{inUnit(t.models.perSecond, load, language)}</span>
      <Button
        size="small"
        className={styles.release}
        aria-label={fill(words.picture.release, { part: words.targets[part] })}
        onClick={() => actions.moveModel({ act: 'release', of: part })}
      >
        {words.acts.release}
      </Button>
      <small className={styles.hit}>
        {hit !== undefined && fill(words.picture[hit], { n: Number(lastSeconds) })}
        {hit === undefined && includes(released, part) && words.picture.doneToday}
      </small>
    </div>
  );
}

function includes(figure: unknown, part: string): boolean {
  return Array.isArray(figure) && figure.includes(part);
}

/** The last release in a sentence, said aloud, and the way to the next day. */
function Outcome({ model }: { readonly model: ModelView }) {
  const { t, language } = useText();
  const actions = useActions();
  const words = t.models.of['monolith-or-services'];
  const { lastPart, lastRefused, lastSeconds } = model.figures;
  const part: Readonly<Record<string, string>> = words.targets;
  return (
    <div className={styles.outcome}>
      <p role="status">
        {lastPart === ''
          ? words.picture.none
          : fill(words.picture.last, {
              part: part[String(lastPart)] ?? '',
              n: Number(lastRefused).toLocaleString(language),
              seconds: Number(lastSeconds),
            })}
      </p>
      <Button size="small" onClick={() => actions.moveModel({ act: 'next-day' })}>
        {words.acts['next-day']}
      </Button>
    </div>
  );
}
