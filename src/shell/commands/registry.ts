/** Commands that run anywhere: on the laptop and in containers. A new one is one file and one line here. */
import { bash, sh } from '../bash';
import type { Command } from '../command';
import { awk } from './awk';
import { base64 } from './base64';
import { basename, dirname } from './basename';
import { cat } from './cat';
import { md5sum, sha256sum } from './checksum';
import { chmod } from './chmod';
import { clear } from './clear';
import { column, nl, paste, rev, tac } from './columns';
import { cp } from './cp';
import { curl } from './curl';
import { cut } from './cut';
import { date } from './date';
import { diff } from './diff';
import { df, du } from './diskUsage';
import { env, printenv } from './env';
import { expr } from './expr';
import { find } from './find';
import { grep } from './grep';
import { head } from './head';
import { hostname } from './hostname';
import { id, whoami } from './identity';
import { jq } from './jq';
import { kill } from './kill';
import { less, more } from './less';
import { ln } from './ln';
import { ls } from './ls';
import { mkdir } from './mkdir';
import { mv } from './mv';
import { nc } from './nc';
import { ip, ss } from './network';
import { nohup } from './nohup';
import { dig, getent, nslookup } from './nslookup';
import { ping } from './ping';
import { pgrep, pkill } from './pkill';
import { bracket, echo, falseCommand, printf, test, trueCommand } from './primitives';
import { ps } from './ps';
import { pwd } from './pwd';
import { rm } from './rm';
import { rmdir } from './rmdir';
import { sed } from './sed';
import { seq } from './seq';
import { sleep } from './sleep';
import { sort } from './sort';
import { stat } from './stat';
import { free, nproc, uptime } from './system';
import { tail } from './tail';
import { tee } from './tee';
import { telnet } from './telnet';
import { timeout } from './timeout';
import { touch } from './touch';
import { tr } from './tr';
import { tree } from './tree';
import { uname } from './uname';
import { uniq } from './uniq';
import { watch } from './watch';
import { wc } from './wc';
import { wget } from './wget';
import { which } from './which';
import { xargs } from './xargs';
import { yes } from './yes';

export const commands: readonly Command[] = [
  awk,
  base64,
  basename,
  bash,
  bracket,
  cat,
  chmod,
  clear,
  column,
  cp,
  curl,
  cut,
  date,
  df,
  diff,
  dig,
  dirname,
  du,
  echo,
  env,
  expr,
  falseCommand,
  find,
  free,
  getent,
  grep,
  head,
  hostname,
  id,
  ip,
  jq,
  kill,
  less,
  ln,
  ls,
  md5sum,
  mkdir,
  more,
  mv,
  nl,
  nc,
  nohup,
  nproc,
  nslookup,
  paste,
  pgrep,
  ping,
  pkill,
  printenv,
  printf,
  ps,
  pwd,
  rev,
  rm,
  rmdir,
  sed,
  seq,
  sh,
  sha256sum,
  sleep,
  sort,
  ss,
  stat,
  tac,
  tail,
  tee,
  telnet,
  test,
  timeout,
  touch,
  tr,
  tree,
  trueCommand,
  uname,
  uniq,
  uptime,
  watch,
  wc,
  wget,
  which,
  whoami,
  xargs,
  yes,
];
