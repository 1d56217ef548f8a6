/** kubectl set: changes common parts of objects; each part is a verb below it. */
import type { Verb } from '../verb';
import { setEnv } from './setEnv';
import { setImage } from './setImage';
import { setResources } from './setResources';
import { setSelector } from './setSelector';
import { setServiceAccount } from './setServiceAccount';
import { setSubject } from './setSubject';

export const set: Verb = {
  name: 'set',
  short: 'Set specific features on objects',
  long: 'Change common parts of objects that are there.',
  usage: 'SUBCOMMAND [options]',
  flags: [],
  verbs: [setEnv, setImage, setResources, setSelector, setServiceAccount, setSubject],
};
