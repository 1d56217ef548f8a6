/** What the client says of itself. */
import type { JsonObject } from '../../../engine/docker/daemon';
import { builtText } from '../format/builtText';

export const CLIENT_VERSION = '28.2.2';
export const CLIENT_API_VERSION = '1.50';
const GO_VERSION = 'go1.24.3';
export const GIT_COMMIT = 'e6534b4';
/** As the build wrote it down: Go's RFC 3339. */
const BUILD_TIME = '2025-05-30T12:07:14.000000000+00:00';

export function clientFacts(): JsonObject {
  return {
    Version: CLIENT_VERSION,
    ApiVersion: CLIENT_API_VERSION,
    DefaultAPIVersion: CLIENT_API_VERSION,
    GitCommit: GIT_COMMIT,
    GoVersion: GO_VERSION,
    Os: 'linux',
    Arch: 'amd64',
    BuildTime: builtText(BUILD_TIME),
    Context: 'default',
  };
}

/** The commands of its own that it finds beside it. */
export const plugins: readonly JsonObject[] = [
  plugin('buildx', 'Docker Buildx', '0.29.1'),
  plugin('compose', 'Docker Compose', '2.40.3-3'),
];

function plugin(Name: string, ShortDescription: string, Version: string): JsonObject {
  const Path = `/usr/local/lib/docker/cli-plugins/docker-${Name}`;
  return { SchemaVersion: '0.1.0', Vendor: 'Docker Inc.', Version, ShortDescription, Name, Path };
}
