/** docker info. */
import { binarySize } from '../../../../base/units';
import type { Json, JsonObject } from '../../../../engine/docker/daemon';
import type { GoStruct } from '../../../templates/goStruct';
import { clientFacts, plugins } from '../../client/clientVersion';
import type { DockerCommand } from '../../dockerCommand';
import { jsonText } from '../../format/dockerFunctions';
import { factsText } from '../../format/factsText';
import { factsView } from '../../format/goView';
import { inspectFormatFlag } from '../../options/sharedFlags';

export const info: DockerCommand = {
  name: 'info',
  usage: '[OPTIONS]',
  short: 'Display system-wide information',
  calls: 'docker system info, docker info',
  args: { exactly: 0 },
  flags: [inspectFormatFlag],
  *run({ flags, client, print }) {
    const format = flags.string('format');
    if (format === '') print(clientText());
    const facts = yield* client.ask('GET /info', (daemon) => daemon.info());
    const whole = infoView(facts);
    if (format === 'json') print(`${jsonText(whole)}\n`);
    else print(format === '' ? infoText(facts) : factsText(format, '', whole));
    return 0;
  },
};

function infoView(facts: JsonObject): GoStruct {
  const { Version, DefaultAPIVersion, GitCommit, GoVersion, Os, Arch, BuildTime, Context } = clientFacts();
  const own = { Version, DefaultAPIVersion, GitCommit, GoVersion, Os, Arch, BuildTime, Context };
  const ClientInfo = { Debug: false, ...own, Plugins: plugins, Warnings: null } as JsonObject;
  const fields = Object.entries(facts).map(([name, value]) => [name.replace(/^Http(s?)P/, httpField), value] as const);
  const errors = { ServerErrors: null, ClientErrors: null };
  return factsView(
    'system.dockerInfo',
    { ...Object.fromEntries(fields), ...errors, ClientInfo },
    { ...facts, ClientInfo },
  );
}

/** The field's name in Go. */
function httpField(_: string, secure: string): string {
  return `HTTP${secure.toUpperCase()}P`;
}

function clientText(): string {
  const { Version, Context } = clientFacts();
  const found = plugins.map(
    (one) =>
      `  ${one['Name']}: ${one['ShortDescription']} (${one['Vendor']})\n    Version:  ${one['Version']}\n    Path:     ${one['Path']}\n`,
  );
  const own = ` Version:    ${Version}\n Context:    ${Context}\n Debug Mode: false\n Plugins:\n`;
  return `Client:\n${own}${found.join('')}\nServer:\n`;
}

type Row = readonly [name: string, value: Json | undefined];

function infoText(facts: JsonObject): string {
  const commit = (name: string) => (facts[name] as JsonObject | undefined)?.['ID'];
  const plugged = facts['Plugins'] as Readonly<Record<string, readonly string[]>>;
  const words = (list: readonly string[] | undefined) => (list ?? []).join(' ');
  const registries = facts['RegistryConfig'] as JsonObject;
  const rows: readonly Row[] = [
    ['Containers', facts['Containers']],
    [' Running', facts['ContainersRunning']],
    [' Paused', facts['ContainersPaused']],
    [' Stopped', facts['ContainersStopped']],
    ['Images', facts['Images']],
    ['Server Version', facts['ServerVersion']],
    ['Storage Driver', facts['Driver']],
    ...(facts['DriverStatus'] as readonly (readonly [string, string])[]).map(
      ([name, value]): Row => [` ${name}`, value],
    ),
    ['Logging Driver', facts['LoggingDriver']],
    ['Cgroup Driver', facts['CgroupDriver']],
    ['Cgroup Version', facts['CgroupVersion']],
    ['Plugins', HEADING],
    [' Volume', words(plugged['Volume'])],
    [' Network', words(plugged['Network'])],
    [' Log', words(plugged['Log'])],
    ...listed('CDI spec directories', facts['CDISpecDirs'] as readonly string[]),
    ['Swarm', (facts['Swarm'] as JsonObject)['LocalNodeState']],
    ['Runtimes', words(Object.keys(facts['Runtimes'] as JsonObject))],
    ['Default Runtime', facts['DefaultRuntime']],
    ['Init Binary', facts['InitBinary']],
    ['containerd version', commit('ContainerdCommit')],
    ['runc version', commit('RuncCommit')],
    ['init version', commit('InitCommit')],
    ['Security Options', HEADING],
    ...(facts['SecurityOptions'] as readonly string[]).flatMap(securityRows),
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
    ['Experimental', facts['ExperimentalBuild']],
    ...listed('Insecure Registries', registries['InsecureRegistryCIDRs'] as readonly string[]),
    ['Live Restore Enabled', facts['LiveRestoreEnabled']],
  ];
  const known = rows.filter(([, value]) => value !== undefined && value !== '');
  return `${known.map(([name, value]) => ` ${name}${BARE.has(value) ? '' : ':'}${shown(value)}\n`).join('')}\n`;
}

/** Stands for lines that only begin what is below, with a colon and without. */
const HEADING = ' heading';
const ALONE = ' alone';
const BARE: ReadonlySet<Json | undefined> = new Set([ALONE]);

function shown(value: Json | undefined): string {
  return value === HEADING || value === ALONE ? '' : ` ${String(value)}`;
}

function listed(name: string, values: readonly string[]): readonly Row[] {
  return [[name, HEADING], ...values.map((value): Row => [` ${value}`, ALONE])];
}

/** `name=seccomp,profile=builtin` */
function securityRows(option: string): readonly Row[] {
  const [name, ...others] = option.split(',').map((part) => part.split('='));
  return [
    [` ${name?.[1] ?? ''}`, ALONE],
    ...others.map(([key = '', value = '']): Row => [`  ${key.charAt(0).toUpperCase()}${key.slice(1)}`, value]),
  ];
}
