/** --device: `/dev/sda`, `/dev/sda:/dev/xvda`, `/dev/sda:/dev/xvda:r`. */
import type { ContainerCreate } from '../../../engine/docker/daemon';
import { CliFailure } from '../failure';

type Device = NonNullable<ContainerCreate['HostConfig']['Devices']>[number];

/** @throws CliFailure in the client's words */
export function readDevice(text: string): Device {
  const [host = '', second, third, more] = text.split(':');
  const isMode = second !== undefined && third === undefined && /^[rwm]{1,3}$/.test(second);
  const [inside = host, mode = 'rwm'] = isMode ? [host, second] : [second, third];
  if (text === '' || more !== undefined) throw new CliFailure(`bad format for path: ${text}`);
  for (const path of [inside, host]) if (!path.startsWith('/')) throw new CliFailure(`${path} is not an absolute path`);
  if (!/^[rwm]{1,3}$/.test(mode)) throw new CliFailure(`bad mode specified: ${mode}`);
  return { PathOnHost: host, PathInContainer: inside, CgroupPermissions: mode };
}
