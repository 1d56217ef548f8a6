import { describe, expect, it } from 'vitest';
import { testShell, testTerminal } from '../testing';

/** Runs lines as root and gives what they print, errors among it. */
function asRoot() {
  const run = testShell({}, 'root');
  return (line: string) => {
    const { stdout, stderr } = run(line);
    return stdout + stderr;
  };
}

describe('namespaces', () => {
  it('give a process a host name, a PID 1 and mounts of its own; the host sees it under another number', () => {
    const run = asRoot();
    run(`unshare -u -p -f --mount-proc sh -c 'hostname box; mount -t tmpfs none /mnt; touch /mnt/x; exec sleep 600' &`);
    expect(run('sleep 1; hostname; ls /mnt; P=$(pgrep sleep); echo $P')).toBe('laptop\n4\n');
    expect(run('nsenter -t $P -u -p -m sh -c "hostname; ls /mnt; ps -eo pid,ppid,args"')).toBe(`box
x
    PID    PPID COMMAND
      1       0 sleep 600
      5       0 sh -c hostname; ls /mnt; ps -eo pid,ppid,args
      8       5 ps -eo pid,ppid,args
`);
    expect(
      run('grep NSpid /proc/$P/status; ls /proc/$P/root/mnt; kill $P; sleep 1; ps -o stat= -p $P; kill -9 $P'),
    ).toBe('NSpid:\t4\t1\nx\nS\n');
    expect(run('ps -p $P; nsenter -t $P -u hostname')).toBe(`    PID TTY          TIME CMD
nsenter: cannot open /proc/4/ns/uts: No such file or directory
`);
  });

  it('are left alone by those who walk through all files: links into other roots are not followed', () => {
    const run = asRoot();
    expect(run('find /proc/1 -name root | wc -l; readlink /proc/1/root; ls /proc/1/root/etc/hostname')).toBe(
      '1\n/\n/proc/1/root/etc/hostname\n',
    );
    expect(run('find / -name hostname -path "*/etc/*"; du -s /etc/hostname; grep -rl "^laptop$" / | head -3')).toBe(
      '/etc/hostname\n4\t/etc/hostname\n/etc/hostname\n/proc/sys/kernel/hostname\n',
    );
  });

  it('nest, each with a PID 1 of its own', () => {
    const run = asRoot();
    expect(
      run(
        `unshare -p -f --mount-proc sh -c 'unshare -p -f --mount-proc sh -c "echo in \\$\\$; ps -eo pid,args"; ps -eo pid,comm'`,
      ),
    ).toBe(`in 1
    PID COMMAND
      1 sh -c echo in $$; ps -eo pid,args
      2 ps -eo pid,args
    PID COMMAND
      1 sh
      5 ps
`);
  });

  it('need root, or a user namespace whose root one is', () => {
    const run = testShell();
    expect(run('unshare -u hostname x')).toEqual({
      stdout: '',
      stderr: 'unshare: unshare failed: Operation not permitted\n',
      exit: 1,
    });
    expect(
      run(`unshare -Ur -um sh -c 'hostname mine; hostname; id -u; mount -t tmpfs x /mnt; cat /etc/shadow'; hostname`),
    ).toEqual({
      stdout: 'mine\n0\nlaptop\n',
      stderr: 'cat: /etc/shadow: Permission denied\n',
      exit: 0,
    });
    expect(run('sudo unshare -u sh -c "hostname x; hostname"').stdout).toBe('x\n');
  });

  it('of the network are empty, with loopback down', () => {
    const run = asRoot();
    expect(
      run('unshare -n sh -c "ip -br addr; ip route; ip link set lo up; ip -br link; curl -sS http://10.0.0.1/"'),
    ).toBe(
      `lo               DOWN           
lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP> 
curl: (7) Failed to connect to 10.0.0.1 port 80 after 0 ms: Couldn't connect to server
`,
    );
  });
});

