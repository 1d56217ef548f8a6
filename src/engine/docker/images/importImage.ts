/** `docker import`: an image of one layer, out of files. */
import { parseDockerReference } from '../../../base/imageReference';
import { ok } from '../../../base/result';
import { createImage, emptyConfig } from '../../containers/images/image';
import { layerFromChanges } from '../../containers/images/layer';
import { FileLayer } from '../../files/fileLayer';
import type { FileTree } from '../../files/fileTree';
import { changedConfig } from '../build/stageConfig';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter, failed } from '../refusal';
import { recordImage } from './imageEvents';

export interface ImportOptions {
  /** Empty: no name. */
  readonly reference: string;
  readonly message: string;
  readonly changes: readonly string[];
}

export function importImage(
  context: DaemonContext,
  tree: FileTree,
  options: ImportOptions,
): Answer<{ readonly Id: string }> {
  const reference = options.reference === '' ? ok(undefined) : parseDockerReference(options.reference);
  if (!reference.ok) return badParameter(reference.error);
  const config = changedConfig(emptyConfig, options.changes);
  if (!config.ok) return badParameter(config.error);
  const layer = new FileLayer();
  for (const [path, node] of tree) layer.put(`/${path}`, node);
  const created = context.clock.now;
  const comment = options.message === '' ? 'Imported from -' : options.message;
  const image = createImage({
    config: config.value,
    layers: [layerFromChanges(layer)],
    history: [{ created, createdBy: '', emptyLayer: false, comment, author: '' }],
    created,
    author: '',
    comment,
    architecture: 'amd64',
    os: 'linux',
  });
  const stored = context.images.store.add(image, reference.value === undefined ? [] : [reference.value]);
  if (!stored.ok) return failed(stored.error);
  recordImage(context, 'import', image.id, reference.value?.full ?? image.id);
  return ok({ Id: image.id });
}
