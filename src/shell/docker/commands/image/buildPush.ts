/** `docker build --push`: what was built goes to its registries, told as steps of the build. */
import { familiarName } from '../../../../base/imageReference';
import { fail, ok, type Result } from '../../../../base/result';
import type { BuildProgress } from '../../../../engine/docker/build/request';
import type { Routine } from '../../../../engine/processes/routine';
import { serverOf } from '../../client/clientConfig';
import type { Invocation } from '../../dockerCommand';
import { checkReference } from '../../options/references';

/** Pushes each name; the error is the registry's. */
export function* pushAll(
  { client, config, process }: Invocation,
  names: readonly string[],
  show: (event: BuildProgress) => void,
): Routine<Result<void, string>> {
  const { clock } = process;
  for (const name of names) {
    const image = checkReference(name);
    const reference = familiarName(image.full);
    const vertex = `push ${name}`;
    const title = `pushing ${name} with docker`;
    const began = clock.now;
    const seconds = () => (clock.now - began) / 1000;
    show({ kind: 'start', vertex, name: title, at: began });
    const answer = yield* client.waitAnswer<void>(`POST /images/${reference}/push`, (daemon, done) =>
      daemon.images.push(
        reference,
        { login: config.login(serverOf(image.domain)), allTags: false },
        ({ id, status }) => {
          if (id === undefined || !/^(?:Pushed|Mounted from )/.test(status)) return;
          show({ kind: 'status', vertex, text: `pushing layer ${id}`, done: true, seconds: seconds(), at: clock.now });
        },
        done,
      ),
    );
    if (!answer.ok) {
      show({ kind: 'error', vertex, name: title, message: answer.error.message, at: clock.now });
      return fail(answer.error.message);
    }
    show({ kind: 'done', vertex, seconds: seconds(), at: clock.now });
  }
  return ok(undefined);
}
