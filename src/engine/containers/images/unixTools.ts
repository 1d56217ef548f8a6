/** Commands by where they come from, for the files of distributions. */

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** coreutils, findutils, grep, sed, tar, util-linux: what everything on GNU has. */
const gnuTools = words(`
  [ arch b2sum base32 base64 basename cat chgrp chmod chown chroot cksum comm cp csplit cut date dd df dir dircolors
  dirname du echo env expand expr factor false find flock fmt fold getopt grep groups head hostid hostname id install
  join kill link ln logname ls lsns md5sum mkdir mkfifo mknod mktemp more mount mountpoint mv nice nl nohup nproc
  nsenter numfmt od paste pathchk pinky pr printenv printf ptx pwd readlink realpath rm rmdir sed seq setpriv sha1sum
  sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac tail tar tee test
  timeout touch tr true truncate tsort tty umount uname unexpand uniq unlink unshare users vdir wc whereis who whoami
  xargs yes`);

/** Besides those: bash and what every Debian has. */
export const debianTools: readonly string[] = [
  ...gnuTools,
  ...words(`
  awk bash clear debconf diff cmp dpkg dpkg-query egrep fgrep getent gunzip gzip hostname iconv ldd locale login mawk perl rev
  script su tput tset which zcat`),
];

/** procps. */
export const processTools = words('free pgrep pidof pkill ps slabtop top uptime vmstat w watch');

/** Busybox's applets: one binary under many names. */
export const busyboxApplets = words(`
  [ addgroup adduser arch ash awk base64 basename bc bunzip2 bzip2 cal cat chgrp chmod chown chroot clear cmp comm cp
  cpio crontab cut date dc dd deluser df diff dirname dmesg du echo egrep env expand expr factor false fgrep find fold
  free fuser getopt grep groups gunzip gzip head hexdump hostid hostname id ifconfig install ip kill killall less link
  ln logger login ls lsof md5sum mkdir mkfifo mknod mktemp more mount mountpoint mv nc netstat nice nl nohup nproc
  nsenter nslookup od paste patch pgrep pidof ping pkill printenv printf ps pwd readlink realpath reset rev rm rmdir
  route sed seq setsid sha1sum sha256sum sha512sum shred shuf sleep sort split stat strings stty su sync tac tail tar
  tee telnet test time timeout top touch tr traceroute tree true truncate tty umount uname uniq unlink unshare unxz
  unzip uptime usleep vi watch wc wget which who whoami xargs xxd yes zcat`);
