/** The learner's home directory as it is found on the first day. */
import { encodeTextBase64 } from '../base/base64';
import type { Machine } from '../engine/machine';
import { executableText } from '../engine/processes/executable';
import type { ClusterProfile } from '../engine/profile';

export const HOME = '/home/learner';

const BASHRC = `# ~/.bashrc: read by each interactive shell.

# the prompt: who, where, which directory
PS1='\\[\\e[36m\\]\\u@\\h\\[\\e[0m\\]:\\w\\$ '

# don't keep what begins with a blank, nor the same line twice
HISTCONTROL=ignoreboth
HISTSIZE=1000

alias ls='ls --color=auto'
alias ll='ls -l'
alias la='ls -A'
alias grep='grep --color=auto'

# kubectl: the short name, and Tab completion for both
alias k=kubectl
source <(kubectl completion bash 2>/dev/null)
complete -o default -F __start_kubectl k
`;

const PROFILE = `# ~/.profile: read by login shells.
if [ -n "$BASH_VERSION" ] && [ -f "$HOME/.bashrc" ]; then
  . "$HOME/.bashrc"
fi
`;

/** Writes the files of a new home, and makes the laptop's own tools known. Files that are there already are kept. */
export function prepareHome(machine: Machine, profile: ClusterProfile): void {
  const { files } = machine;
  files.makeDirectory(`${HOME}/.kube`, { parents: true });
  for (const [path, text] of [
    ['.bashrc', BASHRC],
    ['.profile', PROFILE],
    ['.kube/config', kubeconfig(profile)],
  ] as const) {
    if (!files.stat(`${HOME}/${path}`).ok)
      files.write(`${HOME}/${path}`, text, { mode: path === '.kube/config' ? 0o600 : 0o644 });
  }
  files.makeDirectory('/usr/local/bin', { parents: true });
  files.write('/usr/local/bin/kubectl', executableText('kubectl'), { mode: 0o755 });
}

/** The environment of a shell on the laptop, before any startup file. */
export function laptopEnvironment(profile: ClusterProfile): Map<string, string> {
  const socket = profile.docker?.socket;
  return new Map([
    ...(socket === undefined ? [] : [['DOCKER_HOST', socket] as const]),
    ['HOME', HOME],
    ['USER', 'learner'],
    ['LOGNAME', 'learner'],
    ['SHELL', '/bin/bash'],
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['LANG', 'C.UTF-8'],
    ['PWD', HOME],
  ]);
}

/** Who the administrator is, as kubeadm and minikube write it into their certificates. */
function subjectOf({ userName }: ClusterProfile): string {
  return userName === 'minikube' ? 'O=system:masters, CN=minikube-user' : `O=kubeadm:cluster-admins, CN=${userName}`;
}

export function kubeconfig(profile: ClusterProfile): string {
  const certificate = (name: string, subject: string) =>
    encodeTextBase64(
      `Subject: ${subject}\n-----BEGIN CERTIFICATE-----\n${encodeTextBase64(`the simulated certificate of ${name}`)}\n-----END CERTIFICATE-----\n`,
    );
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${certificate('the cluster', 'CN=kubernetes')}
    server: ${profile.server}
  name: ${profile.clusterName}
contexts:
- context:
    cluster: ${profile.clusterName}
    user: ${profile.userName}
  name: ${profile.context}
current-context: ${profile.context}
kind: Config
preferences: {}
users:
- name: ${profile.userName}
  user:
    client-certificate-data: ${certificate(profile.userName, subjectOf(profile))}
    client-key-data: ${encodeTextBase64('-----BEGIN RSA PRIVATE KEY-----\nsimulated\n-----END RSA PRIVATE KEY-----\n')}
`;
}
