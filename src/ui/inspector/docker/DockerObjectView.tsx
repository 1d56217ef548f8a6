import { useState } from 'react';
import type { ObjectName } from '../../../engine/trace';
import type { Pod } from '../../../kinds/pod';
import type { DockerView } from '../../../store/docker/dockerView';
import { useText } from '../../i18n/useText';
import { containerStatus } from '../../parts/containerStatus';
import { CONTAINERS, IMAGES, NETWORKS, POD_CONTAINERS, REPOSITORIES, VOLUMES } from '../../parts/dockerNames';
import { StatusMark } from '../../parts/StatusMark';
import { Tabs } from '../../parts/Tabs';
import { usePlayground } from '../../usePlayground';
import styles from '../Inspector.module.css';
import { ObjectLink } from '../ObjectLink';
import { WhyView } from '../WhyView';
import { ContainerViews } from './ContainerViews';
import { ImageLayers } from './ImageLayers';
import { ImageSummary } from './ImageSummary';
import { NetworkSummary } from './NetworkSummary';
import { RepositorySummary } from './RepositorySummary';
import { VolumeSummary } from './VolumeSummary';

type ViewName = 'summary' | 'inside' | 'files' | 'layers' | 'logs' | 'why';

const VIEWS: Readonly<Record<string, readonly ViewName[]>> = {
  [CONTAINERS]: ['summary', 'inside', 'files', 'logs', 'why'],
  [POD_CONTAINERS]: ['summary', 'inside', 'files'],
  [IMAGES]: ['summary', 'layers', 'why'],
};

/** A thing of the Docker host (or a container of a pod), from all sides. */
export function DockerObjectView({ name }: { readonly name: ObjectName }) {
  const { t } = useText();
  const [view, setView] = useState<ViewName>('summary');
  const docker = usePlayground((state) => state.docker);
  const { resource } = name;
  const views = VIEWS[resource] ?? ['summary'];
  const shown = views.includes(view) ? view : 'summary';
  const nodeImages = usePlayground((state) => state.nodeImages);
  const onNode = resource === IMAGES && nodeImages.some(({ images }) => images.some(({ id }) => id === name.uid));
  const gone = resource !== POD_CONTAINERS && !onNode && (docker === undefined || !isThere(docker, name));
  const words: Readonly<Record<ViewName, string>> = {
    summary: t.inspector.summary,
    inside: t.docker.inspect.inside,
    files: t.docker.inspect.files,
    layers: t.docker.inspect.layers,
    logs: t.inspector.logs,
    why: t.inspector.why,
  };
  return (
    <>
      <div className={styles.head}>
        <p className={styles.kind}>{t.kinds[resource]}</p>
        <h2 className={styles.name}>{name.name}</h2>
        {resource === POD_CONTAINERS && <BackToPod id={name.uid ?? ''} />}
        {gone ? <p className={styles.gone}>{t.inspector.gone}</p> : <Status name={name} />}
      </div>
      {views.length > 1 && (
        <Tabs
          label={t.inspector.tabs}
          active={shown}
          onSelect={(id) => setView(id as ViewName)}
          tabs={views.map((id) => ({ id, label: words[id], controls: 'inspector-view' }))}
        />
      )}
      <div
        className={styles.view}
        id="inspector-view"
        role={views.length > 1 ? 'tabpanel' : 'group'}
        {...(views.length > 1 ? { 'aria-labelledby': 'inspector-view-tab' } : { 'aria-label': name.name })}
        tabIndex={0}
      >
        <Content name={name} view={shown} />
      </div>
    </>
  );
}

function Content({ name, view }: { readonly name: ObjectName; readonly view: ViewName }) {
  const { resource, uid = '' } = name;
  if (view === 'why') return <WhyView name={name} />;
  switch (resource) {
    case CONTAINERS:
      return <ContainerViews key={uid} machine="laptop" id={uid} view={view} />;
    case POD_CONTAINERS:
      return <ContainerViews key={uid} machine={name.namespace} id={uid} view={view} />;
    case IMAGES:
      return view === 'layers' ? <ImageLayers id={uid} /> : <ImageSummary id={uid} />;
    case NETWORKS:
      return <NetworkSummary id={uid} />;
    case VOLUMES:
      return <VolumeSummary id={uid} />;
    case REPOSITORIES:
      return <RepositorySummary id={uid} />;
    default:
      return null;
  }
}

/** The pod that a container belongs to. */
function BackToPod({ id }: { readonly id: string }) {
  const { t } = useText();
  const pod = usePlayground(({ objects }) =>
    Object.values(objects['pods'] ?? {}).find((one) =>
      (one as Pod).status?.containerStatuses?.some(({ containerID }) => containerID?.endsWith(id) === true),
    ),
  );
  if (pod === undefined) return null;
  const { name, namespace = '', uid = '' } = pod.metadata;
  return (
    <p>
      <ObjectLink object={{ resource: 'pods', namespace, name, uid }}>{`${t.kinds['pods']} ${name}`}</ObjectLink>
    </p>
  );
}

function Status({ name }: { readonly name: ObjectName }) {
  const { t } = useText();
  const container = usePlayground(({ docker }) =>
    name.resource === CONTAINERS ? docker?.containers.find(({ id }) => id === name.uid) : undefined,
  );
  if (container === undefined) return null;
  const { tone, word, trouble } = containerStatus(container);
  return (
    <p className={styles.status}>
      <StatusMark tone={tone} size={15} />
      {trouble === undefined ? word : `${word} · ${t.docker[trouble]}`}
    </p>
  );
}

function isThere(docker: DockerView, { resource, uid }: ObjectName): boolean {
  switch (resource) {
    case CONTAINERS:
      return docker.containers.some(({ id }) => id === uid);
    case IMAGES:
      return docker.images.some(({ id }) => id === uid);
    case NETWORKS:
      return docker.networks.some(({ id }) => id === uid);
    case VOLUMES:
      return docker.volumes.some(({ name }) => name === uid);
    default:
      return docker.repositories.some(({ name }) => name === uid);
  }
}
