/** docker context: here there is only the one that leads to the machine's own daemon. */
import { unknownContext } from '../../client/unknownContext';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { jsonText } from '../../format/dockerFunctions';
import { BAD_TEMPLATE, factsText } from '../../format/factsText';
import { factsView } from '../../format/goView';
import { indentedJson } from '../../format/inspectFormat';
import { formatList, type ListFormat } from '../../format/listFormat';
import { atOnce } from '../../options/atOnce';
import { forceFlag, formatFlag, inspectFormatFlag, quietFlag } from '../../options/sharedFlags';

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
  run: ({ args, config, print, printError }) =>
    atOnce(() => {
      const [name = ''] = args;
      if (name !== 'default') throw unknown(name, config.directory);
      print('default\n');
      printError('Current context is now "default"\n');
      return 0;
    }),
};

const inspect: DockerCommand = {
  name: 'inspect',
  usage: '[OPTIONS] [CONTEXT] [CONTEXT...]',
  short: 'Show what a context is made of',
  flags: [inspectFormatFlag],
  run: ({ args, flags, client, config, print }) =>
    atOnce(() => {
      const wrong = args.find((name) => name !== 'default');
      if (wrong !== undefined) {
        print('[]\n');
        throw unknown(wrong, config.directory);
      }
      const memory = '<IN MEMORY>';
      const document = {
        Name: 'default',
        Metadata: {},
        Endpoints: { docker: { Host: client.host, SkipTLSVerify: false } },
        TLSMaterial: {},
        Storage: { MetadataPath: memory, TLSPath: memory },
      };
      const format = flags.string('format');
      if (format === 'json') print(`${jsonText([document])}\n`);
      if (format !== '' && format !== 'json') {
        try {
          print(factsText(format, '', factsView('context.contextWithTLSListing', document, document)));
        } catch (problem) {
          print('\n');
          throw problem instanceof CliFailure && problem.code !== BAD_TEMPLATE
            ? new CliFailure(`template parsing error: ${problem.message}`)
            : problem;
        }
      }
      if (format !== '') return 0;
      print(`${indentedJson([document]).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')}\n`);
      return 0;
    }),
};

function unknown(name: string, directory: string): CliFailure {
  return new CliFailure(unknownContext(name, directory));
}

/** Other contexts can't be made: what there is to say of names is said. */
function otherContext(name: string, usage: string, short: string, atLeast: number, atMost: number): DockerCommand {
  return {
    name,
    usage,
    short,
    flags: [],
    args: atLeast === atMost ? { exactly: atLeast } : { atLeast, atMost },
    run: ({ args: [context = ''], config, path }) =>
      atOnce(() => {
        if (context === 'default') throw new CliFailure('"default" is a reserved context name');
        if (name !== 'create' && name !== 'import') throw unknown(context, config.directory);
        throw new CliFailure(`${path} is not simulated here: there is one context, default`);
      }),
  };
}

const rm: DockerCommand = {
  name: 'rm',
  aliases: ['remove'],
  usage: 'CONTEXT [CONTEXT...]',
  short: 'Remove one or more contexts',
  calls: 'docker context rm, docker context remove',
  args: { atLeast: 1 },
  flags: [forceFlag],
  run: ({ args }) =>
    atOnce(() => {
      const problems = args.map((name) => {
        return name === 'default'
          ? 'context "default" cannot be removed'
          : `context ${JSON.stringify(name)} does not exist`;
      });
      throw new CliFailure(problems.join('\n'));
    }),
};

export const context: DockerCommand = {
  name: 'context',
  usage: '',
  short: 'Manage contexts',
  flags: [],
  commands: [
    otherContext('create', '[OPTIONS] CONTEXT', 'Create a context', 1, 1),
    otherContext('export', '[OPTIONS] CONTEXT [FILE|-]', 'Write a context to a tar archive or to STDOUT', 1, 2),
    otherContext('import', 'CONTEXT FILE|-', 'Read a context from a tar or zip file', 2, 2),
    inspect,
    ls,
    rm,
    show,
    otherContext('update', '[OPTIONS] CONTEXT', 'Update a context', 1, 1),
    use,
  ],
};
