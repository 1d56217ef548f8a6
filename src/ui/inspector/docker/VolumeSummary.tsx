import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { containerName } from '../../parts/dockerNames';
import { usePlayground } from '../../usePlayground';
import { Facts } from '../Facts';
import { ObjectLink } from '../ObjectLink';

/** A volume: how much is in it, and where it is mounted. */
export function VolumeSummary({ id }: { readonly id: string }) {
  const { t } = useText();
  const docker = usePlayground((state) => state.docker);
  const volume = docker?.volumes.find(({ name }) => name === id);
  if (docker === undefined || volume === undefined) return null;
  const words = t.docker.inspect;
  const uses = docker.containers.flatMap((container) =>
    container.mounts
      .filter(({ type, source }) => type === 'volume' && source === id)
      .map(({ target }) => ({ container, target })),
  );
  return (
    <Facts
      facts={[
        { label: words.size, value: sizeText(volume.bytes) },
        {
          label: words.mountedIn,
          value:
            uses.length === 0
              ? words.unused
              : uses.map(({ container, target }) => (
                  <div key={container.id}>
                    <ObjectLink object={containerName(container)}>{container.name}</ObjectLink> <code>{target}</code>
                  </div>
                )),
        },
      ]}
    />
  );
}
