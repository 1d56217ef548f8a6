/** What one file of the catalogue declares: a repository with its images, and the programs that are in them. */
import { parseTime } from '../../../base/time';
import type { Program } from '../../processes/process';
import { createImage, emptyConfig, type HealthCheck, type HistoryEntry, type Image, type ImageConfig } from './image';
import type { CatalogueLayer } from './layer';

export interface Repository {
  /** `docker.io/library/nginx`. */
  readonly name: string;
  /** The newest first. */
  readonly images: readonly CatalogueImage[];
  /** Its first image answers to any tag that looks like a version (`8.0`, `3.12-slim`). */
  readonly anyVersion?: boolean;
  /** Makes the image of a tag that isn't among its own, where it looks like a version that there is. */
  readonly version?: (tag: string) => CatalogueImage | undefined;
  /** Programs of its own, by the names that its executable files hold. */
  readonly programs?: Readonly<Record<string, Program>>;
  /** For `docker search`. */
  readonly description?: string;
  readonly stars?: number;
}

export interface CatalogueImage {
  /** Tags in its repository, such as `latest` and `1.27`. */
  readonly tags: readonly string[];
  /** Made when somebody asks for it. */
  readonly image: Image;
}

const STANDARD_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** When images were made that say nothing else. */
const CREATED = '2024-12-03T00:00:00Z';
const BUILDKIT = 'buildkit.dockerfile.v0';

export interface ImageDescription {
  readonly tags: readonly string[];
  readonly layers: readonly CatalogueLayer[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** Without PATH, which is added. */
  readonly env?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly workingDirectory?: string;
  /** TCP, unless written with a protocol (`53/udp`). */
  readonly exposedPorts?: readonly (number | string)[];
  readonly user?: string;
  readonly stopSignal?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly healthcheck?: HealthCheck;
  /** RFC 3339. */
  readonly created?: string;
  readonly generic?: boolean;
}

/** An image out of its description, with what Docker fills in. */
export function image(description: ImageDescription): CatalogueImage {
  return new DescribedImage(description);
}

class DescribedImage implements CatalogueImage {
  readonly #description: ImageDescription;
  #image: Image | undefined;

  constructor(description: ImageDescription) {
    this.#description = description;
  }

  get tags(): readonly string[] {
    return this.#description.tags;
  }

  get image(): Image {
    this.#image ??= imageOf(this.#description);
    return this.#image;
  }
}

function imageOf(description: ImageDescription): Image {
  const config = configOf(description);
  const created = parseTime(description.created ?? CREATED) ?? 0;
  return createImage({
    config,
    layers: description.layers,
    history: historyOf(description, config, created),
    created,
    author: '',
    comment: BUILDKIT,
    architecture: 'amd64',
    os: 'linux',
    ...(description.generic === true ? { generic: true } : {}),
  });
}

function configOf(description: ImageDescription): ImageConfig {
  return {
    ...emptyConfig,
    entrypoint: description.entrypoint ?? [],
    command: description.command ?? [],
    env: [['PATH', description.path ?? STANDARD_PATH], ...Object.entries(description.env ?? {})],
    workingDirectory: description.workingDirectory ?? '',
    exposedPorts: (description.exposedPorts ?? []).map((port) => (typeof port === 'number' ? `${port}/tcp` : port)),
    user: description.user ?? '',
    stopSignal: description.stopSignal ?? '',
    labels: description.labels ?? {},
    volumes: description.volumes ?? [],
    ...(description.healthcheck === undefined ? {} : { healthcheck: description.healthcheck }),
  };
}

/** The base, what is said of the whole, what was put on top, and how it runs: the usual order of a Dockerfile. */
function historyOf(description: ImageDescription, config: ImageConfig, created: number): readonly HistoryEntry[] {
  const [base, ...rest] = description.layers;
  const entry = (createdBy: string, emptyLayer: boolean): HistoryEntry => ({
    created,
    createdBy,
    emptyLayer,
    comment: BUILDKIT,
    author: '',
  });
  const words = (items: readonly string[]) => `[${items.map((item) => JSON.stringify(item)).join(' ')}]`;
  const said = (instruction: string, text: string) => (text === '' ? [] : [entry(`${instruction} ${text}`, true)]);
  const pairs = (items: readonly (readonly [string, string])[]) => items.map(([name, value]) => `${name}=${value}`);
  return [
    ...(base === undefined ? [] : [entry(base.createdBy, false)]),
    ...pairs(Object.entries(config.labels)).flatMap((label) => said('LABEL', label)),
    ...pairs(config.env.slice(1)).flatMap((variable) => said('ENV', variable)),
    ...rest.map((layer) => entry(layer.createdBy, false)),
    ...said('USER', config.user),
    ...config.volumes.flatMap((path) => said('VOLUME', `[${path}]`)),
    ...said('WORKDIR', config.workingDirectory),
    ...(config.entrypoint.length === 0 ? [] : said('ENTRYPOINT', words(config.entrypoint))),
    ...config.exposedPorts.flatMap((port) => said('EXPOSE', `map[${port}:{}]`)),
    ...said('STOPSIGNAL', config.stopSignal),
    ...(config.command.length === 0 ? [] : said('CMD', words(config.command))),
  ];
}
