/** `docker push`: what the registry doesn't have goes there, five layers at a time, and every line that is told of it. */

import { familiarName, type ImageReference, parseDockerReference, repositoryOf } from '../../base/imageReference';
import { fail, ok } from '../../base/result';
import { utf8Length } from '../../base/utf8';
import type { DaemonError, RegistryLogin, TransferProgress } from '../docker/daemon';
import { notReached, pushDenied } from '../registries/dockerErrors';
import { mayPush, type Registry } from '../registries/registry';
import { shortId, type TransferContext } from './dockerPull';
import type { Image } from './images/image';
import type { ImageLayer } from './images/layer';
import { manifestText } from './images/manifest';
import type { TransferDone } from './imageTransfers';
import { TimedWork } from './timedWork';

/** Docker's default of max-concurrent-uploads. */
const CONNECTIONS = 5;
/** How often bytes are counted, in milliseconds. */
const TICK = 100;

export class DockerPush {
  readonly #context: TransferContext;
  readonly #login: RegistryLogin | undefined;
  readonly #progress: (line: TransferProgress) => void;
  readonly #done: TransferDone<void>;
  readonly #work: TimedWork;

  constructor(
    context: TransferContext,
    login: RegistryLogin | undefined,
    progress: (line: TransferProgress) => void,
    done: TransferDone<void>,
  ) {
    this.#context = context;
    this.#login = login;
    this.#progress = progress;
    this.#done = done;
    this.#work = new TimedWork(context.clock);
  }

