import type { DockerImage } from '../../../store/docker/dockerView';
import { sayAge } from '../../i18n/duration';
import type { Dictionary } from '../../i18n/en';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { containerName, imageName, shortId } from '../../parts/dockerNames';
import { findImage, imageHosts, LAPTOP } from '../../parts/imagesEverywhere';
import { usePlayground } from '../../usePlayground';
import { Chips, Facts } from '../Facts';
import { ObjectLink } from '../ObjectLink';
import { podsFrom } from '../relations';
import styles from './Docker.module.css';

/** An image: its names, what it stands on and what stands on it, and the containers that were made from it. */
export function ImageSummary({ id }: { readonly id: string }) {
  const { t, language } = useText();
  const docker = usePlayground((state) => state.docker);
  const nodeImages = usePlayground((state) => state.nodeImages);
  const objects = usePlayground((state) => state.objects);
  const now = usePlayground((state) => Math.floor(state.time.now / 60_000) * 60_000);
  const hosts = imageHosts({ docker, nodeImages });
  const image = findImage(hosts, id);
  if (image === undefined) return <p className={styles.none}>{t.docker.inspect.unknown}</p>;
  const words = t.docker.inspect;
  const holding = hosts.filter(({ images }) => images.some((one) => one.id === id));
  const beside = holding[0]?.images ?? [];
  const containers = docker?.containers.filter(({ imageId }) => imageId === id) ?? [];
  const under = beside.filter((other) => standsOn(image, other));
  const above = beside.filter((other) => standsOn(other, image));
  const shared = sharedLayers(beside, image).size;
  const nodes = holding.map(({ machine }) => machine);
  const pods = podsFrom(objects, nodes, [...image.tags, ...image.repositoryDigests]);
  return (
    <Facts
      facts={[
        { label: words.tags, value: image.tags.length > 0 ? <Chips values={image.tags} /> : t.docker.dangling },
        { label: words.size, value: sizeText(image.bytes) },
        {
          label: words.layers,
          value: [
            fillCount(language, t.docker.layers, image.layers.length),
            ...(shared > 0 ? [fillCount(language, words.sharedLayers, shared)] : []),
          ].join(' · '),
        },
        { label: words.machines, value: holding.map(({ machine }) => machineWord(t, machine)).join(', ') },
        { label: words.standsOn, value: <Images images={under} /> },
        { label: words.carries, value: <Images images={above} /> },
        {
          label: words.usedBy,
          value:
            containers.length === 0
              ? pods.length === 0
                ? words.unused
                : undefined
              : containers.slice(0, 12).map((container) => (
                  <div key={container.id}>
                    <ObjectLink object={containerName(container)}>{container.name}</ObjectLink>
                  </div>
                )),
        },
        {
          label: t.inspector.pods,
          value:
            pods.length === 0
              ? undefined
              : pods.slice(0, 12).map((object) => (
                  <div key={object.uid}>
                    <ObjectLink object={object}>{object.name}</ObjectLink>
                  </div>
                )),
        },
        {
          label: words.created,
          value: fill(t.timeline.ago, { time: sayAge(t, now - image.created) }),
        },
        { label: words.id, value: <code>{shortId(image.id)}</code> },
        {
          label: words.inRegistry,
          value:
            image.repositoryDigests.length === 0
              ? t.inspector.none
              : image.repositoryDigests.map((digest) => <div key={digest}>{shorten(digest)}</div>),
        },
      ]}
    />
  );
}

function Images({ images }: { readonly images: readonly DockerImage[] }) {
  const { t } = useText();
  if (images.length === 0) return t.inspector.none;
  return images.map((image) => (
    <div key={image.id}>
      <ObjectLink object={imageName(image)}>{imageName(image).name}</ObjectLink>
    </div>
  ));
}

/** The laptop by what it is called on the page. */
export function machineWord(t: Dictionary, machine: string): string {
  return machine === LAPTOP ? (t.parts['laptop']?.name ?? machine) : machine;
}

/** One image is the beginning of the other. */
function standsOn(upper: DockerImage, lower: DockerImage): boolean {
  if (upper === lower || lower.layers.length === 0 || lower.layers.length >= upper.layers.length) return false;
  return upper.layers[lower.layers.length - 1] === lower.layers.at(-1);
}

/** The layers of an image that others have too, with the names of those. */
export function sharedLayers(
  images: readonly DockerImage[],
  image: DockerImage,
): ReadonlyMap<string, readonly string[]> {
  const shared = new Map<string, string[]>();
  const own = new Set(image.layers);
  for (const other of images) {
    if (other.id === image.id) continue;
    for (const layer of other.layers) {
      if (own.has(layer)) shared.set(layer, [...(shared.get(layer) ?? []), imageName(other).name]);
    }
  }
  return shared;
}

/** `luksa/kubia@sha256:0123456789ab`. */
function shorten(digest: string): string {
  const [name = '', hash = ''] = digest.split('@');
  return `${name}@${hash.slice(0, 19)}…`;
}
