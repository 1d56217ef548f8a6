/** The flags of `kubectl debug`, and which of them go together. */
import { parseDockerReference } from '../../../base/imageReference';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { FlagValues } from '../../flags/flag';
import type { Fields } from '../../kustomize/resource';
import { checkProfile } from '../client/debugProfiles';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';
import { readYaml } from '../yaml/readYaml';

/** What is asked for, after everything was found to go together. */
export interface Asked {
  readonly image: string;
  readonly copyTo: string;
  readonly attach: boolean;
  readonly images: ReadonlyMap<string, string>;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly command: readonly string[];
  readonly custom: Fields | undefined;
}

/** The flags together. @throws CommandError for those that do not go together, in kubectl's order */
export function readFlags(invocation: Invocation): Asked {
  const { args, argsBeforeDash, flags, printError } = invocation;
  const command = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
  const image = flags.string('image');
  const copyTo = flags.string('copy-to');
  const images = pairsOf(flags, 'set-image');
  checkProfile(flags.string('profile'));
  const custom = readCustom(invocation);
  const named = flags.string('container') !== '';
  if (flags.changed('attach') && flags.bool('attach') && image === '' && !named) {
    throw new CommandError('you must specify --container or create a new container using --image in order to attach.');
  }
  checkMode(invocation, image, images.size > 0, command.length > 0);
  if (image !== '') checkImage(image, '');
  const names = argsBeforeDash < 0 ? args : args.slice(0, argsBeforeDash);
  if (names.length === 0 && flags.strings('filename').length === 0) {
    throw new CommandError('NAME or filename is required for debug');
  }
  const policy = flags.string('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(policy)) {
    throw new CommandError(`invalid image pull policy: ${policy}`);
  }
  for (const [name, one] of images) checkImage(one, ` for container ${JSON.stringify(name)}`);
  checkTarget(invocation, copyTo);
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new CommandError('-i/--stdin is required for containers with -t/--tty=true');
  }
  if (
    custom !== undefined &&
    ['name', 'command', 'image', 'lifecycle', 'volumeDevices'].some((name) => name in custom)
  ) {
    throw new CommandError('name, command, image, lifecycle and volume devices are not modifiable via custom profile');
  }
  if (flags.string('profile') === 'legacy') {
    printError(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    );
  }
  const environment = [...pairsOf(flags, 'env')].map(([name, value]) => ({ name, value }));
  const attach = flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin');
  return { image, copyTo, attach, images, environment, command, custom };
}

/** A copy needs something that differs; without one there are flags that mean nothing. */
function checkMode({ flags }: Invocation, image: string, changesImages: boolean, hasCommand: boolean): void {
  if (flags.string('copy-to') !== '') {
    if (image === '' && !changesImages && !hasCommand) {
      throw new CommandError('you must specify --image, --set-image or command arguments.');
    }
    if (hasCommand && flags.string('container') === '' && image === '') {
      throw new CommandError('you must specify an existing container or a new image when specifying args.');
    }
  } else {
    for (const name of ['replace', 'same-node', 'set-image']) {
      const given = name === 'set-image' ? changesImages : flags.bool(name);
      if (given) throw new CommandError(`--${name} may only be used with --copy-to.`);
    }
    if (image === '') throw new CommandError('you must specify --image when not using --copy-to.');
  }
}

function checkImage(image: string, where: string): void {
  if (parseDockerReference(image).ok) return;
  throw new CommandError(`invalid image name ${JSON.stringify(image)}${where}: invalid reference format`);
}

function checkTarget({ flags, print }: Invocation, copyTo: string): void {
  const target = flags.string('target');
  if (target === '') return;
  if (copyTo !== '') {
    throw new CommandError('--target is incompatible with --copy-to. Use --share-processes instead.');
  }
  if (flags.bool('quiet')) return;
  print(
    `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
  );
}

/** `a=b` pairs of a flag. @throws CommandError as pflag words it */
function pairsOf(flags: FlagValues, name: string): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const pair of flags.strings(name)) {
    const at = pair.indexOf('=');
    if (at < 0) {
      throw new CommandError(
        `invalid argument ${JSON.stringify(pair)} for "--${name}" flag: ${pair} must be formatted as key=value`,
      );
    }
    out.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return out;
}

function readCustom({ flags, process }: Invocation): Fields | undefined {
  const path = flags.string('custom');
  if (path === '') return undefined;
  const read = process.files.read(normalise(path, process.workingDirectory));
  if (!read.ok) {
    const why = `open ${path}: ${describeFileError(read.error).toLowerCase()}`;
    throw new CommandError(`must pass a container spec json file for custom profile: ${why}`);
  }
  const parsed = readYaml(read.value);
  if (parsed.ok && typeof parsed.value === 'object' && parsed.value !== null && !Array.isArray(parsed.value)) {
    return parsed.value as Fields;
  }
  const why = parsed.ok ? 'it is no object' : `yaml: ${parsed.error}`;
  throw new CommandError(`${path} does not contain a valid container spec: ${why}`);
}