  /** Begins; returns how to call it off. */
  begin(text: string, allTags: boolean): () => void {
    const parsed = parseDockerReference(text);
    this.#work.after(0, () => {
      if (!parsed.ok) this.#fail({ status: 400, message: parsed.error }, text);
      else this.#connect(parsed.value, allTags);
    });
    return this.#work.cancel;
  }

  #connect(reference: ImageReference, allTags: boolean): void {
    const { registries, images } = this.#context;
    const { repository, domain, full } = reference;
    this.#progress({ status: `The push refers to repository [${repository}]` });
    const names = images.store.images
      .flatMap((stored) => stored.names)
      .filter((name) => repositoryOf(name) === repository);
    if (names.length === 0) {
      const message = `An image does not exist locally with the tag: ${familiarName(repository)}`;
      this.#fail({ status: 404, message }, full);
      return;
    }
    const cancel = registries.connect(domain, this.#context, (registry) => {
      if (!registry.ok) this.#fail(notReached(domain, registry.error), full);
      else this.#each(registry.value, reference, allTags ? names.sort() : [full]);
    });
    this.#work.own(cancel);
  }

  #each(registry: Registry, reference: ImageReference, names: readonly string[]): void {
    const waiting = [...names];
    const next = () => {
      const name = waiting.shift();
      if (name === undefined) {
        this.#done(ok(undefined));
        return;
      }
      const image = this.#context.images.store.find(name)?.image;
      if (image === undefined || repositoryOf(name) !== reference.repository) {
        this.#fail({ status: 404, message: `tag does not exist: ${familiarName(name)}` }, name);
      } else this.#image(registry, reference, name, image, next);
    };
    next();
  }

  #image(registry: Registry, reference: ImageReference, name: string, image: Image, then: () => void): void {
    const { clock, trace, actor, images } = this.#context;
    const layers = [...image.layers].reverse();
    for (const layer of layers) this.#tell(layer, { status: 'Preparing' });
    for (const layer of layers.slice(CONNECTIONS)) this.#tell(layer, { status: 'Waiting' });
    if (!mayPush(registry, reference.path, this.#login)) {
      this.#work.after(2 * registry.source.latency, () => this.#fail(pushDenied, name));
      return;
    }
    clock.withCause(this.#recordPush(registry, reference, name, image), () =>
      this.#upload(registry, reference, layers, () => {
        const tag = name.slice(reference.repository.length + 1);
        registry.storage.putManifest(reference.path, tag, image);
        images.store.addRepositoryDigest(image.id, reference.repository);
        const size = utf8Length(manifestText(image));
        this.#progress({ status: `${tag}: digest: ${image.digest} size: ${size}` });
        trace.record({ kind: 'act', actor, action: 'image-pushed', detail: { image: name, to: registry.host } });
        then();
      }),
    );
  }

  #upload(registry: Registry, reference: ImageReference, layers: readonly ImageLayer[], then: () => void): void {
    const waiting = [...layers];
    let left = layers.length;
    const begin = () => {
      const layer = waiting.shift();
      if (layer === undefined) return;
      this.#layer(registry, reference, layer, () => {
        left--;
        if (left === 0) this.#work.after(registry.source.latency, then);
        else begin();
      });
    };
    if (left === 0) this.#work.after(registry.source.latency, then);
    for (let line = 0; line < CONNECTIONS; line++) begin();
  }

  /** One layer: the registry is asked whether it has it, here or in another repository, before anything is sent. */
  #layer(registry: Registry, { path }: ImageReference, layer: ImageLayer, then: () => void): void {
    const { storage, source, host } = registry;
    this.#work.after(source.latency, () => {
      if (storage.hasBlob(path, layer.digest)) {
        this.#tell(layer, { status: 'Layer already exists' });
        then();
        return;
      }
      const other = this.#mountable(registry, path, layer);
      if (other === undefined) this.#send(registry, path, layer, then);
      else {
        storage.putBlob(path, layer);
        const { trace, actor, machine } = this.#context;
        const detail = { layer: layer.digest, repository: other, from: machine, to: host };
        trace.record({ kind: 'act', actor, action: 'mount-layer', detail });
        this.#tell(layer, { status: `Mounted from ${other}` });
        then();
      }
    });
  }

  /** Another repository of that registry which has the layer, as far as this machine knows. */
  #mountable(registry: Registry, path: string, layer: ImageLayer): string | undefined {
    const prefix = `${registry.host}/`;
    return this.#context.images.store
      .repositoriesWith(layer)
      .filter((repository) => repository.startsWith(prefix))
      .map((repository) => repository.slice(prefix.length))
      .find((other) => other !== path && registry.storage.hasBlob(other, layer.digest));
  }

  #send(registry: Registry, path: string, layer: ImageLayer, then: () => void): void {
    const { clock, trace, actor, machine } = this.#context;
    const began = clock.now;
    const until = began + sendTime(registry, layer);
    const content = { content: layer.diffId, unpacked: layer.unpackedBytes };
    const detail = { layer: layer.digest, ...content, bytes: layer.sizeBytes, from: machine, to: registry.host };
    const sequence = trace.record({ kind: 'act', actor, action: 'push-layer', detail, until });
    const total = layer.unpackedBytes;
    const count = () => {
      const share = (clock.now - began) / (until - began);
      this.#tell(layer, { status: 'Pushing', current: Math.floor(share * total), total });
      if (clock.now + TICK < until) this.#work.after(TICK, count);
    };
    if (clock.now + TICK < until) this.#work.after(TICK, count);
    clock.withCause(sequence, () =>
      this.#work.after(until - began, () => {
        registry.storage.putBlob(path, layer);
        this.#tell(layer, { status: 'Pushed' });
        then();
      }),
    );
  }

  #recordPush(registry: Registry, { path }: ImageReference, name: string, image: Image): number {
    const { trace, actor, clock, machine } = this.#context;
    const missing = image.layers.filter((layer) => !registry.storage.hasBlob(path, layer.digest));
    const sending = missing.filter((layer) => this.#mountable(registry, path, layer) === undefined);
    const longest = Math.max(0, ...sending.map((layer) => sendTime(registry, layer)));
    return trace.record({
      kind: 'act',
      actor,
      action: 'push-image',
      detail: {
        image: name,
        layers: image.layers.length,
        missing: missing.length,
        bytes: sending.reduce((sum, layer) => sum + layer.sizeBytes, 0),
        from: machine,
        to: registry.host,
      },
      until: clock.now + 2 * registry.source.latency + longest,
    });
  }

  /** Push names layers by the digest of their content. */
  #tell(layer: ImageLayer, line: Omit<TransferProgress, 'id'>): void {
    this.#progress({ id: shortId(layer.diffId), ...line });
  }

  #fail(error: DaemonError, image: string): void {
    const { trace, actor } = this.#context;
    this.#work.cancel();
    trace.record({ kind: 'act', actor, action: 'image-push-failed', detail: { image, code: error.status } });
    this.#done(fail(error));
  }
}

function sendTime(registry: Registry, layer: ImageLayer): number {
  return registry.source.latency + (1000 * layer.sizeBytes) / registry.uploadBandwidth;
}
