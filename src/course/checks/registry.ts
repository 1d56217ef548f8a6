/** The check words. A new one is one file and one line here. */
import type { Check } from '../check';
import { absent } from './absent';
import { answered } from './answered';
import { asked } from './asked';
import { askedDocker } from './askedDocker';
import { count } from './count';
import { exists } from './exists';
import { file } from './file';
import { happened } from './happened';
import { model } from './model';
import { replaced } from './replaced';

export const checks: Readonly<Record<string, Check>> = {
  exists,
  absent,
  count,
  replaced,
  answered,
  asked,
  askedDocker,
  happened,
  file,
  model,
};
