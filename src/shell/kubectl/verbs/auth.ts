/** kubectl auth: who one is, what one may do, and roles brought in line with files. */
import type { Verb } from '../verb';
import { authCanI } from './authCanI';
import { authReconcile } from './authReconcile';
import { authWhoAmI } from './authWhoAmI';

export const auth: Verb = {
  name: 'auth',
  short: 'Inspect authorization',
  long: 'Ask the API server who one is and what one may do.',
  usage: '[flags] [options]',
  flags: [],
  helpTo: 'stdout',
  verbs: [authCanI, authReconcile, authWhoAmI],
};
