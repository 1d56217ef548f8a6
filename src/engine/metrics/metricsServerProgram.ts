/** metrics-server as a program: what runs in the pod of the add-on. While it runs, the API has metrics.k8s.io. */
import type { LocalApiServer } from '../apiserver/apiServer';
import { untilSignalled } from '../containers/images/untilSignalled';
import type { HttpServer } from '../network/namespace';
import type { Program } from '../processes/process';

/** What it does where nothing else is said. */
const USUAL_PORT = 10_250;
const USUAL_RESOLUTION = 60;

/**
 * Makes the program, to be put into the nodes' kernels under the name `metrics-server`. It heeds `--secure-port` and
 * `--metric-resolution`.
 *
 * Simplified: the API server doesn't go through its service, but asks it directly.
 */
export function metricsServerProgram(api: LocalApiServer): Program {
  return function* (process) {
    const port = Number(flag(process.argv, 'secure-port') ?? USUAL_PORT);
    const seconds = Number.parseFloat(flag(process.argv, 'metric-resolution') ?? `${USUAL_RESOLUTION}`);
    const metrics = api.startMetrics(seconds * 1000);
    const health: HttpServer = ({ path }, _peer, respond) => {
      const known = path === '/livez' || path === '/readyz' || path === '/healthz';
      const ready = path !== '/readyz' || metrics.ready;
      respond({ status: known ? (ready ? 200 : 500) : 403, headers: {}, body: known && ready ? 'ok' : '' });
    };
    const listening = process.network.listen(port, health, { owner: process });
    try {
      if (!listening.ok) {
        process.stderr.write(
          `panic: failed to create listener: listen tcp 0.0.0.0:${port}: bind: address already in use\n`,
        );
        return 2;
      }
      process.stderr.write(`Serving securely on [::]:${port}\n`);
      yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
      return 0;
    } finally {
      metrics.stop();
      if (listening.ok) listening.value();
    }
  };
}

function flag(argv: readonly string[], name: string): string | undefined {
  const start = `--${name}=`;
  return argv.find((argument) => argument.startsWith(start))?.slice(start.length);
}
