/** docker version. */
import type { Json, JsonObject } from '../../../../engine/docker/daemon';
import { GoStruct } from '../../../templates/goStruct';
import { CLIENT_API_VERSION, clientFacts } from '../../client/clientVersion';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { builtText } from '../../format/builtText';
import { jsonText } from '../../format/dockerFunctions';
import { BAD_TEMPLATE, factsText } from '../../format/factsText';
import { factsView } from '../../format/goView';
import { inspectFormatFlag } from '../../options/sharedFlags';

export const version: DockerCommand = {
  name: 'version',
  usage: '[OPTIONS]',
  short: 'Show the Docker version information',
  args: { exactly: 0 },
  flags: [inspectFormatFlag],
  *run({ flags, client, print }) {
    const format = flags.string('format');
    const own = clientFacts();
    let server: JsonObject | undefined;
    let problem: CliFailure | undefined;
    try {
      server = yield* client.ask('GET /version', (daemon) => daemon.version());
    } catch (thrown) {
      if (!(thrown instanceof CliFailure)) throw thrown;
      problem = thrown;
    }
    const api = String(server?.['ApiVersion'] ?? CLIENT_API_VERSION);
    const used = api === CLIENT_API_VERSION ? api : `${api} (downgraded from ${CLIENT_API_VERSION})`;
    if (format === '') {
      print(clientText(own, used));
      if (server !== undefined) print(serverText(server));
    } else if (format === 'json') print(`${jsonText(versionInfo(own, server))}\n`);
    else {
      try {
        print(factsText(format, 'version', versionInfo(own, server)));
      } catch (thrown) {
        if (thrown instanceof CliFailure && thrown.code === BAD_TEMPLATE) throw thrown;
        print('\n');
        throw problem ?? thrown;
      }
    }
    if (problem !== undefined) throw problem;
    return 0;
  },
};

/** Both sides as the client's types have them. */
function versionInfo(own: JsonObject, server: JsonObject | undefined): GoStruct {
  const client = factsView('system.clientVersion', renamed(own), own);
  const json = server === undefined ? {} : inClientOrder(server);
  const theirs =
    server === undefined
      ? new GoStruct('*types.Version', new Map(), { isNil: true })
      : factsView('*types.Version', renamed(json), json);
  return new GoStruct(
    'system.versionInfo',
    new Map([
      ['Client', () => client],
      ['Server', () => theirs],
    ]),
  );
}

/** The field's name in Go. */
function renamed(document: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name === 'ApiVersion' ? 'APIVersion' : name, value]),
  );
}

const ORDER =
  'Platform Components Version ApiVersion MinAPIVersion GitCommit GoVersion Os Arch KernelVersion BuildTime';

function inClientOrder(server: JsonObject): JsonObject {
  return Object.fromEntries(ORDER.split(' ').map((name) => [name, server[name] ?? null]));
}

function lines(indent: string, rows: readonly (readonly [string, Json | undefined])[]): string {
  return rows.map(([name, value]) => `${indent}${`${name}:`.padEnd(18)} ${String(value ?? '')}\n`).join('');
}

function clientText(own: JsonObject, api: string): string {
  const rows = [
    ['Version', own['Version']],
    ['API version', api],
    ['Go version', own['GoVersion']],
    ['Git commit', own['GitCommit']],
    ['Built', own['BuildTime']],
    ['OS/Arch', `${own['Os']}/${own['Arch']}`],
    ['Context', own['Context']],
  ] as const;
  return `Client:\n${lines(' ', rows)}`;
}

function serverText(server: JsonObject): string {
  const components = (server['Components'] ?? []) as readonly JsonObject[];
  const texts = components.map((component) => {
    const details = (component['Details'] ?? {}) as JsonObject;
    const name = String(component['Name']);
    if (name === 'Engine') {
      const rows = [
        ['Version', component['Version']],
        ['API version', `${details['ApiVersion']} (minimum version ${details['MinAPIVersion']})`],
        ['Go version', details['GoVersion']],
        ['Git commit', details['GitCommit']],
        ['Built', builtText(String(details['BuildTime'] ?? ''))],
        ['OS/Arch', `${details['Os']}/${details['Arch']}`],
        ['Experimental', details['Experimental']],
      ] as const;
      return ` Engine:\n${lines('  ', rows)}`;
    }
    return ` ${name}:\n${lines('  ', [
      ['Version', component['Version']],
      ['GitCommit', details['GitCommit']],
    ])}`;
  });
  return `\nServer:\n${texts.join('')}`;
}
