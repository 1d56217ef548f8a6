/** Every verb, grouped and ordered as kubectl's own help lists them. A new verb is a file and a line here. */
import type { VerbGroup } from './help';
import { alpha } from './verbs/alpha';
import { annotate } from './verbs/annotate';
import { apiResources } from './verbs/apiResources';
import { apiVersions } from './verbs/apiVersions';
import { apply } from './verbs/apply';
import { attach } from './verbs/attach';
import { auth } from './verbs/auth';
import { autoscale } from './verbs/autoscale';
import { certificate } from './verbs/certificate';
import { clusterInfo } from './verbs/clusterInfo';
import { completion } from './verbs/completion';
import { config } from './verbs/config';
import { cordon, uncordon } from './verbs/cordon';
import { cp } from './verbs/cp';
import { create } from './verbs/create';
import { debug } from './verbs/debug';
import { deleteVerb } from './verbs/delete';
import { describe } from './verbs/describe';
import { diff } from './verbs/diff';
import { drain } from './verbs/drain';
import { edit } from './verbs/edit';
import { events } from './verbs/events';
import { exec } from './verbs/exec';
import { explain } from './verbs/explain';
import { expose } from './verbs/expose';
import { get } from './verbs/get';
import { kustomize } from './verbs/kustomize';
import { label } from './verbs/label';
import { logs } from './verbs/logs';
import { patch } from './verbs/patch';
import { pluginVerb } from './verbs/plugin';
import { portForward } from './verbs/portForward';
import { proxy } from './verbs/proxy';
import { replace } from './verbs/replace';
import { rollout } from './verbs/rollout';
import { run } from './verbs/run';
import { scale } from './verbs/scale';
import { set } from './verbs/set';
import { taint } from './verbs/taint';
import { top } from './verbs/top';
import { version } from './verbs/version';
import { wait } from './verbs/wait';

export const verbGroups: readonly VerbGroup[] = [
  {
    title: 'Basic Commands (Beginner)',
    verbs: [create, expose, run, set],
  },
  {
    title: 'Basic Commands (Intermediate)',
    verbs: [explain, get, edit, deleteVerb],
  },
  {
    title: 'Deploy Commands',
    verbs: [rollout, scale, autoscale],
  },
  {
    title: 'Cluster Management Commands',
    verbs: [certificate, clusterInfo, top, cordon, uncordon, drain, taint],
  },
  {
    title: 'Troubleshooting and Debugging Commands',
    verbs: [describe, logs, attach, exec, portForward, proxy, cp, auth, debug, events],
  },
  {
    title: 'Advanced Commands',
    verbs: [diff, apply, patch, replace, wait, kustomize],
  },
  {
    title: 'Settings Commands',
    verbs: [label, annotate, completion],
  },
  {
    title: 'Other Commands',
    verbs: [alpha, apiResources, apiVersions, config, pluginVerb(overwritten), version],
  },
];

/** The command of kubectl's own that a plugin's name would hide. */
function overwritten(plugin: string): string | undefined {
  const words = plugin
    .split('-')
    .slice(1)
    .map((word) => word.replaceAll('_', '-'));
  let verbs = verbGroups.flatMap((group) => group.verbs);
  for (const [at, word] of words.entries()) {
    const found = verbs.find((one) => one.name === word);
    if (found === undefined) return undefined;
    if (at === words.length - 1) return `kubectl ${words.join(' ')}`;
    verbs = [...(found.verbs ?? [])];
  }
  return undefined;
}
