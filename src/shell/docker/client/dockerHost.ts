/** Which daemon the client talks to: -H, then DOCKER_HOST, then the machine's own. */
import { describeFileError } from '../../../engine/files/fileSystem';
import type { Process } from '../../../engine/processes/process';
import type { FlagValues } from '../../flags/flag';
import { CliFailure } from '../failure';
import { unknownContext } from './unknownContext';

export const DEFAULT_HOST = 'unix:///var/run/docker.sock';

/** @returns the daemon's address in full: `unix:///var/run/docker.sock`, `tcp://nope:2375` */
export function dockerHost(flags: FlagValues, process: Process): string {
  const given = flags.strings('host');
  if (given.length > 1) throw unresolved('Specify only one -H');
  const [host = ''] = given;
  if (flags.bool('tls') || flags.bool('tlsverify')) requireCertificate(process, flags.string('tlscacert'));
  const fromHost = process.env.get('DOCKER_HOST') ? 'default' : undefined;
  const context = flags.string('context') || fromHost || process.env.get('DOCKER_CONTEXT') || 'default';
  if (host !== '' && flags.changed('context') && context !== 'default') {
    throw new CliFailure('conflicting options: cannot specify both --host and --context');
  }
  if (context !== 'default') throw unresolved(unknownContext(context, flags.string('config')));
  return wholeAddress(host || process.env.get('DOCKER_HOST') || DEFAULT_HOST);
}

/** TLS itself is not simulated; without the certificate the client does not get so far. */
function requireCertificate(process: Process, path: string): void {
  const read = process.files.read(path);
  if (!read.ok) throw unresolved(`open ${path}: ${describeFileError(read.error).toLowerCase()}`);
  throw new CliFailure('docker --tls is not simulated here');
}

function unresolved(why: string): CliFailure {
  return new CliFailure(`Failed to initialize: unable to resolve docker endpoint: ${why}`);
}

function wholeAddress(text: string): string {
  const address = text.trim();
  const protocol = /^([a-z]+):\/\//.exec(address)?.[1];
  if (protocol === undefined) return withPort(`tcp://${address}`);
  if (protocol === 'tcp') return withPort(address === 'tcp://' ? 'tcp://localhost' : address);
  if (protocol === 'unix' || protocol === 'ssh' || protocol === 'fd' || protocol === 'npipe') return address;
  throw unresolved(`invalid bind address format: ${address}`);
}

function withPort(address: string): string {
  return /:\d+$/.test(address) ? address : `${address}:2375`;
}
