/** The version that this kubectl is like. */
export const clientVersion = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0',
  gitCommit: 'cd13ec4ae44e35ce12aefbb05627be4474ff2b1f',
  gitTreeState: 'archive',
  buildDate: '2026-11-21T06:41:27Z',
  goVersion: 'go1.24.4',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const;

export const kustomizeVersion = 'v5.5.0';
