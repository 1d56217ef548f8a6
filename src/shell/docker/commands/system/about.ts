/** docker version and docker info. */
import { binarySize } from '../../../../base/units';
import type { Json, JsonObject } from '../../../../engine/docker/daemon';
import { GoStruct } from '../../../templates/goStruct';
import { goTemplate } from '../../../templates/goTemplate';
import { BUILD_TIME, CLIENT_API_VERSION, CLIENT_VERSION, GIT_COMMIT, GO_VERSION } from '../../client/clientVersion';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { dockerFunctions, jsonText } from '../../format/dockerFunctions';
import { inspectFormatFlag } from '../../options/sharedFlags';

/** The exit status of a template that cannot be parsed. */
const BAD_TEMPLATE = 64;

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
    } else if (format === 'json') print(`${jsonText({ Client: own, Server: server ?? null })}\n`);
    else {
      try {
        print(templated(format, 'version', 'system.versionInfo', { Client: own, Server: server ?? null }));
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

function clientFacts(): JsonObject {
  return {
    Version: CLIENT_VERSION,
    ApiVersion: CLIENT_API_VERSION,
    DefaultAPIVersion: CLIENT_API_VERSION,
    GitCommit: GIT_COMMIT,
    GoVersion: GO_VERSION,
    Os: 'linux',
    Arch: 'amd64',
    BuildTime: builtText(BUILD_TIME),
    Context: 'default',
  };
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

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-05-07T21:09:36.000000000+00:00` as `Thu May  7 21:09:36 2026`. */
function builtText(stamp: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(stamp) ?? [];
  if (year === undefined) return stamp;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  // Zeller's rule, with Sunday as 0.
  const shifted = m < 3 ? m + 12 : m;
  const inYear = m < 3 ? y - 1 : y;
  const weekday =
    (d +
      Math.floor((13 * (shifted + 1)) / 5) +
      inYear +
      Math.floor(inYear / 4) -
      Math.floor(inYear / 100) +
      Math.floor(inYear / 400) +
      6) %
    7;
  return `${DAYS[weekday]} ${MONTHS[m - 1]} ${String(d).padStart(2)} ${time} ${year}`;
}

/** A template over documents of the API, in the words of the command's own template. */
function templated(format: string, name: string, type: string, document: JsonObject): string {
  const parsed = goTemplate(format.replaceAll('\\t', '\t').replaceAll('\\n', '\n'), {
    name,
    allowMissing: true,
    functions: dockerFunctions,
  });
  if (!parsed.ok) throw new CliFailure(`template parsing error: ${parsed.error}`, BAD_TEMPLATE);
  const printed = parsed.value(structOf(type, document));
  if (!printed.ok) throw new CliFailure(printed.error);
  return `${printed.value}\n`;
}

function structOf(type: string, document: JsonObject): GoStruct {
  const fields = Object.entries(document).map(([name, value]) => {
    const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [name, () => (plain ? structOf(`*${name}`, value as JsonObject) : value)] as const;
  });
  return new GoStruct(type, new Map(fields), { json: document });
}

export const info: DockerCommand = {
  name: 'info',
  usage: '[OPTIONS]',
  short: 'Display system-wide information',
  calls: 'docker system info, docker info',
  args: { exactly: 0 },
  flags: [inspectFormatFlag],
  *run({ flags, client, print }) {
    const format = flags.string('format');
    if (format === '')
      print(
        `Client:\n Version:    ${CLIENT_VERSION}\n Context:    default\n Debug Mode: false\n Plugins:\n  compose: Docker Compose (Docker Inc.)\n    Version:  2.40.3-3\n\nServer:\n`,
      );
    const facts = yield* client.ask('GET /info', (daemon) => daemon.info());
    if (format === 'json') print(`${jsonText(facts)}\n`);
    else if (format !== '') print(templated(format, '', 'system.dockerInfo', facts));
    else print(infoText(facts));
    return 0;
  },
};

function infoText(facts: JsonObject): string {
  const rows: readonly (readonly [string, Json | undefined])[] = [
    ['Containers', facts['Containers']],
    [' Running', facts['ContainersRunning']],
    [' Paused', facts['ContainersPaused']],
    [' Stopped', facts['ContainersStopped']],
    ['Images', facts['Images']],
    ['Server Version', facts['ServerVersion']],
    ['Storage Driver', facts['Driver']],
    ['Logging Driver', facts['LoggingDriver']],
    ['Cgroup Driver', facts['CgroupDriver']],
    ['Cgroup Version', facts['CgroupVersion']],
    ['Default Runtime', facts['DefaultRuntime']],
    ['Kernel Version', facts['KernelVersion']],
    ['Operating System', facts['OperatingSystem']],
    ['OSType', facts['OSType']],
    ['Architecture', facts['Architecture']],
    ['CPUs', facts['NCPU']],
    ['Total Memory', binarySize(Number(facts['MemTotal'] ?? 0))],
    ['Name', facts['Name']],
    ['ID', facts['ID']],
    ['Docker Root Dir', facts['DockerRootDir']],
    ['Debug Mode', facts['Debug']],
    ['Live Restore Enabled', facts['LiveRestoreEnabled']],
  ];
  const known = rows.filter(([, value]) => value !== undefined && value !== '');
  return `${known.map(([name, value]) => ` ${name}: ${String(value)}\n`).join('')}\n`;
}
