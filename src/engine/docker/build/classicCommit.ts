/** The classic builder's images: one for each instruction, each the parent of the next, found again by what made them. */
import type { Result } from '../../../base/result';
import type { Image, ImageConfig } from '../../containers/images/image';
import { createImage } from '../../containers/images/image';
import { layerFromChanges } from '../../containers/images/layer';
import type { ReadonlyFileLayer } from '../../files/fileLayer';
import type { BuildHost } from './host';

/** An instruction that is done, or would be. */
export interface ClassicStep {
  /** undefined: nothing (`FROM scratch`). */
  readonly parent: Image | undefined;
  readonly config: ImageConfig;
  readonly author: string;
  /** As its history says it: `/bin/sh -c #(nop)  CMD ["node"]`. */
  readonly createdBy: string;
}

/** The newest image that the same instruction made of the same parent. */
export function findStep(host: BuildHost, step: ClassicStep): Image | undefined {
  const config = JSON.stringify(step.config);
  return host.images.store.images.find(({ image }) => {
    const last = image.history.at(-1);
    if (image.parent !== step.parent?.id || last?.createdBy !== step.createdBy || last.comment !== '') return false;
    if (step.parent === undefined && image.history.length !== 1) return false;
    return JSON.stringify(image.config) === config;
  })?.image;
}

/** Keeps the image of an instruction; without changes to files it makes no layer. Fails when the disk is full. */
export function commitStep(
  host: BuildHost,
  step: ClassicStep,
  changes: ReadonlyFileLayer | undefined,
): Result<Image, string> {
  const { parent, config, author, createdBy } = step;
  const created = host.clock.now;
  const layers = changes === undefined ? [] : [layerFromChanges(changes)];
  const entry = { created, createdBy, emptyLayer: changes === undefined, comment: '', author };
  const image = createImage({
    config,
    layers: [...(parent?.layers ?? []), ...layers],
    history: [...(parent?.history ?? []), entry],
    created,
    author,
    comment: '',
    architecture: 'amd64',
    os: 'linux',
    ...(parent === undefined ? {} : { parent: parent.id }),
    ...(parent?.generic === true ? { generic: true } : {}),
  });
  const stored = host.images.store.add(image);
  return stored.ok ? { ok: true, value: stored.value.image } : stored;
}
