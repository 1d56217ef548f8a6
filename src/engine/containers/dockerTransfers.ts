/** Images on their way between a machine and the registries, for Docker's daemon and the builders of that machine. */

import { type ImageReference, parseDockerReference } from '../../base/imageReference';
import { fail, ok } from '../../base/result';
import type { DaemonError, RegistryLogin } from '../docker/daemon';
import { loginRefused, notReached, pullRefused } from '../registries/dockerErrors';
import type { Registry } from '../registries/registry';
import { searchRegistry } from '../registries/search';
import { DockerPull, layerProgress, questionTime, recordPull, type TransferContext } from './dockerPull';
import { DockerPush } from './dockerPush';
import type { Image } from './images/image';
import type { ImageTransfers, TransferDone } from './imageTransfers';
import { TimedWork } from './timedWork';

const HUB = 'docker.io';
/** How long the Hub searches, in milliseconds. */
const SEARCHING = 400;

export function createImageTransfers(context: TransferContext): ImageTransfers {
  return {
    pull: (reference, { allTags }, progress, done) => new DockerPull(context, progress, done).begin(reference, allTags),
    push: (reference, { login, allTags }, progress, done) =>
      new DockerPush(context, login, progress, done).begin(reference, allTags),
    resolve: (reference, _login, done) => resolve(context, reference, done),
    fetchLayers: (text, image, hold, progress, done) =>
      reach(context, text, done, (registry, reference, work) => {
        const sequence = recordPull(context, registry, reference.full, image);
        const options = { source: registry.source, hold, progress: layerProgress(progress) };
        context.clock.withCause(sequence, () => {
          const cancel = context.images.downloads.fetch(image, options, (fetched) =>
            done(fetched.ok ? fetched : fail({ status: 500, message: fetched.error })),
          );
          work.own(cancel);
        });
      }),
    login: (server, login, done) => logIn(context, server, login, done),
    search: (term, { limit }, done) => search(context, term, limit, done),
  };
}

/** Reads a name and reaches its registry; what goes wrong on the way is told to `done`. */
function reach(
  context: TransferContext,
  text: string,
  done: (result: { readonly ok: false; readonly error: DaemonError }) => void,
  then: (registry: Registry, reference: ImageReference, work: TimedWork) => void,
): () => void {
  const work = new TimedWork(context.clock);
  const reference = parseDockerReference(text);
  if (!reference.ok) {
    work.after(0, () => done(fail({ status: 400, message: reference.error })));
    return work.cancel;
  }
  const { domain } = reference.value;
  const cancel = context.registries.connect(domain, context, (registry) => {
    if (!registry.ok) done(fail(notReached(domain, registry.error)));
    else then(registry.value, reference.value, work);
  });
  work.own(cancel);
  return work.cancel;
}

function resolve(context: TransferContext, text: string, done: TransferDone<Image>): () => void {
  return reach(context, text, done, (registry, reference, work) =>
    work.after(questionTime(context, registry), () => {
      const image = registry.resolve(reference.path, reference.digest ?? reference.tag);
      done(image.ok ? image : fail(pullRefused(image.error, reference)));
    }),
  );
}

/** The server as the client names it: empty or the Hub's old address for the Hub. */
function domainOf(server: string): string {
  const [host = ''] = server.replace(/^https?:\/\//, '').split('/');
  return ['', 'index.docker.io', 'registry-1.docker.io', 'docker.io'].includes(host) ? HUB : host;
}

function logIn(
  context: TransferContext,
  server: string,
  login: RegistryLogin,
  done: TransferDone<{ readonly Status: string }>,
): () => void {
  const domain = domainOf(server);
  return context.registries.connect(domain, context, (registry) => {
    if (!registry.ok) done(fail(notReached(domain, registry.error)));
    else if (registry.value.accounts?.logIn(login) === false) done(fail(loginRefused(domain)));
    else done(ok({ Status: 'Login Succeeded' }));
  });
}

function search(
  { registries, clock }: TransferContext,
  term: string,
  limit: number,
  done: Parameters<ImageTransfers['search']>[2],
): () => void {
  const timer = clock.after(SEARCHING, () => {
    if (registries.reachable) done(ok(searchRegistry(registries.hosted(HUB), term, limit)));
    else {
      const url = `https://index.docker.io/v1/search?q=${encodeURIComponent(term)}&n=${limit}`;
      done(fail({ status: 500, message: `Get "${url}": dial tcp: i/o timeout` }));
    }
  });
  return () => timer.cancel();
}
