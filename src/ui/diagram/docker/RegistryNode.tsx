import { memo } from 'react';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { REPOSITORIES, repositoryName, shortRepository } from '../../parts/dockerNames';
import { useActions, usePlayground } from '../../usePlayground';
import type { Point } from '../graph/geometry';
import region from '../nodes/Region.module.css';
import styles from './Activity.module.css';
import type { DockerScene, RepositoryItem } from './dockerScene';
import { Movements } from './Movements';
import { useActivity } from './useActivity';

interface RegistryData {
  readonly scene: DockerScene;
}

/** The registry, outside: what it holds of the images that are here, and what is on its way between it and the laptop. */
export const RegistryNode = memo(function RegistryNode({ data: { scene } }: { readonly data: RegistryData }) {
  const { t, language } = useText();
  const actions = useActions();
  const { registry, repositories, moreRepositories, transfers, frame } = scene;
  const { movements, now } = useActivity();
  const hidden = frame.size === 'strip' && movements.length > 0;
  return (
    <section className={region.region} aria-label={t.docker.registry} data-outside>
      <button
        type="button"
        className={styles.registryHead}
        data-actor="registry"
        onClick={() => actions.select({ kind: 'part', actor: 'registry' })}
      >
        {t.docker.registry}
      </button>
      {!hidden && repositories.map((item) => <Repository key={item.key} item={item} origin={registry} />)}
      {!hidden && repositories.length === 0 && <span className={styles.empty}>{t.docker.nothingKnown}</span>}
      {!hidden && moreRepositories > 0 && (
        <span className={styles.more}>{fillCount(language, t.diagram.more, moreRepositories)}</span>
      )}
      <div
        className={styles.transfers}
        style={{
          left: transfers.x - registry.x,
          top: transfers.y - registry.y,
          width: transfers.width,
          height: transfers.height,
        }}
      >
        <Movements movements={movements} now={now} />
      </div>
    </section>
  );
});

function Repository({ item, origin }: { readonly item: RepositoryItem; readonly origin: Point }) {
  const { t, language } = useText();
  const actions = useActions();
  const { repository, rect } = item;
  const selected = usePlayground(
    ({ selection }) =>
      selection?.kind === 'object' &&
      selection.object.resource === REPOSITORIES &&
      selection.object.uid === repository.name,
  );
  return (
    <button
      type="button"
      className={styles.repository}
      data-selected={selected || undefined}
      data-own={repository.own || undefined}
      data-repository={shortRepository(repository.name)}
      style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
      title={`${repository.name} · ${sizeText(repository.bytes)}`}
      aria-pressed={selected}
      onClick={() => actions.select({ kind: 'object', object: repositoryName(repository) })}
    >
      <StackMark layers={repository.layers} />
      <span className={styles.words}>
        <b>{shortRepository(repository.name)}</b>
        <span>
          {fillCount(language, t.docker.layers, repository.layers)}
          {repository.own && ` · ${t.docker.own}`}
        </span>
      </span>
    </button>
  );
}

/** A small stack, at most six lines high. */
function StackMark({ layers }: { readonly layers: number }) {
  const lines = Math.min(6, Math.max(1, layers));
  return (
    <svg width="14" height="20" viewBox="0 0 14 20" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike.
        <rect key={line} x="0" y={17 - line * 3.3} width="14" height="2" rx="1" fill="currentColor" />
      ))}
    </svg>
  );
}
