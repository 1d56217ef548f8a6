/** A shell, or one command, on a node's own machine, as sshd starts it. */
import type { Stream } from '../client/door';
import { ExecSession } from '../containers/execSession';
import { findProgram } from '../containers/launch';
import type { Machine } from '../machine';
import { findAccount } from '../processes/accounts';

export interface LoginOptions {
  /** A name of the machine's /etc/passwd. */
  readonly user: string;
  /** A line for the user's shell; without it the shell itself. */
  readonly command?: string;
  readonly tty: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** undefined: there is no such user. */
export function openLogin(machine: Machine, options: LoginOptions): Stream | undefined {
  const { kernel, files, network } = machine;
  const account = findAccount(files, options.user);
  if (account === undefined) return undefined;
  const { command, tty, columns = 80, rows = 24 } = options;
  const argv = command === undefined ? ['-bash'] : ['bash', '-c', command];
  const env = new Map([
    ['HOME', account.home],
    ['USER', account.name],
    ['LOGNAME', account.name],
    ['SHELL', account.shell],
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['LANG', 'C.UTF-8'],
    ...(tty ? [['TERM', 'xterm-256color'] as const] : []),
  ]);
  const workingDirectory = files.stat(account.home).ok ? account.home : '/';
  const session = new ExecSession(kernel.clock, { tty, stdin: true, columns, rows });
  const found = findProgram({ kernel, files, env, workingDirectory, generic: false }, ['bash']);
  if (!found.ok) {
    session.refuse(`${account.shell}: No such file or directory\n`, 127);
    return session.stream;
  }
  const parent = kernel.find(1);
  const slice = account.uid === 0 ? 'user-0' : `user-${account.uid}`;
  session.start((streams) =>
    kernel.spawn({
      argv,
      program: found.value.program,
      executable: '/usr/bin/bash',
      env,
      workingDirectory,
      files,
      network,
      user: account.name,
      cgroup: kernel.rootCgroup.descendant(`user.slice/${slice}.slice/session-1.scope`),
      ...streams,
      ...(parent === undefined ? {} : { parent }),
    }),
  );
  return session.stream;
}
