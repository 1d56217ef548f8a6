/** The program of the image `registry`: a registry on port 5000 that keeps everything in its files. */
import { formatTime } from '../../base/time';
import { untilSignalled } from '../containers/images/untilSignalled';
import type { Process, Program } from '../processes/process';
import type { ContentStore } from './contentStore';
import { FileStorage } from './fileStorage';
import { registryServer } from './httpApi';

const VERSION = '2.8.3';
/** How long it thinks about an answer, in milliseconds. */
const THINKING = 0.5;

export function registryProgram(contents: ContentStore): Program {
  return function* (process) {
    const log = (message: string, more = '') =>
      process.stderr.write(
        `time="${formatTime(process.clock.now)}" level=info msg="${message}" go.version=go1.20.8 ${more}version=${VERSION}\n`,
      );
    const port = Number((process.env.get('REGISTRY_HTTP_ADDR') ?? ':5000').replace(/^.*:/, ''));
    const server = registryServer({
      storage: new FileStorage(process.files, contents),
      contents,
      after: (answer) => process.clock.after(THINKING, answer),
      log: (request, response) => {
        const details = `http.request.method=${request.method} http.request.uri="${request.path}" http.response.status=${response.status} `;
        log('response completed', details);
      },
    });
    const owner = { pid: process.pid, argv: process.argv };
    const listening = process.network.listen(port, server, { owner });
    if (!listening.ok) {
      process.stderr.write(
        `time="${formatTime(process.clock.now)}" level=fatal msg="listen tcp :${port}: bind: address already in use"\n`,
      );
      return 1;
    }
    log(`listening on [::]:${port}`);
    try {
      return yield* served(process);
    } finally {
      listening.value();
    }
  };
}

function* served(process: Process) {
  yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
  return 0;
}
