import { Box, Cpu } from 'lucide-react';
import type { ModelView } from '../../../store';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import styles from './HostPicture.module.css';
import { Shares } from './Shares';

/** The host from its hardware up: kernel, what makes the walls, and the apps, each on a kernel of its own or on one. */
export function HostPicture({ model }: { readonly model: ModelView }) {
  const { t, language } = useText();
  const words = t.models.of['machines-or-containers'];
  const { settings } = model;
  const virtual = settings['kind'] === 'virtual-machines';
  const numbers = (name: string) => Number(model.figures[name]);
  const gigabytes = Number(settings['memory']);
  const amount = (label: string, value: number) => `${label} ${value.toLocaleString(language)} MB`;
  return (
    <div className={styles.picture}>
      <div className={styles.host}>
        <Apps model={model} virtual={virtual} />
        <p className={styles.band} data-look="maker">
          {virtual ? words.picture.hypervisor : words.picture.engine}
        </p>
        <p className={styles.band} data-look="kernel">
          <Cpu size={14} />
          {words.picture.kernel}
        </p>
        <p className={styles.band} data-look="hardware">
          {words.picture.host} · {fill(words.picture.hardware, { n: gigabytes })}
        </p>
      </div>
      <Shares
        total={gigabytes * 1024}
        shares={[
          { look: 'good', amount: numbers('appsMemory'), label: amount(words.picture.apps, numbers('appsMemory')) },
          {
            look: 'quiet',
            amount: numbers('systemMemory'),
            label: amount(words.picture.around, numbers('systemMemory')),
          },
          { look: 'free', amount: numbers('freeMemory'), label: amount(words.picture.free, numbers('freeMemory')) },
        ]}
      />
    </div>
  );
}

function Apps({ model, virtual }: { readonly model: ModelView; readonly virtual: boolean }) {
  const { t } = useText();
  const words = t.models.of['machines-or-containers'].picture;
  const running = Number(model.figures['running']);
  const many = running > 24;
  const left = (['waiting', 'impossible'] as const).filter((name) => Number(model.figures[name]) > 0);
  return (
    <>
      <ul className={styles.apps} data-many={many}>
        {Array.from({ length: running }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the apps have no other identity than their number.
          <li key={at} className={styles.app} data-virtual={virtual}>
            <span>
              <Box size={many ? 11 : 14} />
              {!many && words.app}
            </span>
            {virtual && (
              <small>
                <Cpu size={11} />
                {!many && words.guest}
              </small>
            )}
          </li>
        ))}
      </ul>
      {left.map((name) => (
        <p key={name} className={styles.left} data-look={name}>
          {fill(words[name], { n: Number(model.figures[name]) })}
        </p>
      ))}
    </>
  );
}
