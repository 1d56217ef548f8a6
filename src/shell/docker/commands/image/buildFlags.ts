/** What docker build may be told. */
import type { Flag } from '../../../flags/flag';
import { missingFlag, platformFlag } from '../../options/sharedFlags';

/** Taken without a word by BuildKit, which has no use for them; the classic builder's, of which --rm means something. */
const ofTheClassicBuilder: readonly Flag[] = [
  { name: 'rm', type: 'bool', default: true, usage: 'Remove intermediate containers (classic builder)', hidden: true },
  { name: 'force-rm', type: 'bool', usage: 'Remove them even when it fails (classic builder)', hidden: true },
  { name: 'compress', type: 'bool', usage: 'Send the context compressed (classic builder)', hidden: true },
  { name: 'squash', type: 'bool', usage: 'One layer (classic builder)', hidden: true },
  ...['cpuset-cpus', 'cpuset-mems', 'isolation', 'memory', 'memory-swap'].map(
    (name): Flag => ({ name, type: 'string', usage: 'A limit (classic builder)', hidden: true }),
  ),
  ...['cpu-period', 'cpu-quota', 'cpu-shares'].map(
    (name): Flag => ({ name, type: 'int', usage: 'A limit (classic builder)', hidden: true }),
  ),
  { name: 'security-opt', type: 'array', usage: 'Security options (classic builder)', hidden: true },
];

export const buildFlags: readonly Flag[] = [
  { name: 'add-host', type: 'strings', usage: 'More names for /etc/hosts of RUN instructions (name:address)' },
  { name: 'build-arg', type: 'array', valueName: 'stringArray', usage: 'Values for ARG instructions' },
  { name: 'file', shorthand: 'f', type: 'string', usage: 'The Dockerfile; PATH/Dockerfile when left out' },
  { name: 'iidfile', type: 'string', usage: "Write the image's id to a file" },
  { name: 'label', type: 'array', valueName: 'stringArray', usage: 'Labels for the image' },
  { name: 'load', type: 'bool', usage: 'Keep the image with the daemon, as is done anyway' },
  { name: 'metadata-file', type: 'string', usage: 'Write what came of it to a file' },
  { name: 'network', type: 'string', default: 'default', usage: 'The network of RUN instructions' },
  { name: 'no-cache', type: 'bool', usage: 'Run every instruction anew' },
  { name: 'no-cache-filter', type: 'array', valueName: 'stringArray', usage: 'Stages to run anew' },
  {
    name: 'output',
    shorthand: 'o',
    type: 'array',
    valueName: 'stringArray',
    usage: 'Where the result goes: a directory, or type=local|tar|image|registry|cacheonly,dest=...',
  },
  { ...platformFlag, type: 'array', valueName: 'stringArray' },
  {
    name: 'progress',
    type: 'string',
    default: 'auto',
    usage: 'How progress is shown: auto, plain, tty or quiet',
  },
  { name: 'pull', type: 'bool', usage: 'Ask registries for newer base images' },
  { name: 'push', type: 'bool', usage: 'Push the image when it is built' },
  { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Print the id only' },
  { name: 'secret', type: 'array', valueName: 'stringArray', usage: 'Secrets for RUN instructions (id=ID,src=FILE)' },
  { name: 'ssh', type: 'array', valueName: 'stringArray', usage: 'SSH agents for RUN instructions' },
  { name: 'tag', shorthand: 't', type: 'array', valueName: 'stringArray', usage: 'Names for the image' },
  { name: 'target', type: 'string', usage: 'The stage to build' },
  ...ofTheClassicBuilder,
  missingFlag('allow', 'strings', 'Privileges for the build'),
  missingFlag('annotation', 'array', 'Annotations for the image'),
  { name: 'attest', type: 'array', usage: 'Attestations' },
  missingFlag('build-context', 'array', 'More contexts'),
  { name: 'builder', type: 'string', usage: 'Another builder' },
  missingFlag('cache-from', 'array', 'Caches from elsewhere'),
  { name: 'cache-to', type: 'array', usage: 'Where the cache goes' },
  missingFlag('call', 'string', 'Evaluate instead of building'),
  missingFlag('cgroup-parent', 'string', 'The cgroup of RUN instructions'),
  missingFlag('check', 'bool', 'Check only'),
  { name: 'provenance', type: 'string', alone: 'true', usage: 'Provenance' },
  { name: 'sbom', type: 'string', alone: 'true', usage: 'Bill of materials' },
  missingFlag('shm-size', 'string', 'Shared memory'),
  missingFlag('ulimit', 'array', 'Limits'),
];
