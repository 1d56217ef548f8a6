import { describe, expect, it } from 'vitest';
import { dockerShell } from '../docker/testing';

function config(file: string, files: Readonly<Record<string, string>> = {}, flags = '') {
  const run = dockerShell({ 'shop/compose.yaml': file, ...files });
  return run(`cd ~/shop && unset COMPOSE_PROJECT_NAME; docker compose config ${flags}`);
}

describe('docker compose config', () => {
  it('writes short forms out, in the order of compose', () => {
    const { stdout } = config(`
services:
  web:
    image: nginx
    ports: ["8080:80", "127.0.0.1:9000-9001:90-91/udp"]
    volumes: ["./site:/usr/share/nginx/html:ro", "cache:/cache"]
    healthcheck: {test: curl localhost, interval: 90s}
    secrets: [token]
    mem_limit: 64m
    links: [db]
  db:
    image: busybox
    command: sleep 10
    environment: [A=1, B]
volumes: {cache: , unused: }
secrets: {token: {file: token.txt}}
x-note: {b: 1, a: [yes]}
`);
    expect(stdout).toBe(`name: shop
services:
  db:
    command:
      - sleep
      - "10"
    environment:
      A: "1"
      B: null
    image: busybox
    networks:
      default: null
  web:
    depends_on:
      db:
        condition: service_started
        restart: true
        required: true
    healthcheck:
      test:
        - CMD-SHELL
        - curl localhost
      interval: 1m30s
    image: nginx
    links:
      - db
    mem_limit: "67108864"
    networks:
      default: null
    ports:
      - mode: ingress
        target: 80
        published: "8080"
        protocol: tcp
      - mode: ingress
        host_ip: 127.0.0.1
        target: 90
        published: "9000"
        protocol: udp
      - mode: ingress
        host_ip: 127.0.0.1
        target: 91
        published: "9001"
        protocol: udp
    secrets:
      - source: token
        target: /run/secrets/token
    volumes:
      - type: bind
        source: /home/learner/shop/site
        target: /usr/share/nginx/html
        read_only: true
        bind:
          create_host_path: true
      - type: volume
        source: cache
        target: /cache
        volume: {}
networks:
  default:
    name: shop_default
volumes:
  cache:
    name: shop_cache
secrets:
  token:
    name: shop_token
    file: /home/learner/shop/token.txt
x-note:
  a:
    - "yes"
  b: 1
`);
  });

  it('lays an override over the file, takes away what is reset, and joins what is included', () => {
    const { stdout } = config(
      `
include: [more/db.yaml]
services:
  web: {image: nginx, command: a b, environment: {A: 1, B: 2}, ports: ["80:80"], depends_on: [db]}
`,
      {
        'shop/compose.override.yaml':
          'services:\n  web: {ports: !reset [], environment: [B=3], command: !override [c]}\n',
        'shop/more/db.yaml': 'services:\n  db: {image: "db:$TAG", volumes: ["./data:/data"]}\n',
        'shop/more/.env': 'TAG=5\n',
      },
    );
    expect(stdout).toBe(`name: shop
services:
  db:
    image: db:5
    networks:
      default: null
    volumes:
      - type: bind
        source: /home/learner/shop/more/data
        target: /data
        bind:
          create_host_path: true
  web:
    command:
      - c
    depends_on:
      db:
        condition: service_started
        required: true
    environment:
      A: "1"
      B: "3"
    image: nginx
    networks:
      default: null
networks:
  default:
    name: shop_default
`);
  });

  it('lets a service extend another one, of another file too', () => {
    const { stdout } = config(
      `
services:
  web: {extends: {service: base, file: sub/base.yaml}, environment: {B: 2}}
`,
      { 'shop/sub/base.yaml': 'services:\n  base: {image: b, build: ./k, environment: [A=1, B=1]}\n' },
    );
    expect(stdout).toContain(`  web:
    build:
      context: /home/learner/shop/sub/k
      dockerfile: Dockerfile
    environment:
      A: "1"
      B: "2"
    image: b
`);
  });

  it.each([
    ['services: {web: {image: a, nope: 1}}', "validating FILE: services.web additional properties 'nope' not allowed"],
    ['services: {web: {image: 5}}', 'validating FILE: services.web.image must be a string'],
    ['services: {web: {image: a, ports: 80}}', 'validating FILE: services.web.ports must be a array'],
    [
      'services: {web: {image: a, depends_on: {db: {condition: x}}}}',
      "validating FILE: services.web.depends_on.db.condition value must be one of 'service_started', 'service_healthy', 'service_completed_successfully'",
    ],
    [
      'services: {web: {image: a, scale: two}}',
      'error while interpolating services.web.scale: failed to cast to expected type: strconv.Atoi: parsing "two": invalid syntax',
    ],
    [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is compose's
      'services: {web: {image: "${T:?say it}"}}',
      'error while interpolating services.web.image: required variable T is missing a value: say it',
    ],
    [
      'services: {web: {image: a, networks: [n]}}',
      'service "web" refers to undefined network n: invalid compose project',
    ],
    [
      'services: {web: {image: a, secrets: [s]}}',
      'service "web" refers to undefined secret s: invalid compose project',
    ],
    [
      'services:\n  web:\n    image: a\n    image: b',
      'failed to parse FILE: line 4: mapping key "image" already defined at line 3',
    ],
    ['services:\n  web:\n    image: a\n   ports: []', 'yaml: line 1: did not find expected key'],
    [
      'services: {web: {image: a, mem_limit: 1x, stop_grace_period: abc}}',
      `decoding failed due to the following error(s):\n\n'services[web].mem_limit' invalid suffix: 'x'\n'services[web].stop_grace_period' time: invalid duration "abc"`,
    ],
    ['services: {web: {extends: base}}', 'cannot extend service "web" in FILE: service "base" not found'],
  ])('refuses %s', (file, message) => {
    const { stderr, exit } = config(file);
    expect({ stderr, exit }).toEqual({
      stderr: `${message.replace('FILE', '/home/learner/shop/compose.yaml')}\n`,
      exit: 1,
    });
  });

  it('lists names only, for profiles that are on', () => {
    const file = 'services: {web: {image: nginx}, tool: {build: ., profiles: [tools]}}';
    expect(config(file, {}, '--services').stdout).toBe('web\n');
    expect(config(file, {}, '--images tool').stdout).toBe('shop-tool\n');
    expect(config(file, {}, '--profiles').stdout).toBe('tools\n');
  });
});

