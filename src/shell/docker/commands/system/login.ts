/** docker login and logout. */

import type { RegistryLogin } from '../../../../engine/docker/daemon';
import { readAll } from '../../../../engine/processes/pipe';
import { isTerminal } from '../../../../engine/processes/pty';
import { callback, type Routine } from '../../../../engine/processes/routine';
import { HUB_SERVER } from '../../client/clientConfig';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { note } from '../../format/note';

const UNENCRYPTED = (file: string) =>
  `\nWARNING! Your credentials are stored unencrypted in '${file}'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n`;

const HUB_ADVICE = `Log in with your Docker ID or email address to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com/ to create one.
You can log in with your password or a Personal Access Token (PAT). Using a limited-scope PAT grants better security and is required for organizations using SSO. Learn more at https://docs.docker.com/go/access-tokens/

`;
const TOKEN_ADVICE = `A Personal Access Token (PAT) can be used instead.
To create a PAT, visit \u001b[4mhttps://app.docker.com/settings\u001b[0m

`;

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
    const { args, flags, config, print, printError } = invocation;
    const server = serverOf(args[0]);
    const given = flags.string('username');
    if (flags.changed('username') && given === '') throw new CliFailure('username is empty');
    if (flags.changed('password')) {
      if (flags.bool('password-stdin')) {
        throw new CliFailure('conflicting options: cannot specify both --password and --password-stdin');
      }
      if (flags.string('password') === '') throw new CliFailure('password is empty');
      printError('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
    }
    if (flags.bool('password-stdin') && given === '')
      throw new CliFailure('the --password-stdin option requires --username to be set');
    const kept = given === '' && !flags.changed('password') ? config.login(server) : undefined;
    if (kept !== undefined) {
      yield* checked(invocation, server, kept);
      return 0;
    }
    const username = given !== '' ? given : yield* askedUsername(invocation, server);
    const password = yield* passwordOf(invocation, server);
    if (username === '') throw new CliFailure('Error: Non-null Username Required');
    if (password === '') throw new CliFailure('Error: Password Required');
    const status = yield* loggedIn(invocation, server, { username, password });
    const before = config.login(server);
    config.keepLogin(server, { username, password });
    const known = before?.username === username && before.password === password;
    if (!known) printError(UNENCRYPTED(config.file));
    print(`${status}\n`);
    return 0;
  },
};

/** @returns what the daemon says of it @throws CliFailure when it is refused */
function* loggedIn({ client }: Invocation, server: string, login: RegistryLogin): Routine<string> {
  const answer = yield* client.wait<{ readonly Status: string }>('POST /auth', (daemon, done) =>
    daemon.login(server, login, done),
  );
  return answer.Status;
}

/** Logs in again with what is kept. */
function* checked(invocation: Invocation, server: string, kept: RegistryLogin): Routine<void> {
  const { print, printError, process } = invocation;
  const advice = "To login with a different account, run 'docker logout' followed by 'docker login'";
  printError(`Authenticating with existing credentials... [Username: ${kept.username}]\n`);
  printError(`${note(advice, isTerminal(process.stderr))}\n\n`);
  print(`${yield* loggedIn(invocation, server, kept)}\n`);
}

/** There is no browser that could do it for the client. */
function* askedUsername(invocation: Invocation, server: string): Routine<string> {
  const { print, printError, process } = invocation;
  if (server === HUB_SERVER && process.tty !== undefined) {
    printError('Failed to start web-based login - falling back to command line login...\n\n');
    print(HUB_ADVICE);
  }
  return yield* asked(invocation, 'Username: ', true);
}

function serverOf(argument: string | undefined): string {
  if (argument === undefined) return HUB_SERVER;
  const plain = argument.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return plain === 'docker.io' || plain === 'index.docker.io' ? HUB_SERVER : plain;
}

function* passwordOf(invocation: Invocation, server: string): Routine<string> {
  const { flags, process, printError } = invocation;
  if (flags.bool('password-stdin')) return (yield* readAll(process.stdin)).replace(/\r?\n$/, '');
  if (flags.changed('password')) return flags.string('password');
  const named = flags.string('username') !== '' && process.tty !== undefined;
  if (named && server === HUB_SERVER) printError(note(TOKEN_ADVICE, isTerminal(process.stderr)));
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
      if (text === '\u0003') throw new CliFailure('', 0);
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
