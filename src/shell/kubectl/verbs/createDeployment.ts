/** kubectl create deployment. */
import type { Random } from '../../../base/random';
import { createGenerated, generatorFlags, nameArgument } from '../client/generator';
import { CommandError } from '../errors';
import type { Verb } from '../verb';

export const createDeployment: Verb = {
  name: 'deployment',
  aliases: ['deploy'],
  short: 'Create a deployment with the specified name',
  examples: `
# One copy of an image
kubectl create deployment web --image=nginx
# Three, with a port
kubectl create deployment web --image=nginx --replicas=3 --port=80
# With a command
kubectl create deployment box --image=busybox -- sleep infinity`,
  usage: 'NAME --image=image -- [COMMAND] [args...]',
  flags: [
    ...generatorFlags,
    { name: 'image', type: 'strings', required: true, usage: 'The image; several make several containers.' },
    { name: 'port', type: 'int', bits: 32, default: -1, usage: 'The port that the container listens on.' },
    { name: 'replicas', shorthand: 'r', type: 'int', bits: 32, default: 1, usage: 'How many copies.' },
  ],
  complete: 'none',
  *run(invocation) {
    const { args, argsBeforeDash, flags } = invocation;
    const name = nameArgument(invocation);
    const command = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
    const images = flags.strings('image');
    const replicas = flags.int('replicas');
    if (images.length > 1 && command.length > 0) {
      throw new CommandError('cannot specify multiple --image options and command');
    }
    const port = flags.int('port');
    const labels = { app: name };
    const containers = images.map((image, at) => ({
      ...(command.length > 0 ? { command } : {}),
      image,
      name: containerName(image, invocation.process.random),
      ...(port >= 0 && at === 0 ? { ports: [{ containerPort: port }] } : {}),
      resources: {},
    }));
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { creationTimestamp: null, labels, name },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
      },
      status: {},
    };
    return yield* createGenerated(invocation, 'deployments.apps', object, 'deployment');
  },
};

/** The image's last part without tag and digest; what had to be changed in it is made unique by an ending. */
function containerName(image: string, random: Random): string {
  const last = image.split('/').pop() ?? image;
  const name = (last.split(':')[0] ?? last).split('@')[0] ?? last;
  return /[_.]/.test(name) ? `${name.replace(/[_.]/g, '-')}-${random.nameSuffix()}` : name;
}
