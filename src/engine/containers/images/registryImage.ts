/** The image `registry`: its program is made by the world's registries, which it belongs to. */
import { binary } from './image';
import { imageLayer } from './layer';
import { image, type Repository } from './repository';
import { alpine } from './smallBases';

const ENTRYPOINT = `#!/bin/sh
set -e

# A first argument that is a configuration file is for the registry.
case "$1" in
  *.yaml|*.yml) set -- registry serve "$@" ;;
  serve|garbage-collect|help|-*) set -- registry "$@" ;;
esac

exec "$@"
`;

const CONFIGURATION = `version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    blobdescriptor: inmemory
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
  headers:
    X-Content-Type-Options: [nosniff]
`;

export const registryRepository: Repository = {
  name: 'docker.io/library/registry',
  images: [
    image({
      tags: ['2', '2.8', '2.8.3', 'latest'],
      layers: [
        alpine,
        imageLayer(
          'registry certificates',
          620_000,
          { '/etc/ssl/certs/': '' },
          { createdBy: 'RUN /bin/sh -c apk add --no-cache ca-certificates # buildkit' },
        ),
        imageLayer(
          'registry 2.8.3',
          6_760_000,
          { '/bin/registry': binary('registry', 17_400_000) },
          {
            createdBy:
              'RUN /bin/sh -c set -eux; version=\'2.8.3\'; wget -O registry.tar.gz "https://github.com/distribution/distribution/releases/download/v$version/registry_$version_linux_amd64.tar.gz" # buildkit',
          },
        ),
        imageLayer(
          'registry configuration',
          295,
          { '/etc/docker/registry/config.yml': CONFIGURATION },
          { createdBy: 'COPY ./config-example.yml /etc/docker/registry/config.yml # buildkit' },
        ),
        imageLayer(
          'registry entrypoint',
          213,
          { '/entrypoint.sh': { text: ENTRYPOINT, mode: 0o755 } },
          { createdBy: 'COPY docker-entrypoint.sh /entrypoint.sh # buildkit' },
        ),
      ],
      entrypoint: ['/entrypoint.sh'],
      command: ['/etc/docker/registry/config.yml'],
      exposedPorts: [5000],
      volumes: ['/var/lib/registry'],
      created: '2023-10-02T18:42:29Z',
    }),
  ],
  description: 'A registry of images to run oneself',
  stars: 4_000,
};
