import { describe, expect, it } from 'vitest';
import { dockerShell, dockerTerminal } from './testing';

const ID = /^[0-9a-f]{64}\n$/;

describe('docker run', () => {
  it('prints what the command prints and ends as it does', () => {
    const run = dockerShell();
    expect(run('docker run --rm busybox sh -c "echo out; echo err >&2; exit 3"')).toEqual({
      stdout: 'out\n',
      stderr: 'err\n',
      exit: 3,
    });
    expect(run('docker ps -aq')).toEqual({ stdout: '', stderr: '', exit: 0 });
  });

  it('passes its input on with -i and not without', () => {
    const run = dockerShell();
    expect(run('echo hello | docker run --rm -i busybox cat').stdout).toBe('hello\n');
    expect(run('echo hello | docker run --rm busybox cat').stdout).toBe('');
  });

  it('says what is wrong with a flag, with the way to the help', () => {
    const run = dockerShell();
    expect(run('docker run --nope busybox')).toEqual({
      stdout: '',
      stderr:
        "unknown flag: --nope\n\nUsage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\nRun 'docker run --help' for more information\n",
      exit: 125,
    });
    expect(run('docker run -p abc:80 busybox')).toEqual({
      stdout: '',
      stderr: "docker: invalid hostPort: abc\n\nRun 'docker run --help' for more information\n",
      exit: 125,
    });
    expect(run('docker run --ulimit nofile=9 busybox').stderr).toBe('docker run --ulimit is not simulated here\n');
  });

  it('keeps its settings where inspect finds them', () => {
    const run = dockerShell({ env: '# none\nB=2\n' });
    run('docker run -d --name box -m 64m --cpus 0.5 -e A=1 --env-file env -v data:/data:ro -p 127.0.0.1:81:80 nginx');
    const show = (template: string) => run(`docker inspect -f '${template}' box`).stdout;
    expect(show('{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}')).toBe('67108864 500000000\n');
    expect(show('{{json .HostConfig.PortBindings}}')).toBe('{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"81"}]}\n');
    expect(show('{{range .Mounts}}{{.Name}} {{.Destination}} {{.RW}}{{end}}')).toBe('data /data false\n');
    expect(run('docker exec box env').stdout).toMatch(/^B=2\nA=1$/m);
  });
});

describe('mounts', () => {
  it('are of the size and mode that was asked for, and a full one takes no more', () => {
    const run = dockerShell();
    const inside = 'grep /t /proc/mounts; ls -ld /t; dd if=/dev/zero of=/t/big bs=1k count=2000 2>&1 | head -1';
    expect(run(`docker run --rm --tmpfs /t:size=1m,mode=700 busybox sh -c '${inside}'`).stdout.split('\n')).toEqual([
      'tmpfs /t tmpfs rw,nosuid,nodev,noexec,relatime,size=1024k,mode=700 0 0',
      expect.stringMatching(/^drwx------ /),
      "dd: error writing '/t/big': No space left on device",
      '',
    ]);
    expect(run('docker run --rm --tmpfs /t:huge busybox true').stderr).toContain('invalid tmpfs option ["huge"]\n');
  });

  it('leave a new volume empty with volume-nocopy', () => {
    const run = dockerShell();
    expect(run('docker run --rm --mount source=one,target=/etc,volume-nocopy busybox ls /etc').stdout).not.toContain(
      'passwd',
    );
    expect(run('docker run --rm -v two:/etc:nocopy busybox ls /etc').stdout).not.toContain('passwd');
    expect(run('docker run --rm -v three:/etc busybox ls /etc').stdout).toContain('passwd');
  });

  it('refuse what they cannot do', () => {
    const run = dockerShell();
    expect(run('docker run --mount type=bind,src=/srv,dst=/s,bind-propagation=shared busybox').stderr).toContain(
      '"--mount" flag: bind-propagation=shared is not simulated here\n',
    );
    expect(run('docker run -v /srv:/s:rshared busybox').stderr).toContain(
      '-v /srv:/s:rshared: rshared is not simulated here\n',
    );
  });
});

