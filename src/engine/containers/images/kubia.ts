/** luksa/kubia: a small Node.js server that tells which container answered. v1 to v3 are its later versions. */
import { kubiaFirst, kubiaLatest, kubiaSecond, kubiaThird } from './kubiaApps';
import { imageLayer } from './layer';
import { nodeSeven } from './nodeImages';
import { nodeLayers } from './nodeLayers';
import { type CatalogueImage, image, type Repository } from './repository';

function kubia(name: string, tags: readonly string[], app: string): CatalogueImage {
  return image({
    tags,
    layers: [
      ...(nodeSeven === undefined ? [] : nodeLayers(nodeSeven, 'full')),
      imageLayer(
        `${name} app.js`,
        360,
        { '/app.js': { text: app, mode: 0o644 } },
        {
          createdBy:
            '/bin/sh -c #(nop) ADD file:e9a4c7b2d9a24a8ba3eef2f6c9b5d1fe4e3a07a6ba4ab8b6bdbf0d2a84a1f6c1 in /app.js ',
          unpackedBytes: app.length,
        },
      ),
    ],
    entrypoint: ['node', 'app.js'],
    env: { NPM_CONFIG_LOGLEVEL: 'info', NODE_VERSION: '7.10.1', YARN_VERSION: '0.24.4' },
    created: '2017-08-14T15:45:19Z',
  });
}

export const kubiaRepository: Repository = {
  name: 'docker.io/luksa/kubia',
  images: [
    kubia('luksa/kubia', ['latest'], kubiaLatest),
    kubia('luksa/kubia v1', ['v1'], kubiaFirst),
    kubia('luksa/kubia v2', ['v2'], kubiaSecond),
    kubia('luksa/kubia v3', ['v3'], kubiaThird),
  ],
  description: 'The small server of the book that answers with the name of its host',
  stars: 27,
};
