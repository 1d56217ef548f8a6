/** What the daemon says of itself: `docker version`. A current engine, with the API that the client speaks. */
import { KERNEL_RELEASE } from '../processes/procMachine';
import type { JsonObject } from './daemon';

export const ENGINE_VERSION = '28.2.2';
const API_VERSION = '1.50';
const LEAST_API_VERSION = '1.24';
const GIT_COMMIT = '45873be';
const GO_VERSION = 'go1.24.3';
const BUILT = '2025-05-30T12:07:27.000000000+00:00';
const CONTAINERD = { Version: '1.7.27', GitCommit: '05044ec0a9a75232cad458027ca83437aae3f4da' };
const RUNC = { Version: '1.2.5', GitCommit: 'v1.2.5-0-g59923ef' };
const INIT = { Version: '0.19.0', GitCommit: 'de40ad0' };

export function versionDocument(): JsonObject {
  const engine = {
    ApiVersion: API_VERSION,
    Arch: 'amd64',
    BuildTime: BUILT,
    Experimental: 'false',
    GitCommit: GIT_COMMIT,
    GoVersion: GO_VERSION,
    KernelVersion: KERNEL_RELEASE,
    MinAPIVersion: LEAST_API_VERSION,
    Os: 'linux',
  };
  const part = (name: string, { Version, GitCommit }: typeof INIT) => ({ Name: name, Version, Details: { GitCommit } });
  return {
    Platform: { Name: 'Docker Engine - Community' },
    Version: ENGINE_VERSION,
    ApiVersion: API_VERSION,
    MinAPIVersion: LEAST_API_VERSION,
    Os: 'linux',
    Arch: 'amd64',
    BuildTime: BUILT,
    GitCommit: GIT_COMMIT,
    GoVersion: GO_VERSION,
    KernelVersion: KERNEL_RELEASE,
    Components: [
      { Name: 'Engine', Version: ENGINE_VERSION, Details: engine },
      part('containerd', CONTAINERD),
      part('runc', RUNC),
      part('docker-init', INIT),
    ],
  };
}

export const componentCommits = { containerd: CONTAINERD.GitCommit, runc: RUNC.GitCommit, init: INIT.GitCommit };
