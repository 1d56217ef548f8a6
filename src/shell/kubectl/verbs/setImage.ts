/** kubectl set image. */
import { readPairs, splitPairs } from '../client/pairArguments';
import { withContainers, withPodSpec } from '../client/podTemplates';
import { checkOutput } from '../client/writing';
import { CommandError, gathered } from '../errors';
import type { Verb } from '../verb';
import { checkSetUse, recordedSetFlags, setPart, setTargets } from './setPart';

export const setImage: Verb = {
  name: 'image',
  short: 'Update the image of a pod template',
  long: 'Give containers of pods or workloads another image. A workload then rolls it out.',
  examples: `
# Another version of one container
kubectl set image deployment/web nginx=nginx:1.26
# Of all containers
kubectl set image deployments,rc '*=nginx:1.26' --all`,
  usage: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  complete: 'resources',
  flags: recordedSetFlags,
  *run(invocation) {
    checkOutput(invocation);
    const { resources, pairs } = splitPairs(invocation.args, 'image');
    const images = readPairs(pairs, 'image', false).set;
    const items = yield* setTargets(invocation, resources);
    checkSetUse(invocation, resources);
    if (images.size === 0) throw new CommandError('at least one image update is required');
    if (images.size > 1 && images.has('*')) {
      throw new CommandError(
        'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      );
    }
    return yield* setPart(invocation, items, {
      word: 'image updated',
      refusal: 'failed to patch image update to pod template:',
      change: (object) =>
        withPodSpec(object, (spec) => {
          let changed = spec;
          const missing: CommandError[] = [];
          for (const [name, image] of images) {
            const step = withContainers(
              changed,
              (container) => name === '*' || container.name === name,
              (container) => ({ ...container, image }),
            );
            changed = step.spec;
            if (step.found === 0)
              missing.push(new CommandError(`error: unable to find container named ${JSON.stringify(name)}`));
          }
          const problem = gathered(missing);
          if (problem !== undefined) throw problem;
          return changed;
        }),
    });
  },
};
