/** What minikube knows of itself: version, profile, config. */
import { boxTable } from '../boxTable';
import { isMinikube, MINIKUBE_VERSION, nodesOf, primaryOf } from '../cluster';
import { profileName, readSettings, writeSettings } from '../config';
import { exitingDueTo, exits, MinikubeFailure } from '../failure';
import { currentContext } from '../kubeConfigFile';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';
import { megabytes } from '../startFlags';

export const version: MinikubeCommand = {
  name: 'version',
  group: 'Other',
  short: "Print minikube's version",
  flags: [
    { name: 'short', type: 'bool', usage: 'Only the version' },
    { name: 'output', shorthand: 'o', type: 'string', usage: 'json or yaml', notSimulated: true },
    { name: 'components', type: 'bool', usage: 'Of the parts too', notSimulated: true },
  ],
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run({ flags, out }) {
    if (flags.bool('short')) out.plain(`${MINIKUBE_VERSION}\n`);
    else out.plain(`minikube version: ${MINIKUBE_VERSION}\ncommit: dd5d320e41b5451cdf3c01891bc4e13d189586ed-dirty\n`);
    return 0;
  },
};

const profileList: MinikubeCommand = {
  name: 'list',
  short: 'List the clusters',
  flags: [
    { name: 'output', shorthand: 'o', type: 'string', default: 'table', usage: 'table or json', notSimulated: true },
    { name: 'light', shorthand: 'l', type: 'bool', usage: 'Without looking how they are' },
  ],
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run({ machines, out, process }) {
    const { life, profile } = machines;
    if (!isMinikube({ machines }) || !life.exists) {
      throw new MinikubeFailure(
        exits.usage,
        { style: 'failure', text: 'Exiting due to MK_USAGE_NO_PROFILE: No minikube profile was found. ' },
        { style: 'information', text: "Suggestion: You can create one using 'minikube start'." },
      );
    }
    const primary = primaryOf(life.nodes);
    const status = !primary.powered ? 'Stopped' : primary.paused ? 'Paused' : life.serving ? 'OK' : 'Stopped';
    const row = ['minikube', 'docker', 'docker', profile.apiServerAddress, '8443', profile.version, status];
    const active = profileName(process) === 'minikube' ? '*' : '';
    const context = currentContext(process) === profile.context ? '*' : '';
    out.plain(
      boxTable(
        [
          'Profile',
          'VM Driver',
          'Runtime',
          'IP',
          'Port',
          'Version',
          'Status',
          'Nodes',
          'Active Profile',
          'Active Kubecontext',
        ],
        [[...row, String(life.nodes.length), active, context]],
      ),
    );
    return 0;
  },
};

export const profile: MinikubeCommand = {
  name: 'profile',
  group: 'Configuration and Management',
  short: 'Print or set the cluster that commands are about; list clusters',
  usage: '[NAME]',
  commands: [profileList],
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const { args, out, process } = invocation;
    const [name] = args;
    if (name === undefined) {
      out.plain(`* ${invocation.profile}\n`);
      return 0;
    }
    nodesOf({ ...invocation, profile: name });
    writeSettings(process, { ...readSettings(process), profile: name });
    out.step('celebrate', `minikube profile was successfully set to ${name}`);
    return 0;
  },
};

/** Names that `minikube config` takes, as far as they mean something here. */
const SETTINGS = [
  'driver',
  'cpus',
  'memory',
  'kubernetes-version',
  'profile',
  'container-runtime',
  'disk-size',
  'rootless',
  'WantUpdateNotification',
  'EmbedCerts',
];

function settingOf({ args }: MinikubeInvocation, count: number, usage: string): string {
  if (args.length !== count) throw exitingDueTo('MK_USAGE', exits.usage, usage);
  const [name = ''] = args;
  if (!SETTINGS.includes(name))
    throw exitingDueTo(
      'MK_CONFIG_SET',
      exits.usage,
      `find settings for "${name}" value of "${args[1] ?? ''}": property name "${name}" not found`,
    );
  return name;
}

/** A new cluster is made of them, so that they have to mean something. */
function checkSetting(name: string, value: string): void {
  if (name === 'memory' ? !Number.isNaN(megabytes(value)) : name !== 'cpus' || /^\d+$/.test(value)) return;
  throw exitingDueTo('MK_CONFIG_SET', exits.usage, `run validations for "${name}" with value of "${value}": invalid`);
}

const configSet: MinikubeCommand = {
  name: 'set',
  usage: 'NAME VALUE',
  short: 'Keep a value',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const name = settingOf(
      invocation,
      2,
      `toMany or not enough arguments (${invocation.args.length} given): minikube config set PROPERTY_NAME PROPERTY_VALUE`,
    );
    const { out, process, args } = invocation;
    checkSetting(name, args[1] ?? '');
    writeSettings(process, { ...readSettings(process), [name]: args[1] ?? '' });
    if (['cpus', 'memory', 'driver', 'kubernetes-version', 'container-runtime'].includes(name)) {
      out.step('warning', 'These changes will take effect upon a minikube delete and then a minikube start');
    }
    return 0;
  },
};

const configGet: MinikubeCommand = {
  name: 'get',
  usage: 'NAME',
  short: 'Print a value',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const name = settingOf(invocation, 1, 'usage: minikube config get PROPERTY_NAME');
    const value = readSettings(invocation.process)[name];
    if (value === undefined)
      throw exitingDueTo('MK_CONFIG_GET', exits.guestNotFound, 'specified key could not be found in config');
    invocation.out.plain(`${value}\n`);
    return 0;
  },
};

const configUnset: MinikubeCommand = {
  name: 'unset',
  usage: 'NAME',
  short: 'Forget a value',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const name = settingOf(invocation, 1, 'usage: minikube config unset PROPERTY_NAME');
    const { [name]: _, ...rest } = readSettings(invocation.process);
    writeSettings(invocation.process, rest);
    return 0;
  },
};

const configView: MinikubeCommand = {
  name: 'view',
  short: 'Print all values',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run({ out, process }) {
    for (const [name, value] of Object.entries(readSettings(process)).sort()) out.plain(`- ${name}: ${value}\n`);
    return 0;
  },
};

export const config: MinikubeCommand = {
  name: 'config',
  group: 'Configuration and Management',
  short: 'Values that minikube keeps',
  commands: [configSet, configGet, configUnset, configView],
};
