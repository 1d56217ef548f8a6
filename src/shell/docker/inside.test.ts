/** What one does inside containers: recorded from Engines 20.10 and 28.5 with Debian's busybox 1.35, dash and bash. */
import { describe, expect, it } from 'vitest';
import { dockerShell } from './testing';

describe('a terminal in a container', () => {
  it('echoes what was typed before `docker run` has started, and the shell reads it then', () => {
    const run = dockerShell();
    const { stdout } = run(
      `printf 'echo a\\nexit 3\\n' | script -qec 'docker run -it --name t busybox' /dev/null; echo $?`,
    );
    expect(stdout.replaceAll('\r', '')).toBe(`echo a
exit 3
docker: Error response from daemon: Invalid container name (t), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed

Run 'docker run --help' for more information
125
`);
    const again = run(
      `printf 'echo a\\nexit 3\\n' | script -qec 'docker run -it --name box busybox' /dev/null; echo $?`,
    );
    expect(again.stdout.replaceAll('\r', '')).toBe(`echo a
exit 3
echo a
exit 3


BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)
Enter 'help' for a list of built-in commands.

/ # echo a
a
/ # exit 3
3
`);
  });

  it('gives keys to a command of `docker exec` once it runs, and says when one has left it', () => {
    const run = dockerShell();
    run('docker run -d --name box busybox sleep 1000');
    const { stdout } = run(
      `(sleep 1; printf 'sleep 50 &\\njobs\\n'; sleep 1; printf 'kill %%1\\n'; sleep 1; printf '\\n'; sleep 1; printf '\\020\\021') | script -qec 'docker exec -it box sh' /dev/null; echo $?`,
    );
    expect(stdout.replaceAll('\r', '').split('commands.\n\n')[1]).toBe(`/ # \u001b[6nsleep 50 &
/ # jobs
[1]+  Running                    sleep 50
/ # \u001b[6nkill %1
/ # \u001b[6n
[1]+  Terminated                 sleep 50
/ # \u001b[6nread escape sequence
1
`);
  });
});

describe('docker exec', () => {
  it('passes no variable that the client does not have, and refuses what cannot be', () => {
    const run = dockerShell();
    run('docker run -d --name box busybox sleep 1000');
    expect(run(`docker exec -e NOTSET box sh -c 'env | grep -c NOTSET'`).stdout).toBe('0\n');
    expect(run('docker exec -w here box pwd')).toEqual({
      stdout: 'OCI runtime exec failed: exec failed: Cwd must be an absolute path: unknown\r\n',
      stderr: '',
      exit: 126,
    });
    expect(run('docker exec -d box nosuch')).toEqual({
      stdout: '',
      stderr:
        'Error response from daemon: OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown\n',
      exit: 1,
    });
    expect(run('docker exec --detach-keys odd -t box true')).toEqual({
      stdout: '',
      stderr: 'Error response from daemon: Invalid escape keys (odd) provided\n',
      exit: 1,
    });
  });
});

describe('rights in a container', () => {
  it('are what its flags say', () => {
    const run = dockerShell();
    const said = (words: string) => {
      const { stdout, stderr, exit } = run(`docker run --rm ${words}`);
      return `${stdout}${stderr}${exit}`;
    };
    expect(said('--security-opt no-new-privileges busybox grep NoNewPrivs /proc/self/status')).toBe(
      'NoNewPrivs:\t1\n0',
    );
    expect(said('busybox grep NoNewPrivs /proc/self/status')).toBe('NoNewPrivs:\t0\n0');
    expect(said('--security-opt odd=1 busybox true')).toBe(
      `docker: Error response from daemon: invalid --security-opt 2: "odd=1"\n\nRun 'docker run --help' for more information\n125`,
    );
    expect(said('--security-opt seccomp=nope.json busybox true')).toBe(
      `docker: opening seccomp profile (nope.json) failed: open nope.json: no such file or directory\n\nRun 'docker run --help' for more information\n125`,
    );
    expect(said('--cap-drop NET_RAW busybox ping -c 1 127.0.0.1')).toBe(
      'PING 127.0.0.1 (127.0.0.1): 56 data bytes\nping: permission denied (are you root?)\n1',
    );
    expect(said('--pids-limit 2 busybox sh -c "sleep 1 & sleep 1 & echo no"')).toBe(
      "sh: can't fork: Resource temporarily unavailable\n2",
    );
  });
});

