/** Commands that run anywhere: on the laptop and in containers. A new one is one file and one line here. */
import { bash, sh } from '../bash';
import type { Command } from '../command';
import { awk } from './awk';
import { base64 } from './base64';
import { basename, dirname } from './basename';
import { busybox } from './busybox';
import { cat } from './cat';
import { md5sum, sha256sum } from './checksum';
import { chmod } from './chmod';
import { chgrp, chown } from './chown';
import { chroot } from './chroot';
import { clear } from './clear';
import { cmp } from './cmp';
import { column, nl, paste, rev, tac } from './columns';
import { cp } from './cp';
import { curl } from './curl';
import { cut } from './cut';
import { date } from './date';
import { dd } from './dd';
import { diff } from './diff';
import { df, du } from './diskUsage';
import { env, printenv } from './env';
import { expr } from './expr';
import { find } from './find';
import { grep } from './grep';
import { head } from './head';
import { hey } from './hey';
import { hostname } from './hostname';
import { groupsCommand, id, whoami } from './identity';
import { ip } from './ip';
import { ipcs } from './ipcs';
import { jq } from './jq';
import { kill } from './kill';
import { less, more } from './less';
import { ln } from './ln';
import { ls } from './ls';
import { lsns } from './lsns';
import { mkdir } from './mkdir';
import { mknod } from './mknod';
import { mktemp } from './mktemp';
import { mount } from './mount';
import { mv } from './mv';
import { nc } from './nc';
import { nohup } from './nohup';
import { nsenter } from './nsenter';
import { dig, getent, nslookup } from './nslookup';
import { od } from './od';
import { ping } from './ping';
import { killall, pgrep, pidof, pkill } from './pkill';
import { bracket, echo, falseCommand, printf, test, trueCommand } from './primitives';
import { ps } from './ps';
import { pwd } from './pwd';
import { readlink, realpath } from './readlink';
import { rm } from './rm';
import { rmdir } from './rmdir';
import { script } from './script';
import { sed } from './sed';
import { seq } from './seq';
import { sleep } from './sleep';
import { sort } from './sort';
import { netstat, ss } from './ss';
import { stat } from './stat';
import { stress } from './stress';
import { sudo } from './sudo';
import { arch, free, nproc, tty, uptime } from './system';
import { tail } from './tail';
import { tar } from './tar';
import { tee } from './tee';
import { telnet } from './telnet';
import { timeout } from './timeout';
import { top } from './top';
import { touch } from './touch';
import { tr } from './tr';
import { tree } from './tree';
import { fallocate, truncate } from './truncate';
import { mountpoint, umount } from './umount';
import { uname } from './uname';
import { uniq } from './uniq';
import { unshare } from './unshare';
import { watch } from './watch';
import { wc } from './wc';
import { wget } from './wget';
import { which } from './which';
import { xargs } from './xargs';
import { yes } from './yes';

export const commands: readonly Command[] = [
  arch,
  awk,
  base64,
  basename,
  bash,
  bracket,
  busybox,
  cat,
  chgrp,
  chmod,
  chown,
  chroot,
  clear,
  cmp,
  column,
  cp,
  curl,
  cut,
  date,
  dd,
  df,
  diff,
  dig,
  dirname,
  du,
  echo,
  env,
  expr,
  fallocate,
  falseCommand,
  find,
  free,
  getent,
  grep,
  groupsCommand,
  head,
  hey,
  hostname,
  id,
  ip,
  ipcs,
  jq,
  kill,
  killall,
  less,
  ln,
  ls,
  lsns,
  md5sum,
  mkdir,
  mknod,
  mktemp,
  more,
  mount,
  mountpoint,
  mv,
  nc,
  netstat,
  nl,
  nohup,
  nproc,
  nsenter,
  nslookup,
  od,
  paste,
  pgrep,
  pidof,
  ping,
  pkill,
  printenv,
  printf,
  ps,
  pwd,
  readlink,
  realpath,
  rev,
  rm,
  rmdir,
  script,
  sed,
  seq,
  sh,
  sha256sum,
  sleep,
  sort,
  ss,
  stat,
  stress,
  sudo,
  tac,
  tail,
  tar,
  tee,
  telnet,
  test,
  timeout,
  top,
  touch,
  tr,
  tree,
  trueCommand,
  truncate,
  tty,
  umount,
  uname,
  uniq,
  unshare,
  uptime,
  watch,
  wc,
  wget,
  which,
  whoami,
  xargs,
  yes,
];
