import { memo } from 'react';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { REPOSITORIES, repositoryName, shortRepository, shortTag } from '../../parts/dockerNames';
import { useActions, usePlayground } from '../../usePlayground';
import type { Point } from '../graph/geometry';
import region from '../nodes/Region.module.css';
import styles from './Activity.module.css';
import type { Movement, Transfer } from './activity';
import type { DockerScene, RepositoryItem } from './dockerScene';
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
        {movements.slice(-1).map((movement) => (
          <MovementView key={movement.sequence} movement={movement} now={now} />
        ))}
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

const SHOWN = 4;

function MovementView({ movement, now }: { readonly movement: Movement; readonly now: number }) {
  const { t, language } = useText();
  const { kind, image, layers, missing, transfers, ended } = movement;
  const words = kind === 'pull' ? [t.docker.pulling, t.docker.pulled] : [t.docker.pushing, t.docker.pushed];
  const under = transfers.filter(({ until }) => until > now);
  const moved = transfers.filter(({ until }) => until <= now);
  const rest = Math.max(0, missing - transfers.length);
  const room = Math.max(0, SHOWN - under.length);
  const rows = [...(room === 0 ? [] : moved.slice(-room)), ...under.slice(0, SHOWN)];
  return (
    <>
      <p className={styles.title} data-ended={ended !== undefined || undefined}>
        {kind === 'pull' ? '↓ ' : '↑ '}
        {fill(words[ended === undefined ? 0 : 1] ?? '', { image: shortTag(shortRepository(image)) })}
      </p>
      <p className={styles.note}>
        {missing < layers
          ? fill(t.docker.there, { there: layers - missing, all: layers })
          : fillCount(language, t.docker.noneThere, missing)}
      </p>
      {rows.map((transfer) => (
        <Bar key={transfer.key} transfer={transfer} now={now} />
      ))}
      {rest > 0 && rows.length < SHOWN && <p className={styles.note}>{fillCount(language, t.docker.waiting, rest)}</p>}
    </>
  );
}

function Bar({ transfer, now }: { readonly transfer: Transfer; readonly now: number }) {
  const { layer, bytes, begun, until } = transfer;
  const share = until <= begun ? 1 : Math.min(1, Math.max(0, (now - begun) / (until - begun)));
  return (
    <div className={styles.bar} data-done={share === 1 || undefined}>
      <i style={{ transform: `scaleX(${share})` }} />
      <code>{layer}</code>
      <span>{sizeText(bytes)}</span>
    </div>
  );
}