describe('a container that has ended', () => {
  it('is unhealthy, counts nothing in `stats -a`, and of a directory that is gone only itself is told', () => {
    const run = dockerShell();
    run(`docker run -d --name box --health-cmd true --health-interval 1s busybox sh -c 'rm -r /root; sleep 1000'`);
    run('sleep 2');
    expect(run('docker diff box; docker inspect -f "{{.State.Health.Status}}" box').stdout).toBe('D /root\nhealthy\n');
    run('docker stop -t 0 box');
    expect(run('docker inspect -f "{{.State.Health.Status}}" box').stdout).toBe('unhealthy\n');
    expect(run('docker stats -a --no-stream --format "{{.Name}} {{.PIDs}}"').stdout).toBe('box 0\n');
  });
});

describe('what is followed', () => {
  it('ends with whoever reads it', () => {
    const run = dockerShell();
    run(`docker run -d --name box busybox sh -c 'while :; do echo x; sleep 1; done'`);
    expect(run('docker logs -f box | head -3').stdout).toBe('x\nx\nx\n');
    expect(run('(sleep 1; docker kill box) >/dev/null & docker events --format "{{.Action}}" | head -1').stdout).toBe(
      'kill\n',
    );
  });
});

describe('the shell in an image', () => {
  const inside = (image: string, shell: string) => {
    const run = dockerShell();
    run(`docker run -d --name box ${image} sleep 1000`);
    return (script: string) => {
      const { stdout, stderr, exit } = run(`docker exec box ${shell} -c '${script}'`);
      return `${stdout}${stderr}${exit}`;
    };
  };

  it("is busybox's ash, with its own words", () => {
    const ash = inside('busybox', 'sh');
    expect(ash('cd /nope')).toBe("sh: cd: line 0: can't cd to /nope: No such file or directory\n2");
    expect(ash('true\ncd /nope')).toBe("sh: cd: line 1: can't cd to /nope: No such file or directory\n2");
    expect(ash('echo $((1/0)); echo no')).toBe('sh: divide by zero\n2');
    expect(ash('readonly r=1; r=2; echo no')).toBe('sh: r: is read only\n2');
    expect(ash('set -u; echo $nope; echo no')).toBe('sh: nope: parameter not set\n2');
    expect(ash('[ 1 -eq x ]')).toBe('sh: x: bad number\n2');
    expect(ash('echo {a,b}; kill 99999')).toBe("{a,b}\nsh: can't kill pid 99999: No such process\n1");
    expect(ash('. /nope; echo no')).toBe("sh: .: line 0: can't open '/nope': No such file or directory\n2");
    expect(ash('declare -i x')).toBe('sh: declare: not found\n127');
    expect(ash('echo "open')).toBe('sh: syntax error: unterminated quoted string\n2');
    expect(ash('return 3')).toBe('3');
  });

  it("is Debian's dash, with others", () => {
    const dash = inside('ubuntu', 'sh');
    expect(dash('echo $((1/0))')).toBe('sh: 1: arithmetic expression: division by zero: "1/0"\n2');
    expect(dash('cat < /nope; echo $?')).toBe('2\nsh: 1: cannot open /nope: No such file\n0');
    expect(dash('[ a -eq b ]')).toBe('sh: 1: [: Illegal number: a\n2');
    expect(dash('shift; echo no')).toBe("sh: 1: shift: can't shift that many\n2");
    expect(dash('if true; then')).toBe('sh: 1: Syntax error: end of file unexpected\n2');
    expect(dash('source /x')).toBe('sh: 1: source: not found\n127');
  });
});

describe('tools in an image', () => {
  it("are busybox's, which are short of words", () => {
    const run = dockerShell();
    run('docker run -d --name box --read-only -u nobody busybox sleep 1000');
    const said = (words: string) => {
      const { stderr, exit } = run(`docker exec box ${words}`);
      return `${stderr}${exit}`;
    };
    expect(said('touch /x')).toBe('touch: /x: Read-only file system\n1');
    expect(said('rm /bin/ls')).toBe("rm: can't remove '/bin/ls': Read-only file system\n1");
    expect(said('head /nope')).toBe('head: /nope: No such file or directory\n1');
    expect(said('sleep x')).toBe("sleep: invalid number 'x'\n1");
    expect(said('kill -s NOPE 1')).toBe("kill: bad signal name 'NOPE'\n1");
    expect(run('docker exec box grep -E "^(CapInh|CapAmb|Uid)" /proc/self/status').stdout).toBe(
      'Uid:\t65534\t65534\t65534\t65534\nCapInh:\t0000000000000000\nCapAmb:\t0000000000000000\n',
    );
    expect(run('docker exec box mount | grep " /dev[/ ]" | cut -d" " -f1-5').stdout).toBe(
      'tmpfs on /dev type tmpfs\ndevpts on /dev/pts type devpts\nmqueue on /dev/mqueue type mqueue\nshm on /dev/shm type tmpfs\n',
    );
  });
});
