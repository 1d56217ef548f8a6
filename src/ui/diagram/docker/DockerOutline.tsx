import type { ObjectName } from '../../../engine/trace';
import type { DockerContainer } from '../../../store/docker/dockerView';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { containerStatus } from '../../parts/containerStatus';
import {
  containerName,
  imageName,
  networkName,
  repositoryName,
  shortRepository,
  shortTag,
  volumeName,
} from '../../parts/dockerNames';
import { StatusMark } from '../../parts/StatusMark';
import { tellActor } from '../../parts/traceWords';
import { useActions, usePlayground } from '../../usePlayground';
import styles from '../Outline.module.css';
import { OutlineSection } from '../OutlineSection';
import type { DockerScene } from './dockerScene';
import { useActivity } from './useActivity';

/** The Docker host as a tree: all that is in the picture, and what found no room there. */
export function DockerOutline({ scene }: { readonly scene: DockerScene }) {
  const { t, language } = useText();
  const actions = useActions();
  const docker = usePlayground((state) => state.docker);
  if (docker === undefined) return null;
  return (
    <>
      <OutlineSection title={t.docker.label}>
        {['docker', 'dockerd'].map((actor) => (
          <li key={actor}>
            <button type="button" onClick={() => actions.select({ kind: 'part', actor })}>
              {tellActor(t, actor)}
              {actor === 'dockerd' && !docker.running && ` · ${t.docker.stopped}`}
            </button>
          </li>
        ))}
      </OutlineSection>
      <Busy />
      {scene.groups.map(({ key, network, items }) => (
        <OutlineSection
          key={key}
          title={network === undefined ? t.docker.noNetwork : `${t.docker.containers} · ${network.name}`}
        >
          {network !== undefined && (
            <Line object={networkName(network)}>
              {[t.docker.inspect.network, network.name, network.subnet].filter((part) => part !== '').join(' · ')}
            </Line>
          )}
          {items.map(({ container }) => (
            <ContainerLine key={container.id} container={container} />
          ))}
        </OutlineSection>
      ))}
      <OutlineSection title={t.docker.images}>
        {docker.images.map((image) => (
          <Line key={image.id} object={imageName(image)}>
            {[
              image.tags.map(shortTag).join(', ') || t.docker.dangling,
              fillCount(language, t.docker.layers, image.layers.length),
              sizeText(image.bytes),
            ].join(' · ')}
          </Line>
        ))}
      </OutlineSection>
      {docker.volumes.length > 0 && (
        <OutlineSection title={t.docker.volumes}>
          {docker.volumes.map((volume) => (
            <Line key={volume.name} object={volumeName(volume)}>
              {`${volume.anonymous ? volume.name.slice(0, 12) : volume.name} · ${sizeText(volume.bytes)}`}
            </Line>
          ))}
        </OutlineSection>
      )}
      <OutlineSection title={t.docker.registry}>
        {docker.repositories.map((repository) => (
          <Line key={repository.name} object={repositoryName(repository)}>
            {[
              shortRepository(repository.name),
              repository.tags.join(', '),
              fillCount(language, t.docker.layers, repository.layers),
            ].join(' · ')}
          </Line>
        ))}
      </OutlineSection>
    </>
  );
}

function ContainerLine({ container }: { readonly container: DockerContainer }) {
  const { t } = useText();
  const { tone, word, trouble } = containerStatus(container);
  const published = container.ports.filter(({ host }) => host !== '');
  return (
    <Line object={containerName(container)}>
      <StatusMark tone={tone} size={14} />
      {[
        container.name,
        trouble === undefined ? word : `${word} (${t.docker[trouble]})`,
        shortTag(container.image),
        ...published.map((port) => fill(t.docker.inspect.port, { host: port.host, container: port.container })),
      ].join(' · ')}
    </Line>
  );
}

/** What is being built and what is on its way. */
function Busy() {
  const { t } = useText();
  const { movements, build, now } = useActivity();
  if (movements.length === 0 && build === undefined) return null;
  return (
    <OutlineSection title={t.docker.onTheWay}>
      {movements.map(({ sequence, kind, machine, image, missing, transfers }) => {
        const moved = transfers.filter(({ until }) => until <= now).length;
        return (
          <li key={sequence} className={styles.told}>
            {fill(kind === 'pull' ? t.docker.pulling : t.docker.pushing, { image: shortRepository(image) })}
            {machine === 'laptop' ? '' : ` · ${machine}`}
            {` · ${fill(t.docker.moved, { moved, all: missing })}`}
          </li>
        );
      })}
      {build?.steps.map(({ key, text, state }) => (
        <li key={key} className={styles.told}>{`${text} · ${t.docker.step[state]}`}</li>
      ))}
    </OutlineSection>
  );
}

function Line({ object, children }: { readonly object: ObjectName; readonly children: React.ReactNode }) {
  const actions = useActions();
  return (
    <li>
      <button type="button" onClick={() => actions.select({ kind: 'object', object })}>
        {children}
      </button>
    </li>
  );
}
