/** The flags that stand before the command. */
import type { Flag } from '../flags/flag';

/** @param home where the client's files are, for the defaults that help shows */
export function globalFlags(home: string): readonly Flag[] {
  const directory = `${home}/.docker`;
  return [
    { name: 'config', type: 'string', default: directory, usage: 'Location of client config files', complete: 'file' },
    {
      name: 'context',
      shorthand: 'c',
      type: 'string',
      usage:
        'Name of the context to use to connect to the daemon (overrides DOCKER_HOST env var and default context set with "docker context use")',
      complete: 'context',
    },
    { name: 'debug', shorthand: 'D', type: 'bool', usage: 'Enable debug mode' },
    { name: 'host', shorthand: 'H', type: 'array', usage: 'Daemon socket to connect to' },
    {
      name: 'log-level',
      shorthand: 'l',
      type: 'string',
      default: 'info',
      usage: 'Set the logging level ("debug", "info", "warn", "error", "fatal")',
      complete: ['debug', 'info', 'warn', 'error', 'fatal'],
    },
    { name: 'tls', type: 'bool', usage: 'Use TLS; implied by --tlsverify' },
    tlsFile('tlscacert', 'Trust certs signed only by this CA', `${directory}/ca.pem`),
    tlsFile('tlscert', 'Path to TLS certificate file', `${directory}/cert.pem`),
    tlsFile('tlskey', 'Path to TLS key file', `${directory}/key.pem`),
    { name: 'tlsverify', type: 'bool', usage: 'Use TLS and verify the remote' },
    { name: 'version', shorthand: 'v', type: 'bool', usage: 'Print version information and quit' },
  ];
}

function tlsFile(name: string, usage: string, path: string): Flag {
  return { name, type: 'string', default: path, usage, complete: 'file' };
}
