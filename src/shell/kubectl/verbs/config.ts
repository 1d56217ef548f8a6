import type { Verb } from '../verb';
import {
  currentContext,
  deleteCluster,
  deleteContext,
  deleteUser,
  getClusters,
  getContexts,
  getUsers,
  renameContext,
  useContext,
} from './configContexts';
import { setCluster, setContext, setCredentials, setProperty, unsetProperty } from './configSet';
import { configView } from './configView';

export const config: Verb = {
  name: 'config',
  short: 'Change kubeconfig files',
  long: `Change kubeconfig files.

 The file is the one that --kubeconfig names, else those of the environment variable KUBECONFIG, else ~/.kube/config.`,
  usage: 'SUBCOMMAND',
  flags: [],
  verbs: [
    currentContext,
    deleteCluster,
    deleteContext,
    deleteUser,
    getClusters,
    getContexts,
    getUsers,
    renameContext,
    setProperty,
    setCluster,
    setContext,
    setCredentials,
    unsetProperty,
    useContext,
    configView,
  ],
};
