import type { ContainerStatus } from 'kubernetes-types/core/v1';
import type { ObjectName } from '../../engine/trace';
import type { Pod } from '../../kinds/pod';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { POD_CONTAINERS } from '../parts/dockerNames';
import type { Tone } from '../parts/objectStatus';
import { StatusMark } from '../parts/StatusMark';
import { Facts } from './Facts';
import { ObjectLink } from './ObjectLink';
import styles from './PodFacts.module.css';

export function PodFacts({ pod }: { readonly pod: Pod }) {
  const { t } = useText();
  const { spec, status } = pod;
  const statuses = status?.containerStatuses ?? [];
  const node = spec.nodeName;
  return (
    <>
      <Facts
        facts={[
          {
            label: t.inspector.ready,
            value: fill(t.inspector.readyCount, {
              ready: statuses.filter((one) => one.ready).length,
              total: spec.containers.length,
            }),
          },
          {
            label: t.inspector.node,
            value: node && <ObjectLink object={{ resource: 'nodes', namespace: '', name: node }}>{node}</ObjectLink>,
          },
          { label: t.inspector.podIP, value: status?.podIP },
          { label: t.inspector.restarts, value: statuses.reduce((sum, one) => sum + one.restartCount, 0) },
        ]}
      />
      <section className={styles.containers}>
        <h3>{t.inspector.containers}</h3>
        <ul>
          {spec.containers.map((container) => {
            const status = statuses.find((one) => one.name === container.name);
            const state = stateOf(status);
            const inside = node === undefined ? undefined : insideOf(node, status);
            return (
              <li key={container.name} className={styles.container}>
                <StatusMark tone={state.tone} size={15} />
                <div>
                  <b>{container.name}</b>
                  <span>{state.word}</span>
                  <code>{container.image}</code>
                  {container.ports !== undefined && (
                    <small>
                      {t.inspector.ports}: {container.ports.map((port) => port.containerPort).join(', ')}
                    </small>
                  )}
                  {state.message !== undefined && <small>{state.message}</small>}
                  {inside !== undefined && <ObjectLink object={inside}>{t.docker.inspect.open}</ObjectLink>}
                </div>
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}

/** The container on its node, to look into; it has an ID once it was made. */
function insideOf(node: string, status: ContainerStatus | undefined): ObjectName | undefined {
  const id = status?.containerID?.replace(/^\w+:\/\//, '');
  if (status === undefined || !id) return undefined;
  return { resource: POD_CONTAINERS, namespace: node, name: status.name, uid: id };
}

interface ContainerWords {
  readonly tone: Tone;
  readonly word: string;
  readonly message?: string | undefined;
}

function stateOf(status: ContainerStatus | undefined): ContainerWords {
  const { running, terminated, waiting } = status?.state ?? {};
  if (running !== undefined) return { tone: status?.ready === true ? 'ok' : 'wait', word: 'Running' };
  if (terminated !== undefined) {
    const word = terminated.reason ?? `ExitCode:${terminated.exitCode}`;
    return { tone: terminated.exitCode === 0 ? 'rest' : 'bad', word, message: terminated.message };
  }
  const word = waiting?.reason ?? 'Waiting';
  const fine = word === 'ContainerCreating' || word === 'PodInitializing' || word === 'Waiting';
  return { tone: fine ? 'wait' : 'bad', word, message: waiting?.message };
}