describe('a terminal', () => {
  it('goes into a container and comes back', () => {
    const terminal = dockerTerminal();
    terminal.type('docker run -it --rm --hostname box busybox sh\r');
    terminal.type('');
    terminal.type('hostname\r');
    expect(terminal.rows().slice(-3)).toEqual(['/ # hostname', 'box', '/ #']);
    terminal.type('exit\r');
    terminal.type('echo back\r');
    expect(terminal.rows().slice(-2, -1)).toEqual(['back']);
  });

  it('leaves a container running with Ctrl-P Ctrl-Q, and attaches again', () => {
    const terminal = dockerTerminal();
    terminal.type('docker run -it --name box busybox sh\r');
    terminal.type('');
    terminal.type('\x10\x11');
    terminal.type("docker ps --format '{{.Names}} {{.State}}'\r");
    expect(terminal.rows().slice(-2, -1)).toEqual(['box running']);
    terminal.type('docker attach box\r');
    terminal.type('echo again\r');
    expect(terminal.rows().slice(-2)).toEqual(['again', '/ #']);
    terminal.type('\x10\x11');
    terminal.type('\r');
    expect(terminal.rows().some((row) => row.endsWith('read escape sequence'))).toBe(true);
  });

  it('gives up on a container that does not heed Ctrl-C after three of them', () => {
    const terminal = dockerTerminal();
    terminal.type('docker run busybox sleep 1000\r');
    terminal.type('');
    for (let i = 0; i < 3; i++) terminal.type('\x03');
    expect(terminal.rows().join('\n')).toContain('got 3 SIGTERM/SIGINTs, forcefully exiting');
  });

  it('shows a line for each layer of a pull, and keeps it up to date', () => {
    const terminal = dockerTerminal();
    terminal.type('docker pull alpine\r');
    for (let i = 0; i < 10; i++) terminal.type('');
    expect(terminal.rows().slice(1, 4)).toEqual([
      'Using default tag: latest',
      'latest: Pulling from library/alpine',
      expect.stringMatching(/^[0-9a-f]{12}: Pull complete$/),
    ]);
  });

  it('completes names of commands, containers and images', () => {
    const terminal = dockerTerminal();
    terminal.type('docker create --name alone busybox\r');
    terminal.type('docker rm al\t\r');
    expect(terminal.rows().slice(-2, -1)).toEqual(['alone']);
    terminal.type('docker hist\tbusy\t');
    expect(terminal.rows().at(-1)).toContain('docker history busybox');
  });

  it("completes compose's commands, their flags and the services of the project's file", () => {
    const terminal = dockerTerminal();
    terminal.type("printf 'services:\\n  front: {image: busybox}\\n' > compose.yaml\r");
    const completed = (typed: string) => {
      terminal.type(`${typed}\t`);
      const line = terminal
        .rows()
        .at(-1)
        ?.replace(/^.*[$#] /, '')
        .trimEnd();
      terminal.type('\x15');
      return line;
    };
    expect(['docker compose conf', 'docker compose up --remove-or', 'docker compose logs fr'].map(completed)).toEqual([
      'docker compose config',
      'docker compose up --remove-orphans',
      'docker compose logs front',
    ]);
  });
});

describe('docker cp', () => {
  it('copies files and directories both ways', () => {
    const run = dockerShell({ 'web/index.html': 'hello\n', 'web/css/a.css': 'a\n' });
    run('docker create --name box busybox');
    expect(run('docker cp web box:/srv').exit).toBe(0);
    expect(run('docker cp box:/srv/css/a.css copy.css; cat copy.css').stdout).toBe('a\n');
    expect(run('docker cp web/. box:/tmp; docker cp box:/tmp/index.html .; cat index.html').stdout).toBe('hello\n');
    expect(run('docker cp nope box:/x')).toEqual({
      stdout: '',
      stderr: 'lstat /home/learner/nope: no such file or directory\n',
      exit: 1,
    });
  });
});

describe('lists', () => {
  it('are tables, templates or JSON', () => {
    const run = dockerShell();
    expect(run('docker create --name box --label a=1 busybox true').stdout).toMatch(ID);
    expect(run("docker ps -a --format 'table {{.Names}}\\t{{.Image}}'").stdout).toBe(
      'NAMES     IMAGE\nbox       busybox\n',
    );
    expect(run(`docker ps -a --format '{{.Label "a"}} {{upper .State}}'`).stdout).toBe('1 CREATED\n');
    expect(JSON.parse(run('docker ps -a --format json').stdout)).toMatchObject({ Names: 'box', Labels: 'a=1' });
    const nope = `template: :1:2: executing "" at <.Nope>: can't evaluate field Nope in type`;
    expect(run("docker ps --format '{{.Nope}}'").stderr).toBe(
      `failed to execute template: ${nope} *formatter.ContainerContext\n`,
    );
    expect(run("docker images --format '{{.Nope}}'").stderr).toBe(
      `template parsing error: ${nope} *formatter.imageContext\n`,
    );
  });
});

describe('archives', () => {
  it('hold images, in the layout that containers everywhere have', () => {
    const run = dockerShell();
    run('docker tag busybox tool:v1; docker save -o tool.tar tool:v1; docker rmi tool:v1');
    expect(run('tar tf tool.tar | grep -v blobs/sha256/. && tar xOf tool.tar repositories | cut -c1-18').stdout).toBe(
      'blobs/\nindex.json\nmanifest.json\noci-layout\nrepositories\n{"tool":{"v1":"'.replace(
        'blobs/\n',
        'blobs/\nblobs/sha256/\n',
      ) +
        run("docker image inspect -f '{{index .RootFS.Layers 0}}' busybox").stdout.slice(7, 10) +
        '\n',
    );
    expect(run('docker load -i tool.tar').stdout).toBe('Loaded image: tool:v1\n');
    run('mkdir apart; tar xf tool.tar -C apart; sed -i s/tool:v1/tool:v2/ apart/manifest.json');
    expect(run('tar c -C apart . | docker load; docker run --rm tool:v2 echo works').stdout).toBe(
      'Loaded image: tool:v2\nworks\n',
    );
    expect(run('echo no archive | docker load')).toMatchObject({ exit: 1, stderr: 'unexpected EOF\n' });
  });

  it('hold files of containers', () => {
    const run = dockerShell();
    run('docker run --name box busybox sh -c "echo kept > /kept"; docker export box > files; docker import files mine');
    expect(run('docker run --rm mine cat /kept; tar xOf files kept').stdout).toBe('kept\nkept\n');
    expect(run("ls -l files | awk '{ print ($5 > 1900000) }'").stdout).toBe('1\n');
  });

  it('go into containers and out of them', () => {
    const run = dockerShell();
    run('mkdir -p d/e; echo one > d/1; echo two > d/e/2; docker run -d --name box busybox sleep 1000');
    run('tar c d | docker cp - box:/tmp');
    expect(run('docker exec box cat /tmp/d/1 /tmp/d/e/2').stdout).toBe('one\ntwo\n');
    expect(run('docker cp box:/tmp/d/. - | tar t').stdout).toBe('./\n./1\n./e/\n./e/2\n');
    expect(run('docker cp - box:/nowhere < d/1')).toMatchObject({
      exit: 1,
      stderr: 'destination "box:/nowhere" must be a directory\n',
    });
  });

  it('are contexts of builds, and are unpacked by ADD', () => {
    const run = dockerShell({ Dockerfile: 'FROM busybox\nADD files.tar /a/\nCOPY files.tar /b/\nRUN find /a /b\n' });
    run('mkdir d; echo one > d/1; tar cf files.tar d');
    const found = (line: string) => [...run(line).stderr.matchAll(/^#\d+ [\d.]+ (\/.*)$/gm)].map(([, path]) => path);
    expect(found('tar c . | docker build -')).toEqual(['/a', '/a/d', '/a/d/1', '/b', '/b/files.tar']);
    expect(run('tar c . | DOCKER_BUILDKIT=0 docker build - | grep ^/').stdout).toBe(
      '/a\n/a/d\n/a/d/1\n/b\n/b/files.tar\n',
    );
  });
});

describe('docker events', () => {
  it('tell what happened in a span of time', () => {
    const run = dockerShell();
    run('docker create --name box busybox; docker rm box');
    const line =
      "docker events --since 1m --until 0s --filter type=container --format '{{.Action}} {{.Actor.Attributes.name}}'";
    expect(run(line).stdout).toBe('create box\ndestroy box\n');
  });
});
