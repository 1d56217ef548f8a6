/** crictl's lists: ps, pods, images. */
import { durationInWords } from '../../../base/durationInWords';
import { decimalSize } from '../../../base/units';
import type { PodContainerStatus, SandboxStatus } from '../../../engine/containers/runtime';
import type { Flag } from '../../flags/flag';
import type { CrictlCommand, CrictlInvocation } from './crictl';
import { imageIdOf, SHORT } from './find';
import {
  containerLabels,
  imageMessage,
  isPause,
  type ListedImage,
  listedContainer,
  listedImages,
  listedSandbox,
  sandboxLabels,
} from './messages';
import { listOutputFlag, printList, table } from './output';
import { containerSelection, sandboxSelection, selectedContainers, selectedSandboxes } from './selection';

const listFlags: readonly Flag[] = [
  { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Ids only' },
  { name: 'verbose', shorthand: 'v', type: 'bool', usage: 'A paragraph for each' },
  { name: 'no-trunc', type: 'bool', usage: 'Whole ids' },
  listOutputFlag,
];

function ago({ process }: CrictlInvocation, time: number): string {
  return `${durationInWords(process.clock.now - time)} ago`;
}

const shortened = ({ flags }: CrictlInvocation, id: string) => (flags.bool('no-trunc') ? id : id.slice(0, SHORT));

const labelLines = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `\t${name} -> ${value}\n`)
    .join('');

const stateOf = ({ state }: PodContainerStatus) => `${state[0]?.toUpperCase()}${state.slice(1)}`;

const ps: CrictlCommand = {
  name: 'ps',
  short: 'List containers',
  flags: [...listFlags, ...containerSelection],
  *run(invocation) {
    const { runtime, flags, print } = invocation;
    const shown = selectedContainers(invocation);
    if (printList(invocation, { containers: shown.map((one) => listedContainer(runtime, one)) })) return 0;
    if (flags.bool('quiet')) print(shown.map(({ id }) => `${id}\n`).join(''));
    else if (flags.bool('verbose')) print(shown.map((one) => containerText(invocation, one)).join(''));
    else {
      const heading = ['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'];
      const rows = shown.map((one) => [
        shortened(invocation, one.id),
        shortened(invocation, imageIdOf(runtime, one.image)),
        ago(invocation, one.createdAt),
        stateOf(one),
        one.name,
        String(one.attempt),
        shortened(invocation, one.sandbox),
        one.podName,
        one.podNamespace,
      ]);
      print(table([heading, ...rows]));
    }
    return 0;
  },
};

function containerText(invocation: CrictlInvocation, one: PodContainerStatus): string {
  const image = invocation.runtime.findImage(one.image)?.id ?? one.image;
  return `ID: ${one.id}\nPodID: ${one.sandbox}\nNamespace: ${one.podNamespace}\nName: ${one.name}\nAttempt: ${one.attempt}\nState: ${stateOf(one)}\nImage: ${image}\nCreated: ${ago(invocation, one.createdAt)}\nLabels:\n${labelLines(containerLabels(one))}\n`;
}

const pods: CrictlCommand = {
  name: 'pods',
  short: 'List pods',
  flags: [...listFlags, ...sandboxSelection],
  *run(invocation) {
    const { flags, print } = invocation;
    const shown = selectedSandboxes(invocation);
    if (printList(invocation, { items: shown.map(listedSandbox) })) return 0;
    if (flags.bool('quiet')) print(shown.map(({ id }) => `${id}\n`).join(''));
    else if (flags.bool('verbose')) print(shown.map((one) => sandboxText(invocation, one)).join(''));
    else {
      const rows = shown.map((one) => [
        shortened(invocation, one.id),
        ago(invocation, one.createdAt),
        readiness(one),
        one.podName,
        one.podNamespace,
        '0',
        '(default)',
      ]);
      print(table([['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'], ...rows]));
    }
    return 0;
  },
};

const readiness = ({ state }: SandboxStatus) => (state === 'ready' ? 'Ready' : 'NotReady');

function sandboxText(invocation: CrictlInvocation, one: SandboxStatus): string {
  const annotations = Object.keys(one.annotations).length === 0 ? '' : `Annotations:\n${labelLines(one.annotations)}`;
  return `ID: ${one.id}\nName: ${one.podName}\nUID: ${one.podUid}\nNamespace: ${one.podNamespace}\nStatus: ${readiness(one)}\nCreated: ${ago(invocation, one.createdAt)}\nLabels:\n${labelLines(sandboxLabels(one))}${annotations}Runtime: (default)\n\n`;
}

const images: CrictlCommand = {
  name: 'images',
  aliases: ['image', 'img'],
  short: 'List images',
  usage: '[REPOSITORY[:TAG]]',
  flags: [
    ...listFlags,
    { name: 'digests', type: 'bool', usage: 'With their digests' },
    { name: 'pinned', type: 'bool', usage: 'Whether they are never cleared away' },
    { name: 'filter', shorthand: 'f', type: 'array', usage: 'Only some', notSimulated: true },
  ],
  *run(invocation) {
    const { runtime, flags, args, print } = invocation;
    const [name] = args;
    const wanted = name === undefined ? undefined : runtime.findImage(name)?.id;
    const shown = listedImages(invocation).filter(({ id }) => name === undefined || id === wanted);
    if (printList(invocation, { images: shown.map(imageMessage) })) return 0;
    if (flags.bool('quiet')) print(shown.map(({ id }) => `${id}\n`).join(''));
    else if (flags.bool('verbose')) print(shown.map(imageText).join(''));
    else print(table([imageHeading(invocation), ...shown.flatMap((image) => imageRows(invocation, image))]));
    return 0;
  },
};

function imageHeading({ flags }: CrictlInvocation): readonly string[] {
  const digest = flags.bool('digests') ? ['DIGEST'] : [];
  return ['IMAGE', 'TAG', ...digest, 'IMAGE ID', 'SIZE', ...(flags.bool('pinned') ? ['PINNED'] : [])];
}

/** A row a tag; one without a tag for an image that has none. */
function imageRows(invocation: CrictlInvocation, image: ListedImage): string[][] {
  const { flags } = invocation;
  const short = (digest: string) => (flags.bool('no-trunc') ? digest : digest.replace('sha256:', '').slice(0, SHORT));
  const [repository = '<none>', digest = '<none>'] = image.repoDigests[0]?.split('@') ?? [];
  const tags = image.repoTags.length === 0 ? [`${repository}:<none>`] : image.repoTags;
  return tags.map((name) => {
    const at = name.lastIndexOf(':');
    return [
      name.slice(0, at),
      name.slice(at + 1),
      ...(flags.bool('digests') ? [short(digest)] : []),
      short(image.id),
      decimalSize(image.sizeBytes, 3),
      ...(flags.bool('pinned') ? [String(isPause(image.repoTags))] : []),
    ];
  });
}

function imageText({ id, repoTags, repoDigests, sizeBytes }: ListedImage): string {
  const tags = repoTags.map((tag) => `RepoTags: ${tag}\n`).join('');
  const digests = repoDigests.map((digest) => `RepoDigests: ${digest}\n`).join('');
  return `ID: ${id}\n${tags}${digests}Size: ${sizeBytes}\n\n`;
}

export const lists: readonly CrictlCommand[] = [ps, pods, images];
