/** Further lines of a container's /etc/hosts: --add-host, and the containers that it is linked to. */
import { ok } from '../../../base/result';
import type { Answer } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { failed } from '../refusal';
import type { DockerContainer } from './dockerContainer';

export function extraHosts(context: DaemonContext, container: DockerContainer): readonly string[] {
  const gateway = context.networks.byName('bridge')?.parts.bridge?.gateway ?? '';
  return container.hostConfig.ExtraHosts.map((extra) => {
    const colon = extra.indexOf(':');
    const address = extra.slice(colon + 1);
    return `${address === 'host-gateway' ? gateway : address}\t${extra.slice(0, colon)}`;
  });
}

/** Links of the default network: the other container's address under its alias, host name and name. */
export function linkedHosts(context: DaemonContext, container: DockerContainer): Answer<readonly string[]> {
  const lines: string[] = [];
  for (const link of linksOf(container)) {
    const other = context.containers.find(link.container);
    if (!other.ok) return failed(`could not get container for ${link.container}: No such container: ${link.container}`);
    const attachment = context.networks.byName('bridge')?.attachments.get(other.value.id);
    const address = attachment?.endpoint?.address;
    if (!other.value.running || address === undefined) {
      return failed(`Cannot link to a non running container: /${other.value.name} AS /${container.name}/${link.alias}`);
    }
    const { hostname } = other.value.config;
    const names = link.alias === other.value.name ? [] : [other.value.name];
    lines.push(`${address}\t${[link.alias, hostname, ...names].join(' ')}`);
  }
  return ok(lines);
}

/** `db:database`, or `db` for itself. */
export function linksOf(container: DockerContainer): readonly { readonly container: string; readonly alias: string }[] {
  return container.parts.links.map((link) => {
    const [name = '', alias = name] = link.split(':');
    return { container: name.replace(/^\//, ''), alias };
  });
}
