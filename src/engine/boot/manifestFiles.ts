/** The files in which a control plane node holds what its kubelet is to run by itself. */
import { dump } from 'js-yaml';
import type { Pod } from '../../kinds/pod';
import type { MountedFiles } from '../files/mountedFiles';

const DIRECTORY = '/etc/kubernetes/manifests';
/** Where a manifest lies that was taken away for a while. */
const ASIDE = '/etc/kubernetes/stopped';

/** A pod as kubeadm writes it down. */
export function manifestText(pod: Pod): string {
  return dump({ ...pod, status: {} }, { noRefs: true, lineWidth: -1 });
}

/** Takes a manifest out of the directory; the kubelet ends its pod. */
export function takeManifest(files: MountedFiles, name: string): void {
  const path = `${DIRECTORY}/${name}.yaml`;
  const text = files.read(path);
  if (!text.ok) return;
  files.makeDirectory(ASIDE, { parents: true });
  files.write(`${ASIDE}/${name}.yaml`, text.value, { mode: 0o600 });
  files.remove(path);
}

/** Puts it back as it was, or else as it was in the beginning. */
export function giveManifest(files: MountedFiles, name: string, original: string): void {
  const path = `${DIRECTORY}/${name}.yaml`;
  if (files.stat(path).ok) return;
  const aside = files.read(`${ASIDE}/${name}.yaml`);
  files.makeDirectory(DIRECTORY, { parents: true });
  files.write(path, aside.ok ? aside.value : original, { mode: 0o600 });
  if (aside.ok) files.remove(`${ASIDE}/${name}.yaml`);
}
