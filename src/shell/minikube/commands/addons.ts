/** minikube addons. */
import { type Addon, addons } from '../addonList';
import { enabledAddons, switchOff, switchOn } from '../addons/switch';
import { boxTable } from '../boxTable';
import { healthyNodes, nodesOf } from '../cluster';
import { exitingDueTo, exits, MinikubeFailure, notSimulated } from '../failure';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';

const addonsList: MinikubeCommand = {
  name: 'list',
  short: 'List the add-ons and which are on',
  flags: [
    { name: 'docs', shorthand: 'd', type: 'bool', usage: 'With addresses of documents', notSimulated: true },
    { name: 'output', shorthand: 'o', type: 'string', default: 'list', usage: 'list or json', notSimulated: true },
  ],
  *run(invocation) {
    const { out, profile: cluster } = invocation;
    nodesOf(invocation);
    const on = yield* enabledAddons(invocation);
    const rows = addons.map(({ name, maintainer }) => [
      name,
      cluster,
      on.includes(name) ? 'enabled ✅' : 'disabled',
      maintainer,
    ]);
    out.plain(boxTable(['ADDON NAME', 'PROFILE', 'STATUS', 'MAINTAINER'], rows));
    return 0;
  },
};

/** The add-on that a command line names. @throws when it names none that minikube knows */
function named({ args }: MinikubeInvocation, verb: 'enable' | 'disable'): Addon {
  const [name] = args;
  if (name === undefined || args.length > 1)
    throw exitingDueTo('MK_USAGE', exits.usage, `usage: minikube addons ${verb} ADDON_NAME`);
  const known = addons.find((one) => one.name === name);
  if (known !== undefined) return known;
  const id = verb === 'enable' ? 'MK_ADDON_ENABLE' : 'MK_DISABLE';
  throw exitingDueTo(id, exits.programError, `${verb} failed: run callbacks: ${name} is not a valid addon`);
}

const enable: MinikubeCommand = {
  name: 'enable',
  usage: 'ADDON_NAME',
  short: 'Switch an add-on on',
  *run(invocation) {
    const { out } = invocation;
    nodesOf(invocation);
    const { name, maintainer, manifest, partOfCluster } = named(invocation, 'enable');
    if (manifest === undefined && partOfCluster !== true) throw notSimulated(`the add-on "${name}"`);
    healthyNodes(invocation);
    out.step(
      'information',
      `${name} is an addon maintained by ${maintainer}. For any concerns contact minikube on GitHub.\nYou can view the list of minikube maintainers at: https://github.com/kubernetes/minikube/blob/master/OWNERS`,
    );
    if (manifest !== undefined) yield* switchOn(invocation, name, manifest);
    out.step('addon', `The '${name}' addon is enabled`);
    return 0;
  },
};

const disable: MinikubeCommand = {
  name: 'disable',
  usage: 'ADDON_NAME',
  short: 'Switch an add-on off',
  *run(invocation) {
    const { out } = invocation;
    nodesOf(invocation);
    const { name, manifest, partOfCluster } = named(invocation, 'disable');
    if (partOfCluster === true)
      throw new MinikubeFailure(1, {
        style: 'failure',
        text: `the add-on "${name}" is a part of the cluster here and has no pod that could be taken away; nothing was done`,
      });
    if (manifest !== undefined) {
      healthyNodes(invocation);
      yield* switchOff(invocation, manifest);
    }
    out.step('addonOff', `"The '${name}' addon is disabled`);
    return 0;
  },
};

export const addonsCommand: MinikubeCommand = {
  name: 'addons',
  group: 'Configuration and Management',
  short: 'List add-ons, switch them on or off',
  commands: [addonsList, enable, disable],
};
