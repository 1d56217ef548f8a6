import type { ContainerDetail } from '../../../store/docker/containerDetail';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { volumeName } from '../../parts/dockerNames';
import { usePlayground } from '../../usePlayground';
import { ObjectLink } from '../ObjectLink';
import shared from './Docker.module.css';
import styles from './FilesView.module.css';
import { LayerList } from './LayerList';

/** A container's files: its own layer on top, what is mounted, and the image's layers beneath. */
export function FilesView({ detail }: { readonly detail: ContainerDetail }) {
  const { t, language } = useText();
  const words = t.docker.inspect;
  return (
    <>
      <h3 className={shared.heading}>{words.changesTitle}</h3>
      <p className={shared.none}>{detail.changes.length === 0 ? words.noChanges : words.changesNote}</p>
      <ul className={styles.changes}>
        {detail.changes.map(({ kind, path }) => (
          <li key={path} data-kind={kind}>
            <b title={words.change[kind]}>{kind}</b>
            <code>{path}</code>
            <span className="visually-hidden">{words.change[kind]}</span>
          </li>
        ))}
      </ul>
      {detail.moreChanges > 0 && (
        <p className={shared.none}>{fillCount(language, words.moreChanges, detail.moreChanges)}</p>
      )}
      <h3 className={shared.heading}>{words.mounts}</h3>
      {detail.mounts.length === 0 && <p className={shared.none}>{words.noMounts}</p>}
      <ul className={styles.mounts}>
        {detail.mounts.map((mount) => (
          <li key={mount.target}>
            <code>{mount.target}</code>
            <small>
              {mount.type} · <Source type={mount.type} source={mount.source} />
              {mount.readOnly && ` · ${words.readOnly}`}
            </small>
          </li>
        ))}
      </ul>
      {detail.layers.length > 0 && (
        <>
          <h3 className={shared.heading}>{`${words.image}: ${detail.image}`}</h3>
          <LayerList
            layers={[...detail.layers].reverse().map(({ createdBy, bytes }, at) => ({
              key: String(at),
              createdBy,
              size: sizeText(bytes),
            }))}
          />
        </>
      )}
    </>
  );
}

function Source({ type, source }: { readonly type: string; readonly source: string }) {
  const volume = usePlayground(({ docker }) =>
    type === 'volume' ? docker?.volumes.find(({ name }) => name === source) : undefined,
  );
  return volume === undefined ? source : <ObjectLink object={volumeName(volume)}>{source.slice(0, 24)}</ObjectLink>;
}
