/** All tools at once, for programs that have no page. Importing it is enough. */
import { globalFlags } from '../kubectl/globalFlags';
import { verbGroups } from '../kubectl/registry';
import { tools as cluster } from './cluster';
import { tools as docker } from './docker';
import { lateTools } from './lateTools';
import { tools as nodes } from './nodes';
import { tools as others } from './others';

for (const tools of [cluster, docker, nodes, others]) lateTools.provide(tools);

/** kubectl's own tree of commands and the flags of all of them. */
export const kubectlTree = { globalFlags, verbGroups };
