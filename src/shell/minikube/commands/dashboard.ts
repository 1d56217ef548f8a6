/** minikube dashboard: switches the add-on on, waits for it, and leads the browser to it until it is interrupted. */
import { sleep } from '../../../engine/processes/kernel';
import { Pipe } from '../../../engine/processes/pipe';
import type { Process } from '../../../engine/processes/process';
import type { Routine } from '../../../engine/processes/routine';
import type { Deployment } from '../../../kinds/deployment';
import { startProgram } from '../../programs';
import { dashboardManifest } from '../addons/dashboard';
import { isOn, switchOn } from '../addons/switch';
import { healthyNodes } from '../cluster';
import { exitingDueTo, exits } from '../failure';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';
import { adminConnection } from '../waiting';

/** How often it is looked, and how long at most, in milliseconds. */
const LOOK_EVERY = 1000;
const LONGEST = 600_000;
/** What the proxy takes to begin. */
const PROXY_TIME = 300;
const PATH = '/api/v1/namespaces/kubernetes-dashboard/services/http:kubernetes-dashboard:/proxy/';

export const dashboard: MinikubeCommand = {
  name: 'dashboard',
  group: 'Basic',
  short: 'Open the Kubernetes dashboard of the cluster, until Ctrl-C',
  flags: [
    { name: 'url', type: 'bool', usage: 'Print the URL instead of opening a browser' },
    { name: 'port', type: 'int', default: 0, usage: 'The port of the proxy; any that is free when 0' },
  ],
  *run(invocation) {
    healthyNodes(invocation);
    const { flags, out, process, services } = invocation;
    if (!(yield* isOn(invocation, dashboardManifest))) {
      out.step('enabling', 'Enabling dashboard ...');
      yield* switchOn(invocation, 'dashboard', dashboardManifest);
    }
    out.step('verifying', 'Verifying dashboard health ...');
    yield* waitForDashboard(invocation);
    out.step('launch', 'Launching proxy ...');
    const port = flags.int('port') === 0 ? process.network.freePort() : flags.int('port');
    const proxy = startProxy(invocation, port);
    let interrupted = false;
    const stops = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) =>
      process.handle(signal, () => {
        interrupted = true;
        if (proxy.exit === undefined) proxy.kernel.signal(proxy.pid, 'SIGTERM');
      }),
    );
    let leave: (() => void) | undefined;
    try {
      out.step('verifying', 'Verifying proxy health ...');
      yield* sleep(process.clock, PROXY_TIME);
      const url = `http://127.0.0.1:${port}${PATH}`;
      if (proxy.exit !== undefined && !interrupted) {
        throw exitingDueTo('HOST_KUBECTL_PROXY', exits.hostError, 'kubectl proxy could not be started');
      }
      if (flags.bool('url')) out.plain(`${url}\n`);
      else if (!interrupted) {
        out.step('celebrate', `Opening ${url} in your default browser...`);
        if (services.browser === undefined) {
          throw exitingDueTo('HOST_BROWSER', exits.hostError, 'failed to open browser: there is no page to show it in');
        }
        leave = services.browser.open(url);
      }
      while (proxy.exit === undefined) yield (wake) => proxy.onExit(wake);
      return interrupted ? exits.interrupted : 0;
    } finally {
      leave?.();
      if (proxy.exit === undefined) proxy.kernel.signal(proxy.pid, 'SIGTERM');
      for (const stop of stops) stop();
    }
  },
};

/** Waits until a pod of it is ready. */
function* waitForDashboard(invocation: MinikubeInvocation): Routine<void> {
  const { clock } = invocation.process;
  const end = clock.now + LONGEST;
  while (clock.now < end) {
    const { code, body } = yield* adminConnection(invocation).request({ method: 'GET', path: dashboardManifest.mark });
    if (code === 200 && ((body as Deployment).status?.readyReplicas ?? 0) > 0) return;
    yield* sleep(clock, LOOK_EVERY);
  }
  throw exitingDueTo(
    'SVC_URL_TIMEOUT',
    exits.serviceUnreachable,
    'http://127.0.0.1/ is not accessible: Temporary Error: no ready pod of the dashboard',
  );
}

/** `kubectl proxy`, as minikube runs it: what it prints is for nobody. */
function startProxy({ process, machines }: MinikubeInvocation, port: number): Process {
  const nothing = new Pipe();
  nothing.close();
  const words = ['kubectl', '--context', machines.profile.context, 'proxy', `--port=${port}`];
  const started = startProgram(process, words, { stdin: nothing, stdout: new Pipe(), stderr: new Pipe() });
  if (started.ok) return started.value;
  throw exitingDueTo(
    'HOST_KUBECTL_PROXY',
    exits.hostError,
    'kubectl not found in PATH, but is required for the dashboard',
  );
}
