import { describe, expect, it } from 'vitest';
import { dockerShell } from './testing';

const PLAIN = 'FROM busybox\nRUN echo hi\n';

describe('docker build', () => {
  it('writes the result into a directory or an archive with --output', () => {
    const run = dockerShell({
      Dockerfile:
        'FROM busybox AS made\nRUN mkdir /out && echo it > /out/r.txt\nFROM scratch\nCOPY --from=made /out /\n',
    });
    const exported = run('docker build --output out .');
    expect(exported.stderr).toMatch(/#7 exporting to client\n#7 copying files \d+B done\n#7 DONE 0\.0s\n$/);
    expect(run('cat out/r.txt').stdout).toBe('it\n');
    expect(run('docker build -q -o - . | tar tf -')).toEqual({ stdout: 'r.txt\n', stderr: '', exit: 0 });
    expect(run('docker build -q -o type=tar,dest=o.tar . && tar xOf o.tar r.txt').stdout).toBe('it\n');
    expect(run('docker images -q --filter dangling=true').stdout).toBe('');
  });

  it('says which outputs there are not', () => {
    const run = dockerShell({ Dockerfile: PLAIN });
    const complaint = (flags: string) => run(`docker build ${flags} .`).stderr.replace('ERROR: failed to build: ', '');
    expect(complaint('-o type=local')).toBe('dest is required for local exporter\n');
    expect(complaint('-o type=nope')).toBe('failed to solve: exporter "nope" could not be found\n');
    expect(complaint('-o type=oci,dest=x')).toContain('OCI exporter is not supported for the docker driver.\n');
    expect(complaint('-o out --load')).toContain('multiple outputs currently unsupported');
    expect(complaint('--push')).toBe('tag is needed when pushing to registry\n');
  });

  it('pushes what it has built', () => {
    const run = dockerShell({ Dockerfile: PLAIN });
    const pushed = run('docker build --push -t localhost:5000/mine .');
    expect(pushed.stderr).toMatch(
      /pushing localhost:5000\/mine with docker\n(#\d+ pushing layer [0-9a-f]{12}[^\n]* done\n)+#\d+ DONE [\d.]+s\n$/,
    );
    expect(run('docker rmi localhost:5000/mine && docker pull -q localhost:5000/mine').stdout).toContain(
      'mine:latest\n',
    );
  });

  it('writes ids to files', () => {
    const run = dockerShell({ Dockerfile: PLAIN });
    const id = run('docker build -q --iidfile id --metadata-file meta.json .').stdout.trim();
    expect(run('cat id').stdout).toBe(id);
    expect(run("grep -o 'sha256:[0-9a-f]*' meta.json").stdout.trim()).toBe(id);
  });

  it('shows commands secrets that no layer holds', () => {
    const run = dockerShell({
      Dockerfile:
        'FROM busybox\nRUN --mount=type=secret,id=tok cat /run/secrets/tok > /seen\nRUN ls /run/secrets > /after 2>&1; true\n',
      tok: 's3cret\n',
    });
    run('docker build -q --secret id=tok,src=tok -t seen .');
    expect(run('docker run --rm seen cat /seen /after').stdout).toBe(
      's3cret\nls: /run/secrets: No such file or directory\n',
    );
    const complaint = (flags: string) => run(`docker build -q ${flags} .`).stderr;
    expect(complaint('--secret id=tok,src=nope')).toBe(
      'ERROR: failed to build: failed to stat nope: stat nope: no such file or directory\n',
    );
    expect(complaint('--secret src=tok')).toBe('ERROR: failed to build: secret missing ID\n');
    expect(
      run('printf "FROM busybox\\nRUN --mount=type=secret,id=t,required=true true\\n" | docker build -').stderr,
    ).toContain('ERROR: failed to build: failed to solve: secret t not found: not found\n');
  });

  it('knows hosts and networks of commands', () => {
    const run = dockerShell({ Dockerfile: 'FROM busybox\nRUN grep 1.2.3 /etc/hosts > /hosts; true\n' });
    run('docker build -q --add-host db:1.2.3.4 -t hosts .');
    expect(run('docker run --rm hosts cat /hosts').stdout).toBe('1.2.3.4\tdb\n');
    expect(run('docker build -q --add-host db .').stderr).toBe('ERROR: failed to build: invalid host db\n');
    expect(run('docker build -q --network nope .').stderr).toContain('network mode "nope" not supported by buildkit');
    const plain = run('docker build -q .').stdout;
    expect(run('docker build -q --network host .').stdout).not.toBe(plain);
    expect(run('docker build -q .').stdout).toBe(plain);
  });

  it('says what needs another builder', () => {
    const run = dockerShell({ Dockerfile: PLAIN });
    const complaint = (flags: string) => run(`docker build ${flags} .`).stderr.split('\n')[0];
    expect(complaint('--builder nope')).toBe('ERROR: no builder "nope" found');
    expect(complaint('--sbom=true')).toBe(
      'ERROR: failed to build: Attestation is not supported for the docker driver.',
    );
    expect(complaint('--cache-to type=local,dest=c')).toBe(
      'ERROR: failed to build: Cache export is not supported for the docker driver.',
    );
    expect(run('docker build -q --provenance=false --builder default .').exit).toBe(0);
  });

  it('refuses what makes no sense, as its client does', () => {
    const run = dockerShell({ Dockerfile: PLAIN });
    expect(run('docker build -q --progress plain .').stderr).toBe(
      'ERROR: progress=plain and quiet cannot be used together\n',
    );
    expect(run('docker build --progress rawjson .').stderr).toBe('ERROR: progress as raw JSON is not simulated here\n');
    expect(run('docker build --progress nope .').stderr).toBe('ERROR: invalid progress mode nope\n');
    expect(run('docker build --build-arg =x .').stderr).toBe('ERROR: invalid key-value pair "=x": empty key\n');
    expect(run("docker build -t '' .").stderr).toBe(
      'ERROR: failed to build: invalid tag "": repository name must have at least one component\n',
    );
    expect(run('docker build -q --squash .')).toMatchObject({
      stderr: expect.stringContaining('WARNING: experimental flag squash is removed with BuildKit.'),
      exit: 0,
    });
  });
});

describe('docker buildx', () => {
  it('knows the one builder', () => {
    const run = dockerShell();
    expect(run('docker buildx ls').stdout).toBe(
      [
        'NAME/NODE     DRIVER/ENDPOINT   STATUS    BUILDKIT       PLATFORMS',
        'default*      docker                                     ',
        ' \\_ default    \\_ default       running   v0.8+unknown   linux/amd64',
        '',
      ].join('\n'),
    );
    expect(run('docker buildx inspect').stdout).toBe(
      'Name:   default\nDriver: docker\n\nNodes:\nName:             default\nEndpoint:         default\nStatus:           running\nBuildKit version: v0.8+unknown\nPlatforms:        linux/amd64\n',
    );
    expect(run('docker buildx inspect nope').stderr).toBe('ERROR: no builder "nope" found\n');
    expect(run('docker buildx rm nope').stderr).toBe(
      'failed to remove nope: no builder "nope" found\nERROR: failed to remove one or more builders\n',
    );
  });

  it('counts what the cache takes', () => {
    const run = dockerShell({ Dockerfile: 'FROM busybox\nRUN echo hi > /x\n' });
    run('docker build -q .');
    expect(run('docker buildx du').stdout).toMatch(
      /^ID +RECLAIMABLE +SIZE +LAST ACCESSED\n([0-9a-z]{25}\*? +true +\d+B\*? +\S.*\n){4}Shared:\t\t3B\nPrivate:\t(\d+)B\nReclaimable:\t\d+B\nTotal:\t\t\d+B\n$/,
    );
    expect(run('docker builder prune -f').stdout).toMatch(
      /^ID\t+RECLAIMABLE\tSIZE\t\tLAST ACCESSED\n([0-9a-z]{25}\*.*\n){2}Total:/,
    );
    expect(run('docker builder prune -af').stdout).toMatch(/\nTotal:\t3B\n$/);
  });
});
