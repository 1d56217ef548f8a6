import type { ContainerDetail, NamespaceDetail, ProcessDetail } from '../../../store/docker/containerDetail';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { memoryText } from '../../parts/bytes';
import shared from './Docker.module.css';
import styles from './Inside.module.css';
import { LimitBar } from './LimitBar';

/** What runs in a container, what it sees, and how much it may take. */
export function InsideView({ detail }: { readonly detail: ContainerDetail }) {
  const { t, language } = useText();
  const words = t.docker.inspect;
  return (
    <>
      <h3 className={shared.heading}>{words.processes}</h3>
      {detail.processes.length === 0 ? (
        <p className={shared.none}>{words.noProcesses}</p>
      ) : (
        <Processes processes={detail.processes} />
      )}
      {detail.moreProcesses > 0 && (
        <p className={shared.none}>{fillCount(language, words.moreChanges, detail.moreProcesses)}</p>
      )}
      {detail.namespaces.length > 0 && (
        <>
          <h3 className={shared.heading}>{words.namespaces}</h3>
          <ul className={styles.namespaces}>
            {detail.namespaces.map((namespace) => (
              <Namespace key={namespace.type} namespace={namespace} />
            ))}
          </ul>
        </>
      )}
      {detail.cgroup !== '' && <Limits detail={detail} />}
    </>
  );
}

function Processes({ processes }: { readonly processes: readonly ProcessDetail[] }) {
  const { t } = useText();
  const words = t.docker.inspect;
  return (
    <table className={styles.processes}>
      <thead>
        <tr>
          <th scope="col">{words.pidInside}</th>
          <th scope="col">{words.pidOutside}</th>
          <th scope="col">{words.process}</th>
        </tr>
      </thead>
      <tbody>
        {processes.map((process) => (
          <tr key={process.outside} data-state={process.state}>
            <td>{process.inside}</td>
            <td>{process.outside}</td>
            <td>
              <code>{process.command}</code>
              <small>
                {[
                  process.user,
                  memoryText(process.memory),
                  ...(process.state === 'running' ? [] : [words.processState[process.state]]),
                ].join(' · ')}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Namespace({ namespace }: { readonly namespace: NamespaceDetail }) {
  const { t } = useText();
  const words = t.docker.inspect;
  const { type, inode, host, sharedWith } = namespace;
  const whose = host
    ? words.hostNamespace
    : sharedWith.length > 0
      ? fill(words.sharedWith, { names: sharedWith.join(', ') })
      : words.ownNamespace;
  return (
    <li data-shared={host || sharedWith.length > 0 || undefined}>
      <b>{type}</b>
      <span>
        {words.namespaceWords[type]}
        <small>{`${type}:[${inode}]`}</small>
      </span>
      <em>{whose}</em>
    </li>
  );
}

function Limits({ detail }: { readonly detail: ContainerDetail }) {
  const { t, language } = useText();
  const words = t.docker.inspect;
  const { memory, cpu, pids, throttledTime, oomKills } = detail;
  const cores = (count: number) => fillCount(language, words.cores, Math.round(count * 100) / 100);
  return (
    <>
      <h3 className={shared.heading}>{words.limits}</h3>
      <code className={styles.path}>{detail.cgroup}</code>
      <LimitBar
        label={words.memory}
        amount={memory}
        tell={memoryText}
        notes={[
          ...(memory.peak === undefined ? [] : [fill(words.peak, { peak: memoryText(memory.peak) })]),
          ...(oomKills > 0 ? [fillCount(language, words.oomKills, oomKills)] : []),
        ]}
      />
      <LimitBar
        label={words.cpu}
        amount={cpu}
        tell={cores}
        notes={
          throttledTime > 0
            ? [fill(words.throttled, { time: fill(t.time.secondsShort, { value: seconds(throttledTime) }) })]
            : []
        }
      />
      <LimitBar label={words.pids} amount={pids} tell={String} notes={[]} />
    </>
  );
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
