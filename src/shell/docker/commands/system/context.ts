/** docker context: here there is only the one that leads to the machine's own daemon. */
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { indentedJson } from '../../format/inspectFormat';
import { formatList, type ListFormat } from '../../format/listFormat';
import { atOnce } from '../../options/atOnce';
import { formatFlag, inspectFormatFlag, quietFlag } from '../../options/sharedFlags';

const USUAL = 'table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}';

const ls: DockerCommand = {
  name: 'ls',
  aliases: ['list'],
  usage: '[OPTIONS]',
  short: 'List contexts',
  calls: 'docker context ls, docker context list',
  args: { exactly: 0 },
  flags: [formatFlag, quietFlag('Print names only')],
  run: ({ flags, client, print }) =>
    atOnce(() => {
      const given = flags.string('format');
      const format = given === '' || given === 'table' ? (flags.bool('quiet') ? '{{.Name}}' : USUAL) : given;
      print(formatList(format, contexts(client.host), ['default']));
      return 0;
    }),
};

function contexts(host: string): ListFormat<string> {
  return {
    type: '*formatter.clientContextContext',
    fields: [
      { name: 'Current', value: () => true },
      { name: 'Description', heading: 'DESCRIPTION', value: () => 'Current DOCKER_HOST based configuration' },
      { name: 'DockerEndpoint', heading: 'DOCKER ENDPOINT', value: () => host },
      { name: 'Error', heading: 'ERROR', value: () => '' },
      { name: 'Name', heading: 'NAME', value: (name) => name },
    ],
  };
}

const show: DockerCommand = {
  name: 'show',
  usage: '',
  short: 'Print the name of the current context',
  args: { exactly: 0 },
  flags: [],
  run: ({ print }) =>
    atOnce(() => {
      print('default\n');
      return 0;
    }),
};

const use: DockerCommand = {
  name: 'use',
  usage: 'CONTEXT',
  short: 'Make a context the current one',
  args: { exactly: 1 },
  flags: [],
  run: ({ args, print, printError }) =>
    atOnce(() => {
      const [name = ''] = args;
      if (name !== 'default') throw unknown(name);
      print('default\n');
      printError('Current context is now "default"\n');
      return 0;
    }),
};

const inspect: DockerCommand = {
  name: 'inspect',
  usage: '[OPTIONS] [CONTEXT] [CONTEXT...]',
  short: 'Show what a context is made of',
  flags: [{ ...inspectFormatFlag, notSimulated: true }],
  run: ({ args, client, print }) =>
    atOnce(() => {
      const wrong = args.find((name) => name !== 'default');
      if (wrong !== undefined) throw unknown(wrong);
      const memory = '<IN MEMORY>';
      const document = {
        Name: 'default',
        Metadata: {},
        Endpoints: { docker: { Host: client.host, SkipTLSVerify: false } },
        TLSMaterial: {},
        Storage: { MetadataPath: memory, TLSPath: memory },
      };
      print(`${indentedJson([document]).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')}\n`);
      return 0;
    }),
};

function unknown(name: string): CliFailure {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(name)) {
    return new CliFailure(`context ${JSON.stringify(name)}: context not found`);
  }
  return new CliFailure(
    `context name ${JSON.stringify(name)} is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"`,
  );
}

function missing(name: string, short: string): DockerCommand {
  return {
    name,
    usage: '',
    short,
    flags: [],
    raw: true,
    run: ({ path }: Invocation) =>
      atOnce(() => {
        throw new CliFailure(`${path} is not simulated here: there is one context, default`);
      }),
  };
}

export const context: DockerCommand = {
  name: 'context',
  usage: '',
  short: 'Manage contexts',
  flags: [],
  commands: [missing('create', 'Make a context'), inspect, ls, missing('rm', 'Remove contexts'), show, use],
};
