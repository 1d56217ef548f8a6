/** Switching add-ons on and off, and knowing which are on: what the cluster holds says so. */
import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { addons } from '../addonList';
import { exitingDueTo, exits } from '../failure';
import type { MinikubeInvocation } from '../minikubeCommand';
import { adminConnection } from '../waiting';
import { type AddonManifest, collectionOf } from './manifest';

/** How often pods are looked at, and how long at most, in milliseconds. */
const LOOK_EVERY = 500;
const LONGEST = 360_000;

/** Names of those that are on. */
export function* enabledAddons(invocation: MinikubeInvocation): Routine<readonly string[]> {
  const on: string[] = [];
  for (const { name, manifest, partOfCluster } of addons) {
    if (partOfCluster === true || (manifest !== undefined && (yield* isOn(invocation, manifest)))) on.push(name);
  }
  return on;
}

export function* isOn(invocation: MinikubeInvocation, { mark }: AddonManifest): Routine<boolean> {
  const { code } = yield* adminConnection(invocation).request({ method: 'GET', path: mark });
  return code === 200;
}

/** Brings its objects into the cluster; those that are there already stay. */
export function* switchOn(invocation: MinikubeInvocation, name: string, manifest: AddonManifest): Routine<void> {
  const { out } = invocation;
  for (const image of manifest.images) out.step('subStep', `Using image ${image}`);
  const connection = adminConnection(invocation);
  for (const object of manifest.objects) {
    const { code, body } = yield* connection.request({ method: 'POST', path: collectionOf(object), body: object });
    if (code < 300 || code === 409) continue;
    throw failed(name, (body as { readonly message?: string } | undefined)?.message ?? `answer ${code}`);
  }
  if (manifest.waitsFor !== undefined) yield* verify(invocation, name, manifest.waitsFor);
  if (manifest.note !== undefined) out.step('information', manifest.note);
}

/** Takes them away, what was made last first. */
export function* switchOff(invocation: MinikubeInvocation, manifest: AddonManifest): Routine<void> {
  const connection = adminConnection(invocation);
  for (const object of [...manifest.objects].reverse()) {
    const { name } = object.metadata;
    yield* connection.request({ method: 'DELETE', path: `${collectionOf(object)}/${encodeURIComponent(name)}` });
  }
}

/** Waits until all of its pods run, or are through. */
function* verify(
  invocation: MinikubeInvocation,
  name: string,
  { namespace, labelSelector }: NonNullable<AddonManifest['waitsFor']>,
): Routine<void> {
  const { out, process } = invocation;
  out.step('verifying', `Verifying ${name} addon...`);
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const end = process.clock.now + LONGEST;
  while (process.clock.now < end) {
    const answer = yield* adminConnection(invocation).request({ method: 'GET', path, query: { labelSelector } });
    const pods = answer.code === 200 ? (answer.body as { readonly items: readonly Pod[] }).items : [];
    if (pods.length > 0 && pods.every(isUp)) return;
    yield* sleep(process.clock, LOOK_EVERY);
  }
  throw failed(name, `waiting for ${labelSelector} pods: context deadline exceeded`);
}

/** minikube asks for the phase alone: a pod that runs need not be ready yet. */
function isUp({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Running';
}

function failed(name: string, why: string): Error {
  return exitingDueTo(
    'MK_ADDON_ENABLE',
    exits.guestError,
    `enable failed: run callbacks: running callbacks: [${name}: ${why}]`,
  );
}
