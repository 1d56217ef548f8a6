/** `docker rename`. */
import { fail, ok } from '../../../base/result';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter } from '../refusal';
import { recordContainer } from './containerEvents';
import { checkName } from './containerNames';
import { dnsNames } from './containerNetworking';
import type { DockerContainer } from './dockerContainer';

export function renameContainer(context: DaemonContext, container: DockerContainer, name: string): Answer<void> {
  if (name === '') return badParameter('Neither old nor new names may be empty');
  if (name.replace(/^\//, '') === container.name) {
    return badParameter('Renaming a container with the same name as its current name');
  }
  const checked = checkName(name.startsWith('/') ? name : `/${name}`, (one) => context.containers.byName(one)?.id);
  if (!checked.ok) {
    const { status, message } = checked.error;
    return fail({ status, message: `Error when allocating new name: ${message}` });
  }
  const oldName = `/${container.name}`;
  container.name = checked.value;
  container.sandbox?.host?.rename(`container/${container.name}`);
  for (const network of context.networks.all) {
    const endpoint = network.attachments.get(container.id)?.endpoint;
    const wish = container.networks.get(network.name);
    if (endpoint !== undefined && wish !== undefined) endpoint.aliases = dnsNames(container, network, wish);
  }
  recordContainer(context, container, 'rename', { oldName });
  return ok(undefined);
}
