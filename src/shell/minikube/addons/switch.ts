/** Switching add-ons on and off, and knowing which are on: what the cluster holds says so. */
import type { Routine } from '../../../engine/processes/routine';
import { addons } from '../addonList';
import { exitingDueTo, exits } from '../failure';
import type { MinikubeInvocation } from '../minikubeCommand';
import { adminConnection } from '../waiting';
import type { AddonManifest } from './manifest';

/** Names of those that are on. */
export function* enabledAddons(invocation: MinikubeInvocation): Routine<readonly string[]> {
  const on: string[] = [];
  for (const { name, manifest } of addons) {
    if (manifest !== undefined && (yield* isOn(invocation, manifest))) on.push(name);
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
  for (const { path, object } of manifest.objects) {
    const { code, body } = yield* connection.request({ method: 'POST', path, body: object });
    if (code < 300 || code === 409) continue;
    const message = (body as { readonly message?: string } | undefined)?.message ?? `answer ${code}`;
    throw exitingDueTo(
      'MK_ADDON_ENABLE',
      exits.guestError,
      `enable failed: run callbacks: running callbacks: [${name}: ${message}]`,
    );
  }
  if (manifest.note !== undefined) out.step('information', manifest.note);
}

/** Takes them away, what was made last first. */
export function* switchOff(invocation: MinikubeInvocation, manifest: AddonManifest): Routine<void> {
  const connection = adminConnection(invocation);
  for (const { path, object } of [...manifest.objects].reverse()) {
    yield* connection.request({ method: 'DELETE', path: `${path}/${object.metadata.name}` });
  }
}
