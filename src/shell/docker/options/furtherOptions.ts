/** Options of `run` and `create` that are rarely met. */
import type { ContainerCreate } from '../../../engine/docker/daemon';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { Process } from '../../../engine/processes/process';
import type { FlagValues } from '../../flags/flag';
import { CliFailure } from '../failure';
import { readDevice } from './devices';
import { pairsOf } from './pairs';

type Host = ContainerCreate['HostConfig'];

/** What was given of them. @throws CliFailure in the client's words */
export function furtherOptions(process: Process, flags: FlagValues): Partial<Host> {
  const swappiness = flags.int('memory-swappiness');
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100)) {
    throw new CliFailure(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  }
  if (!/^(host)?$/.test(flags.string('userns'))) throw new CliFailure('--userns: invalid USER mode');
  if (flags.string('log-driver') === 'none' && flags.changed('log-opt')) {
    throw new CliFailure('invalid logging opts for driver none');
  }
  if (flags.strings('storage-opt').some((option) => !option.includes('=')))
    throw new CliFailure('invalid storage option');
  return given(flags, {
    annotation: { Annotations: pairsOf(flags.strings('annotation')) },
    'blkio-weight': { BlkioWeight: Number(flags.string('blkio-weight')) },
    'blkio-weight-device': { BlkioWeightDevice: flags.strings('blkio-weight-device') },
    cidfile: { ContainerIDFile: normalise(flags.string('cidfile'), process.workingDirectory) },
    'cpuset-mems': { CpusetMems: flags.string('cpuset-mems') },
    device: { Devices: flags.strings('device').map(readDevice) },
    'dns-option': { DnsOptions: flags.strings('dns-option') },
    gpus: { GpuDriver: /(?:^|,)driver=([^,]*)/.exec(flags.string('gpus'))?.[1] ?? '' },
    isolation: { Isolation: flags.string('isolation') },
    'log-opt': { LogOptions: pairsOf(flags.strings('log-opt')) },
    'memory-swappiness': { MemorySwappiness: swappiness },
    'oom-score-adj': { OomScoreAdj: flags.int('oom-score-adj') },
    runtime: { Runtime: flags.string('runtime') },
    'storage-opt': { StorageOptions: pairsOf(flags.strings('storage-opt')) },
    userns: { UsernsMode: flags.string('userns') },
  });
}

function given(flags: FlagValues, options: Readonly<Record<string, Partial<Host>>>): Partial<Host> {
  return Object.assign({}, ...Object.entries(options).map(([name, part]) => (flags.changed(name) ? part : {})));
}

/** --security-opt. A seccomp profile is read, and its JSON looked at; what it would filter is not simulated. */
export function securityOptions(process: Process, texts: readonly string[]): readonly string[] {
  for (const text of texts) {
    const [, name = text, value] = /^([^=:]*)[=:](.*)$/.exec(text) ?? [];
    const alone = text === 'no-new-privileges' || text === 'disable';
    if (!alone && (value === undefined || value === '')) {
      throw new CliFailure(`Invalid --security-opt: ${JSON.stringify(text)}`);
    }
    if (name === 'seccomp' && value !== 'unconfined' && value !== 'builtin') checkProfile(process, value ?? '');
  }
  return texts;
}

function checkProfile(process: Process, file: string): never {
  const read = process.files.read(normalise(file, process.workingDirectory));
  if (!read.ok) {
    const why = describeFileError(read.error).toLowerCase();
    throw new CliFailure(`opening seccomp profile (${file}) failed: open ${file}: ${why}`);
  }
  throw new CliFailure('seccomp profiles of your own are not simulated here');
}