describe('docker compose up', () => {
  it('gives a service its secrets and configs as files', () => {
    const run = dockerShell({
      'compose.yaml': `
services:
  app:
    image: busybox
    command: cat /run/secrets/token /etc/app.conf
    secrets: [token]
    configs: [{source: conf, target: /etc/app.conf}]
secrets: {token: {file: token.txt}}
configs: {conf: {content: "port=$PORT\\n"}}
`,
      'token.txt': 's3cret\n',
    });
    expect(run('PORT=80 docker compose up --no-log-prefix').stdout).toContain('s3cret\nport=80\n');
  });

  it('refuses what it would have to leave out', () => {
    const run = dockerShell({ 'compose.yaml': 'services: {app: {image: busybox, gpus: all}}' });
    const { stderr, exit } = run('docker compose up -d');
    expect({ stderr: stderr.split('\n').at(-2), exit }).toEqual({
      stderr: 'services.app.gpus is not simulated here',
      exit: 1,
    });
  });

  it.each([
    ['docker compose build -q', 'docker compose build --quiet is not simulated here'],
    ['docker compose images --format json', 'docker compose images --format: only table is simulated here'],
    ['docker run --group-add wheel busybox', 'docker run --group-add is not simulated here'],
  ])('refuses %s, which it would do otherwise than asked', (line, said) => {
    const run = dockerShell({ 'compose.yaml': 'services: {app: {image: busybox, group_add: [wheel]}}' });
    expect(run(line).stderr).toContain(said);
    expect(run('docker compose up -d').stderr).toContain('services.app.group_add is not simulated here');
  });

  it('pulls without a word when asked to', () => {
    const run = dockerShell({ 'compose.yaml': 'services: {app: {image: redis}}' });
    expect(run('docker compose pull -q')).toMatchObject({ stdout: '', stderr: '', exit: 0 });
    expect(run('docker compose pull').stderr).toContain('app  Pulled');
  });
});
