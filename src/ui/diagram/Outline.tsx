import type { ReactNode } from 'react';
import { fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import { IMAGES, imageName } from '../parts/dockerNames';
import { objectStatus } from '../parts/objectStatus';
import { StatusMark } from '../parts/StatusMark';
import { isStopped } from '../parts/stoppedParts';
import { tellActor } from '../parts/traceWords';
import { useActions, usePlayground } from '../usePlayground';
import { DockerOutline } from './docker/DockerOutline';
import { GoalOutline } from './goal/GoalOutline';
import type { Goal } from './goal/useGoal';
import type { PodItem, Scene } from './graph/scene';
import styles from './Outline.module.css';
import { OutlineSection as Section } from './OutlineSection';

/** The same content as the picture, as a tree to read and to walk through with the keyboard. */
export function Outline({ scene, goal }: { readonly scene: Scene; readonly goal: Goal }) {
  const { t, language } = useText();
  const actions = useActions();
  const stopped = usePlayground((state) => state.stopped);
  const objects = usePlayground((state) => state.objects);
  const part = (actor: string) => (
    <li key={actor}>
      <button type="button" onClick={() => actions.select({ kind: 'part', actor })}>
        {tellActor(t, actor)}
        {isStopped({ stopped, objects }, actor) && ` · ${t.diagram.stopped}`}
      </button>
    </li>
  );
  const control = ['api-server', 'etcd', 'scheduler', 'controller-manager', 'cloud'].filter(
    (actor) => scene.parts[actor],
  );
  return (
    <div className={styles.outline}>
      {goal.shown && <GoalOutline marks={goal.marks} />}
      {scene.cluster && <Section title={t.diagram.controlPlane}>{control.map(part)}</Section>}
      {scene.cluster && (
        <Section title={t.diagram.outside}>
          {scene.services.map(({ key, service, endpoints }) => (
            <li key={key}>
              <Pick resource="services" object={service}>
                {`${service.metadata.name} · ${service.spec.type} · ${fillCount(language, t.diagram.endpoints, endpoints.length)}`}
              </Pick>
            </li>
          ))}
        </Section>
      )}
      {scene.pending.length > 0 && (
        <Section title={t.diagram.waitingPods}>
          <Pods items={scene.pending} />
        </Section>
      )}
      {scene.nodes.map((box) => (
        <Section key={box.name} title={box.name}>
          <li>
            <Pick resource="nodes" object={box.node}>
              {`${t.kinds['nodes']} · ${stopped.includes(`node/${box.name}`) ? t.diagram.poweredOff : objectStatus('nodes', box.node).word}`}
            </Pick>
          </li>
          {['kubelet', 'kube-proxy'].map((agent) => part(`${agent}/${box.name}`))}
          <Pods items={box.pods} />
          {box.shelf?.images.map((image) => (
            <li key={image.id}>
              <button type="button" onClick={() => actions.select({ kind: 'object', object: imageName(image) })}>
                {`${t.kinds[IMAGES]} ${imageName(image).name} · ${fillCount(language, t.docker.layers, image.layers.length)}`}
              </button>
            </li>
          ))}
        </Section>
      ))}
      {scene.docker !== undefined && <DockerOutline scene={scene.docker} />}
    </div>
  );
}

function Pods({ items }: { readonly items: readonly PodItem[] }) {
  return items.map(({ key, pod }) => {
    const { tone, word } = objectStatus('pods', pod);
    return (
      <li key={key}>
        <Pick resource="pods" object={pod}>
          <StatusMark tone={tone} size={14} />
          {`${pod.metadata.name} · ${word}${pod.status?.podIP ? ` · ${pod.status.podIP}` : ''}`}
        </Pick>
      </li>
    );
  });
}

interface PickProps {
  readonly resource: string;
  readonly object: { readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid?: string } };
  readonly children: ReactNode;
}

function Pick({ resource, object, children }: PickProps) {
  const actions = useActions();
  const { name, namespace = '', uid = '' } = object.metadata;
  return (
    <button
      type="button"
      onClick={() => actions.select({ kind: 'object', object: { resource, namespace, name, uid } })}
    >
      {children}
    </button>
  );
}
