import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { StatusMark } from '../parts/StatusMark';
import { isStopped, machineWithoutPower, switchName } from '../parts/stoppedParts';
import { useActions, usePlayground } from '../usePlayground';
import styles from './Switch.module.css';

/** Whether a part or a machine works, and the button that stops or starts it. */
export function Switch({ actor }: { readonly actor: string }) {
  const { t } = useText();
  const actions = useActions();
  const stopped = usePlayground((state) => isStopped(state, actor));
  const machine = usePlayground((state) => machineWithoutPower(state, actor));
  const isMachine = actor.startsWith('node/');
  const words = t.inspector;
  const press = (part: string, state: 'stopped' | 'running') => actions.setFault(part, state);
  return (
    <div className={styles.switch}>
      <p className={styles.state} role="status">
        <StatusMark tone={stopped ? 'bad' : 'ok'} size={14} />
        {machine !== undefined
          ? fill(words.machineOff, { machine })
          : stopped
            ? isMachine
              ? words.poweredOff
              : words.partStopped
            : isMachine
              ? words.poweredOn
              : words.partRuns}
      </p>
      {machine !== undefined ? (
        <Button size="small" onClick={() => press(`node/${machine}`, 'running')}>
          {words.powerOn}
        </Button>
      ) : (
        <Button
          size="small"
          look={stopped ? 'plain' : 'danger'}
          onClick={() => press(switchName(actor), stopped ? 'running' : 'stopped')}
        >
          {stopped ? (isMachine ? words.powerOn : words.resume) : isMachine ? words.powerOff : words.stop}
        </Button>
      )}
    </div>
  );
}
