import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { usePlayground } from '../../usePlayground';
import styles from './Docker.module.css';
import { sharedLayers } from './ImageSummary';
import { LayerList } from './LayerList';

/** The layers of an image, the uppermost first, and who else stands on each. */
export function ImageLayers({ id }: { readonly id: string }) {
  const { t } = useText();
  const docker = usePlayground((state) => state.docker);
  const image = docker?.images.find((one) => one.id === id);
  if (docker === undefined || image === undefined) return null;
  const shared = sharedLayers(docker, image);
  const known = new Map(docker.layers.map((layer) => [layer.chainId, layer]));
  return (
    <>
      <p className={styles.none}>{t.docker.inspect.imageLayers}</p>
      <LayerList
        layers={[...image.layers].reverse().map((chainId) => {
          const layer = known.get(chainId);
          const others = shared.get(chainId);
          return {
            key: chainId,
            createdBy: layer?.createdBy ?? '',
            size: sizeText(layer?.bytes ?? 0),
            ...(others === undefined ? {} : { note: fill(t.docker.inspect.shared, { images: others.join(', ') }) }),
          };
        })}
      />
    </>
  );
}