describe('a container by hand', () => {
  it('is a root directory with tools, in namespaces, on layers', () => {
    const run = asRoot();
    run('mkdir -p image/bin image/proc image/etc upper work box; cp /usr/bin/busybox image/bin');
    run(
      'for c in sh ls ps cat hostname mount; do ln -s busybox image/bin/$c; done; echo from the image > image/etc/motd',
    );
    run('mount -t overlay overlay -o lowerdir=image,upperdir=upper,workdir=work box');
    expect(
      run(
        `unshare -u -p -m -f chroot box /bin/sh -c 'mount -t proc proc /proc; hostname box; hostname; echo changed > /etc/motd; cat /etc/motd; ps; cat /nope; /bin/nope'`,
      ),
    ).toBe(`box
changed
PID   USER     COMMAND
    1 0        /bin/sh -c mount -t proc proc /proc; hostname box; hostname; echo changed > /etc/motd; cat /etc/motd; ps; cat /nope; /bin/nope
    6 0        {ps} /bin/sh -c mount -t proc proc /proc; hostname box; hostname; echo changed > /etc/motd; cat /etc/motd; ps; cat /nope; /bin/nope
cat: can't open '/nope': No such file or directory
/bin/sh: /bin/nope: not found
`);
    expect(run('cat image/etc/motd upper/etc/motd; rm box/bin/cat; ls -l upper/bin | cut -c1-27; ls box/proc')).toBe(
      'from the image\nchanged\ntotal 0\nc--------- 1 root root 0, 0\n',
    );
    expect(run('mount | tail -1; umount box; ls box; umount box')).toBe(
      `overlay on /home/learner/box type overlay (rw,relatime,lowerdir=image,upperdir=upper,workdir=work)
umount: box: not mounted.
`,
    );
  });

  it('fails as the real tools do', () => {
    const run = asRoot();
    expect(
      run(
        'mkdir -p r; chroot r; chroot r /bin/x; chroot nope; mount -t tmpfs x /nope; mount -t nope x /mnt; mount /dev/sdz /mnt; mount --bind /nope /mnt; cd /mnt; mount -t tmpfs x /mnt; cd /mnt; umount /mnt; cd; umount /mnt',
      ),
    ).toBe(`chroot: failed to run command ‘/bin/bash’: No such file or directory
chroot: failed to run command ‘/bin/x’: No such file or directory
chroot: cannot change root directory to 'nope': No such file or directory
mount: /nope: mount point does not exist.
       dmesg(1) may have more information after failed mount system call.
mount: /mnt: unknown filesystem type 'nope'.
       dmesg(1) may have more information after failed mount system call.
mount: /mnt: special device /dev/sdz does not exist.
       dmesg(1) may have more information after failed mount system call.
mount: /mnt: special device /nope does not exist.
       dmesg(1) may have more information after failed mount system call.
umount: /mnt: target is busy.
`);
  });
});

describe('cgroups by hand', () => {
  it('kill what takes more memory than a limit that was written to a file', () => {
    const run = testShell();
    run('sudo mkdir /sys/fs/cgroup/demo; echo 50M | sudo tee /sys/fs/cgroup/demo/memory.max');
    run('echo $$ | sudo tee /sys/fs/cgroup/demo/cgroup.procs');
    expect(run('cat /proc/self/cgroup /sys/fs/cgroup/demo/memory.max')).toMatchObject({
      stdout: '0::/demo\n52428800\n',
    });
    expect(run('tail /dev/zero; echo $?')).toEqual({
      stdout: '137\n',
      stderr: 'bash: line 1:    12 Killed                  tail /dev/zero\n',
      exit: 0,
    });
    expect(
      run('stress -q --vm 1 --vm-bytes 200M; echo $?; grep oom_kill /sys/fs/cgroup/demo/memory.events').stdout,
    ).toBe('1\noom_kill 2\n');
    expect(run('stress -q --vm 1 --vm-bytes 20M -t 1; echo $?').stdout).toBe('0\n');
  });

  it('hold CPU time back', () => {
    const run = testShell({}, 'root');
    run('cd /sys/fs/cgroup; mkdir slow; echo 20000 100000 > slow/cpu.max');
    const busy = (group: string) =>
      run(`bash -c 'echo $$ > ${group}/cgroup.procs; exec stress -q --cpu 1 -t 10'; grep -h usage ${group}/cpu.stat`)
        .stdout;
    expect(busy('slow')).toMatch(/^usage_usec 20\d{5}\n$/);
    run('mkdir fast');
    expect(busy('fast')).toMatch(/^usage_usec 100\d{5}\n$/);
    expect(run('cat slow/cpu.max; rmdir slow; ls -d slow')).toEqual({
      stdout: '20000 100000\n',
      stderr: "ls: cannot access 'slow': No such file or directory\n",
      exit: 2,
    });
  });

  it('refuse what makes no sense, and whoever is not root', () => {
    const run = testShell();
    expect(
      run('echo 1 > /sys/fs/cgroup/cgroup.procs; mkdir /sys/fs/cgroup/x').stderr,
    ).toBe(`bash: line 1: /sys/fs/cgroup/cgroup.procs: Permission denied
mkdir: cannot create directory ‘/sys/fs/cgroup/x’: Permission denied
`);
    expect(
      run(`sudo bash -c 'cd /sys/fs/cgroup; mkdir x; echo much > x/memory.max; echo 999 > x/cgroup.procs; rmdir x'`)
        .stderr,
    ).toBe(`bash: line 1: echo: write error: Invalid argument
bash: line 1: echo: write error: No such process
`);
  });
});

