/** docker login and logout. */

import { readAll } from '../../../../engine/processes/pipe';
import { callback, type Routine } from '../../../../engine/processes/routine';
import { HUB_SERVER } from '../../client/clientConfig';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';

const UNENCRYPTED = (file: string) =>
  `\nWARNING! Your credentials are stored unencrypted in '${file}'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n`;

export const login: DockerCommand = {
  name: 'login',
  usage: '[OPTIONS] [SERVER]',
  short: 'Authenticate to a registry',
  long: 'Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.',
  args: { atMost: 1 },
  flags: [
    { name: 'password', shorthand: 'p', type: 'string', usage: 'Password or access token' },
    { name: 'password-stdin', type: 'bool', usage: 'Take it from standard input' },
    { name: 'username', shorthand: 'u', type: 'string', usage: 'Username' },
  ],
  *run(invocation) {
    const { args, flags, client, config, print, printError } = invocation;
    const server = serverOf(args[0]);
    const given = flags.string('username');
    if (flags.changed('password')) {
      if (flags.bool('password-stdin')) {
        throw new CliFailure('conflicting options: cannot specify both --password and --password-stdin');
      }
      printError('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
    }
    if (flags.bool('password-stdin') && given === '')
      throw new CliFailure('the --password-stdin option requires --username to be set');
    const kept = config.login(server);
    if (given === '' && !flags.changed('password') && kept !== undefined)
      print('Authenticating with existing credentials...\n');
    const username = given !== '' ? given : (kept?.username ?? (yield* asked(invocation, 'Username: ', true)));
    const password = yield* passwordOf(invocation, kept?.password, given === '' && kept !== undefined);
    if (username === '') throw new CliFailure('Error: Non-null Username Required');
    if (password === '') throw new CliFailure('Error: Password Required');
    const answer = yield* client.waitAnswer<{ readonly Status: string }>('POST /auth', (daemon, done) =>
      daemon.login(server, { username, password }, done),
    );
    if (!answer.ok) throw new CliFailure(`Error response from daemon: ${answer.error.message}`);
    config.keepLogin(server, { username, password });
    printError(UNENCRYPTED(config.file));
    print(`${answer.value.Status}\n`);
    return 0;
  },
};

function serverOf(argument: string | undefined): string {
  if (argument === undefined) return HUB_SERVER;
  const plain = argument.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return plain === 'docker.io' || plain === 'index.docker.io' ? HUB_SERVER : plain;
}

function* passwordOf(invocation: Invocation, kept: string | undefined, again: boolean): Routine<string> {
  const { flags, process } = invocation;
  if (flags.bool('password-stdin')) return (yield* readAll(process.stdin)).replace(/\r?\n$/, '');
  if (flags.changed('password')) return flags.string('password');
  if (again && kept !== undefined) return kept;
  return yield* asked(invocation, 'Password: ', false);
}

/** Asks on the terminal; what is typed after `Password:` is not shown. */
function* asked({ process, print }: Invocation, question: string, echo: boolean): Routine<string> {
  const { tty } = process;
  if (tty === undefined) throw new CliFailure('Error: Cannot perform an interactive login from a non TTY device');
  print(question);
  const raw = tty.raw;
  tty.raw = true;
  let line = '';
  try {
    for (;;) {
      const text = process.stdin.take(1);
      if (text === undefined || text === '\r' || text === '\n' || text === '\u0004') break;
      if (text === '\u0003') throw new CliFailure('', 130);
      if (text === '') yield* callback<void>((done) => process.stdin.onReadable(() => done()));
      else if (text === '\u007f') {
        if (line !== '' && echo) print('\b \b');
        line = line.slice(0, -1);
      } else {
        line += text;
        if (echo) print(text);
      }
    }
  } finally {
    tty.raw = raw;
  }
  print('\r\n');
  return line.trim();
}

export const logout: DockerCommand = {
  name: 'logout',
  usage: '[SERVER]',
  short: 'Log out from a registry',
  long: 'Log out from a registry.\nIf no server is specified, the default is defined by the daemon.',
  args: { atMost: 1 },
  flags: [],
  // biome-ignore lint/correctness/useYield: it only changes a file
  *run({ args, config, print }) {
    const server = serverOf(args[0]);
    print(`Removing login credentials for ${args[0] ?? HUB_SERVER}\n`);
    if (config.login(server) !== undefined) config.forgetLogin(server);
    return 0;
  },
};
