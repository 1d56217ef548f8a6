import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { findImage, imageHosts } from '../../parts/imagesEverywhere';
import { usePlayground } from '../../usePlayground';
import styles from './Docker.module.css';
import { machineWord, sharedLayers } from './ImageSummary';
import { LayerList } from './LayerList';

/** The layers of an image, the uppermost first, and who else stands on each. */
export function ImageLayers({ id }: { readonly id: string }) {
  const { t } = useText();
  const docker = usePlayground((state) => state.docker);
  const nodeImages = usePlayground((state) => state.nodeImages);
  const hosts = imageHosts({ docker, nodeImages });
  const image = findImage(hosts, id);
  if (image === undefined) return null;
  const home = hosts.find(({ images }) => images.some((one) => one.id === id));
  const shared = sharedLayers(home?.images ?? [], image);
  const known = new Map(home?.layers.map((layer) => [layer.chainId, layer]));
  const elsewhere = hosts.filter((host) => host !== home);
  return (
    <>
      <p className={styles.none}>{t.docker.inspect.imageLayers}</p>
      <LayerList
        layers={[...image.layers].reverse().map((chainId) => {
          const layer = known.get(chainId);
          const others = shared.get(chainId);
          const machines = elsewhere.filter(({ layers }) => layers.some((one) => one.chainId === chainId));
          const notes = [
            ...(others === undefined ? [] : [fill(t.docker.inspect.shared, { images: others.join(', ') })]),
            ...(machines.length === 0
              ? []
              : [
                  fill(t.docker.inspect.alsoOn, {
                    machines: machines.map(({ machine }) => machineWord(t, machine)).join(', '),
                  }),
                ]),
          ];
          return {
            key: chainId,
            createdBy: layer?.createdBy ?? '',
            size: sizeText(layer?.bytes ?? 0),
            ...(notes.length === 0 ? {} : { note: notes.join(' · ') }),
          };
        })}
      />
    </>
  );
}
