/** An image's configuration out of its JSON (see manifest.ts, which writes it). */
import { parseTime } from '../../../base/time';
import type { HealthCheck, HistoryEntry, ImageConfig, ImageContent } from './image';

const NANOSECONDS = 1_000_000;

export interface ReadConfig {
  readonly content: Omit<ImageContent, 'layers'>;
  /** Of the layers, lowest first. */
  readonly diffIds: readonly string[];
}

interface HealthJson {
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

interface ConfigJson {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly Env?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Healthcheck?: HealthJson | null;
  readonly Volumes?: Readonly<Record<string, unknown>> | null;
  readonly WorkingDir?: string;
  readonly OnBuild?: readonly string[] | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly StopSignal?: string;
  readonly Shell?: readonly string[] | null;
}

interface ImageJson {
  readonly architecture?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly config?: ConfigJson | null;
  readonly created?: string;
  readonly history?: readonly {
    readonly created?: string;
    readonly author?: string;
    readonly created_by?: string;
    readonly comment?: string;
    readonly empty_layer?: boolean;
  }[];
  readonly os?: string;
  readonly rootfs?: { readonly diff_ids?: readonly string[] };
}

/** Undefined when the text is no configuration of an image. */
export function readImageConfig(text: string): ReadConfig | undefined {
  let json: ImageJson;
  try {
    json = JSON.parse(text) as ImageJson;
  } catch {
    return undefined;
  }
  const diffIds = json?.rootfs?.diff_ids;
  if (!Array.isArray(diffIds)) return undefined;
  const history = (json.history ?? []).map(
    (entry): HistoryEntry => ({
      created: momentOf(entry.created),
      createdBy: entry.created_by ?? '',
      emptyLayer: entry.empty_layer === true,
      comment: entry.comment ?? '',
      author: entry.author ?? '',
    }),
  );
  const content = {
    config: configOf(json.config ?? {}),
    history,
    created: momentOf(json.created),
    author: json.author ?? '',
    comment: json.comment ?? '',
    architecture: json.architecture ?? '',
    os: json.os ?? '',
  };
  return { content, diffIds };
}

function configOf(json: ConfigJson): ImageConfig {
  const { Healthcheck, Shell } = json;
  return {
    entrypoint: json.Entrypoint ?? [],
    command: json.Cmd ?? [],
    env: (json.Env ?? []).map((variable) => {
      const at = variable.indexOf('=');
      return [variable.slice(0, at), variable.slice(at + 1)] as const;
    }),
    workingDirectory: json.WorkingDir ?? '',
    exposedPorts: Object.keys(json.ExposedPorts ?? {}),
    user: json.User ?? '',
    stopSignal: json.StopSignal ?? '',
    labels: json.Labels ?? {},
    volumes: Object.keys(json.Volumes ?? {}),
    onBuild: json.OnBuild ?? [],
    ...(Healthcheck?.Test === undefined ? {} : { healthcheck: healthOf(Healthcheck, Healthcheck.Test) }),
    ...(Shell === undefined || Shell === null ? {} : { shell: Shell }),
  };
}

function healthOf(json: HealthJson, test: readonly string[]): HealthCheck {
  const time = (name: string, value: number | undefined) =>
    value === undefined ? {} : { [name]: value / NANOSECONDS };
  return {
    test,
    ...time('interval', json.Interval),
    ...time('timeout', json.Timeout),
    ...time('startPeriod', json.StartPeriod),
    ...time('startInterval', json.StartInterval),
    ...(json.Retries === undefined ? {} : { retries: json.Retries }),
  };
}

function momentOf(text: string | undefined): number {
  return parseTime(text) ?? 0;
}