describe('permissions', () => {
  it('keep the learner out of what is not theirs; sudo lets them in', () => {
    const run = testShell();
    expect(
      run(
        'cat /etc/shadow; echo > /etc/x; cd /root; ls /root; rm /etc/passwd; kill 1; [ -r /etc/shadow ]; echo $?; sudo head -c 7 /etc/shadow; sudo id -u; whoami',
      ),
    ).toEqual({
      stdout: '1\nroot:*:0\nlearner\n',
      stderr: `cat: /etc/shadow: Permission denied
bash: line 1: /etc/x: Permission denied
bash: line 1: cd: /root: Permission denied
ls: cannot open directory '/root': Permission denied
rm: cannot remove '/etc/passwd': Permission denied
bash: line 1: kill: (1) - Operation not permitted
`,
      exit: 0,
    });
  });

  it('follow the owner', () => {
    const run = testShell();
    expect(
      run(
        'touch f; sudo chown root:shadow f; echo x > f; ls -l f | cut -c1-24; sudo chown learner f; echo y > f; cat f',
      ),
    ).toEqual({
      stdout: '-rw-r--r-- 1 root shadow\ny\n',
      stderr: 'bash: line 1: f: Permission denied\n',
      exit: 0,
    });
  });
});

describe('bytes that are no text', () => {
  it('pass unharmed through files, pipes and archives', () => {
    const run = asRoot();
    run("printf '\\377\\000\\303\\251z' > bytes; mkdir out; tar cf bytes.tar bytes; tar xf bytes.tar -C out");
    expect(
      run('cat out/bytes | od -An -tx1; wc -c < out/bytes; base64 bytes; base64 bytes | base64 -d | cmp - bytes'),
    ).toBe(' ff 00 c3 a9 7a\n5\n/wDDqXo=\n');
    expect(run('head -c 3 bytes | od -An -tx1; tail -c 2 bytes | od -An -tx1; cat bytes')).toBe(
      ' ff 00 c3\n a9 7a\n\ufffd\0éz',
    );
  });
});

describe('zombies', () => {
  it('are children that nobody looks after', () => {
    const run = testShell();
    run(`sh -c 'sleep 1 & exec sleep 60' &`);
    expect(run('sleep 2; ps -eo ppid,stat,args | grep "sleep 60" | grep -v grep').stdout).toBe(
      '      2 S    sleep 60\n',
    );
    expect(run('ps -eo stat,comm,args | grep Z').stdout).toBe('Z    sleep <defunct> [sleep] <defunct>\n');
    run('kill %1; sleep 1');
    expect(run('ps -eo stat | grep -c Z').stdout).toBe('0\n');
  });
});

describe('a full disk', () => {
  it('says so, whoever writes', () => {
    const run = testShell({}, 'root');
    run('mount -t tmpfs -o size=100k small /mnt; cd /mnt');
    expect(
      run(
        'dd if=/dev/zero of=big bs=1k count=200 status=none; df -h . | tail -1; echo more > other; head -c 10 big > copy; cp /etc/passwd .; rm big; echo fits > other; cat other',
      ),
    ).toEqual({
      stdout: 'small           100K  100K     0 100% /mnt\nfits\n',
      stderr: `dd: error writing 'big': No space left on device
bash: line 1: echo: write error: No space left on device
head: write error: No space left on device
cp: error writing './passwd': No space left on device
`,
      exit: 0,
    });
  });
});

describe('script', () => {
  it('runs a command on a terminal of its own', () => {
    const run = testShell();
    expect(
      run(`script -qec 'tty; echo hi' /dev/null | od -c`).stdout,
    ).toBe(`0000000   /   d   e   v   /   p   t   s   /   0  \\r  \\n   h   i  \\r  \\n
0000020
`);
    expect(run(`printf 'one\\n' | script -qec 'cat; exit 3' out; echo $?; grep -c ^one out`).stdout).toBe(
      'one\r\none\r\n3\n2\n',
    );
  });
});

describe('top', () => {
  it('shows processes until it is left', () => {
    const terminal = testTerminal();
    terminal.type('top -d 1\r');
    expect(terminal.rows().slice(0, 3)).toEqual([
      'top - 09:00:00 up 0 min,  1 user,  load average: 0.00, 0.00, 0.00',
      'Tasks:   3 total,   1 running,   2 sleeping,   0 stopped,   0 zombie',
      expect.stringMatching(/^%Cpu\(s\): +\d+\.\d us/),
    ]);
    terminal.type('q');
    terminal.type('echo left\r');
    expect(terminal.rows().at(-2)).toBe('left');
  });
});
