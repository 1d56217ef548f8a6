/** Commands that run anywhere: on the laptop and in containers. A new one is one file and one line here. */
import { bash, sh } from '../bash';
import type { Command } from '../command';
import { cat } from './cat';
import { cut } from './cut';
import { grep } from './grep';
import { head } from './head';
import { bracket, echo, falseCommand, printf, test, trueCommand } from './primitives';
import { sed } from './sed';
import { sleep } from './sleep';
import { sort } from './sort';
import { tail } from './tail';
import { timeout } from './timeout';
import { tr } from './tr';
import { uniq } from './uniq';
import { wc } from './wc';

export const commands: readonly Command[] = [
  bash,
  bracket,
  cat,
  cut,
  echo,
  falseCommand,
  grep,
  head,
  printf,
  sed,
  sh,
  sleep,
  sort,
  tail,
  test,
  timeout,
  tr,
  trueCommand,
  uniq,
  wc,
];
