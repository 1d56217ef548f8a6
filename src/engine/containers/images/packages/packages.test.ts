import { expect, it } from 'vitest';
import { programs } from '../../../../shell';
import { testNodes } from '../../testing';

/** Runs a script in an image; what it printed, and how it ended. */
function setUp() {
  const { node, clock } = testNodes({ programs });
  let count = 0;
  return (image: string, script: string) => {
    const { id } = node.run(`p${count++}`, { image, command: ['sh', '-c', script] });
    clock.settle();
    return `${node.logs(id)}exit ${node.status(id).exitCode}`;
  };
}

it('apt-get installs what its lists name, and nothing before they were fetched', () => {
  const run = setUp();
  expect(run('debian:12-slim', 'apt-get install -y curl')).toContain('E: Unable to locate package curl\nexit 100');
  const said = run(
    'debian:12-slim',
    'apt-get update -qq && apt-get install -y tree nope; apt-get install -y --no-install-recommends tree && tree /srv >/dev/null && apt-get install -y tree | tail -2',
  );
  expect(said).toBe(`Reading package lists...
Building dependency tree...
Reading state information...
E: Unable to locate package nope
(this playground knows only the packages that are installed most)
Reading package lists...
Building dependency tree...
Reading state information...
The following NEW packages will be installed:
  tree
0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.
Need to get 52.0 kB of archives.
After this operation, 118 kB of additional disk space will be used.
Get:1 http://deb.debian.org/debian bookworm/main amd64 tree amd64 2.1.0 [52.0 kB]
Selecting previously unselected package tree.
Preparing to unpack .../tree_2.1.0_amd64.deb ...
Unpacking tree (2.1.0) ...
Setting up tree (2.1.0) ...
tree is already the newest version (2.1.0).
0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.
exit 0`);
});

it('apt-get asks unless it is told not to, and a release that nobody looks after has no lists', () => {
  const run = setUp();
  expect(run('ubuntu', 'apt-get update -qq; apt-get install jq < /dev/null')).toMatch(
    /Do you want to continue\? \[Y\/n\] Abort\.\nexit 1$/,
  );
  expect(
    run('ubuntu', 'apt-get update -qq; echo y | apt-get -qq install jq; echo 1 | jq .; apt-get remove jq; jq'),
  ).toMatch(/^1\nRemoving jq \(1\.6\) \.\.\.\nsh: 1: jq: not found\nexit 127$/);
  expect(run('node:7', 'apt-get update')).toBe(
    "E: The repository 'http://deb.debian.org/debian jessie Release' does no longer have a Release file.\nexit 100",
  );
});

it('apk adds what its index names, and says what it does not know', () => {
  const run = setUp();
  expect(run('alpine', 'apk add curl')).toContain('curl (no such package):\n    required by: world[curl]\nexit 1');
  expect(
    run('alpine', 'apk add --no-cache curl jq && echo 1 | jq . && apk info && apk del jq && ls /var/cache/apk; jq'),
  ).toBe(`fetch https://dl-cdn.alpinelinux.org/alpine/v3.21/main/x86_64/APKINDEX.tar.gz
(1/2) Installing curl (7.88.1-r0)
(2/2) Installing jq (1.6-r0)
Executing busybox-1.37.0-r8.trigger
OK: 12 MiB in 17 packages
1
curl
jq
(1/1) Purging jq (1.6-r0)
OK: 11 MiB in 16 packages
sh: jq: not found
exit 127`);
});

it('nginx can be installed too, and programs that are not simulated say so', () => {
  const run = setUp();
  expect(run('ubuntu', 'apt-get update -qq; apt-get install -qq -y nginx python3; nginx -v; python3 -c 1')).toMatch(
    /^nginx version: nginx\/.*\n.*python3.* is not simulated in this playground\nexit 1$/,
  );
});
