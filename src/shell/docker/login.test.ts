import { describe, expect, it } from 'vitest';
import { dockerShell, dockerTerminal } from './testing';

const STORED =
  "WARNING! Your credentials are stored unencrypted in '/home/learner/.docker/config.json'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n";

describe('docker login', () => {
  it('keeps what it was given, and uses it again', () => {
    const run = dockerShell();
    expect(run('docker login -u me -p secret')).toEqual({
      stdout: 'Login Succeeded\n',
      stderr: `WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n\n${STORED}`,
      exit: 0,
    });
    expect(run('cat .docker/config.json').stdout).toBe(
      '{\n\t"auths": {\n\t\t"https://index.docker.io/v1/": {\n\t\t\t"auth": "bWU6c2VjcmV0"\n\t\t}\n\t}\n}',
    );
    expect(run('docker login')).toEqual({
      stdout: 'Login Succeeded\n',
      stderr:
        "Authenticating with existing credentials... [Username: me]\n\n Info -> To login with a different account, run 'docker logout' followed by 'docker login'\n\n\n",
      exit: 0,
    });
    expect(run('docker logout').stdout).toBe('Removing login credentials for https://index.docker.io/v1/\n');
    expect(run('docker login')).toEqual({
      stdout: '',
      stderr: 'Error: Cannot perform an interactive login from a non TTY device\n',
      exit: 1,
    });
  });

  it('says what the registry says of a wrong password', () => {
    const run = dockerShell();
    run('docker login -u me -p secret');
    expect(run('echo wrong | docker login -u me --password-stdin')).toEqual({
      stdout: '',
      stderr:
        'Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password\n',
      exit: 1,
    });
  });

  it('asks on a terminal, and does not show the password', () => {
    const terminal = dockerTerminal();
    terminal.type('docker login\r');
    terminal.type('me\r');
    terminal.type('secret\r');
    terminal.type('');
    const rows = terminal.rows();
    expect(rows[1]).toBe('Failed to start web-based login - falling back to command line login...');
    expect(rows).toContain('Username: me');
    expect(rows).toContain('Password:');
    expect(rows.slice(-2, -1)).toEqual(['Login Succeeded']);
    expect(rows.join('\n')).not.toContain('secret');
  });
});
