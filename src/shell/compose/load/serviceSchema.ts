/** What a service of a compose file may hold. */
import {
  anyObject,
  dictionary,
  either,
  flag,
  flagOrText,
  list,
  membersOf,
  NAME,
  nothing,
  number,
  numberOrText,
  object,
  oneOf,
  type Schema,
  text,
  textOrTexts,
  texts,
  wholeOrText,
  words,
} from './schema';

const command = oneOf(nothing, text, list(text));
const hook = object(
  { command, user: text, privileged: flagOrText, working_dir: text, environment: dictionary },
  { required: ['command'] },
);
const atLeast = (minimum: number, maximum?: number): Schema => ({
  types: ['integer'],
  minimum,
  ...(maximum === undefined ? {} : { maximum }),
});
const extraHosts = oneOf(membersOf(/.+/, oneOf(text, list(text))), texts);
const granted = list(oneOf(text, object({ source: text, target: text, uid: text, gid: text, mode: numberOrText })));
const ulimits = membersOf(
  /^[a-z]+$/,
  oneOf(wholeOrText, object({ soft: wholeOrText, hard: wholeOrText }, { required: ['soft', 'hard'] })),
  false,
);

const build = oneOf(
  text,
  object({
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    entitlements: list(text),
    args: dictionary,
    provenance: either('string', 'boolean'),
    sbom: either('string', 'boolean'),
    ssh: dictionary,
    labels: dictionary,
    cache_from: list(text),
    cache_to: list(text),
    no_cache: flagOrText,
    additional_contexts: dictionary,
    pull: flagOrText,
    extra_hosts: extraHosts,
    isolation: text,
    network: text,
    target: text,
    secrets: granted,
    shm_size: wholeOrText,
    tags: list(text),
    ulimits,
    platforms: list(text),
    privileged: flagOrText,
  }),
);

const watch = object(
  {
    path: text,
    action: words('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
    target: text,
    exec: hook,
    include: textOrTexts,
    ignore: textOrTexts,
    initial_sync: flag,
  },
  { required: ['path', 'action'] },
);

const rate = object({ path: text, rate: wholeOrText }, { extensions: false });
const blkio = object(
  {
    weight: wholeOrText,
    weight_device: list(object({ path: text, weight: wholeOrText }, { extensions: false })),
    device_read_bps: list(rate),
    device_read_iops: list(rate),
    device_write_bps: list(rate),
    device_write_iops: list(rate),
  },
  { extensions: false },
);

const device = {
  capabilities: texts,
  driver: text,
  count: either('string', 'integer'),
  device_ids: texts,
  options: dictionary,
};
const rollout = object({
  parallelism: wholeOrText,
  delay: text,
  failure_action: text,
  monitor: text,
  max_failure_ratio: numberOrText,
  order: words('start-first', 'stop-first'),
});
const genericResources = list(object({ discrete_resource_spec: object({ kind: text, value: numberOrText }) }));
const deploy: Schema = {
  ...object({
    mode: text,
    replicas: wholeOrText,
    labels: dictionary,
    update_config: rollout,
    rollback_config: rollout,
    resources: object({
      limits: object({ cpus: numberOrText, memory: text, pids: wholeOrText }),
      reservations: object({
        cpus: numberOrText,
        memory: text,
        devices: list(object(device, { required: ['capabilities'] })),
        generic_resources: genericResources,
      }),
    }),
    restart_policy: object({ condition: text, delay: text, max_attempts: wholeOrText, window: text }),
    placement: object({
      constraints: list(text),
      preferences: list(object({ spread: text })),
      max_replicas_per_node: wholeOrText,
    }),
    endpoint_mode: text,
  }),
  types: ['object', 'null'],
};

const dependsOn = oneOf(
  texts,
  membersOf(
    NAME,
    object(
      {
        condition: words('service_started', 'service_healthy', 'service_completed_successfully'),
        restart: flagOrText,
        required: flag,
      },
      { required: ['condition'] },
    ),
  ),
);

const envFile = oneOf(
  text,
  list(
    oneOf(text, object({ path: text, required: flagOrText, format: text }, { extensions: false, required: ['path'] })),
  ),
);

const healthcheck = object({
  test: oneOf(text, list(text)),
  timeout: text,
  interval: text,
  retries: numberOrText,
  start_period: text,
  start_interval: text,
  disable: flagOrText,
});

const networks = oneOf(
  texts,
  membersOf(
    NAME,
    oneOf(
      object({
        aliases: texts,
        driver_opts: membersOf(/^.+$/, either('string', 'number'), false),
        gw_priority: number,
        interface_name: text,
        ipv4_address: text,
        ipv6_address: text,
        link_local_ips: texts,
        mac_address: text,
        priority: number,
      }),
      nothing,
    ),
  ),
);

const port = oneOf(
  number,
  text,
  object({
    name: text,
    mode: text,
    host_ip: text,
    target: wholeOrText,
    published: either('string', 'integer'),
    protocol: text,
    app_protocol: text,
  }),
);

const mount = oneOf(
  text,
  object(
    {
      type: words('bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'),
      source: text,
      target: text,
      read_only: flagOrText,
      consistency: text,
      bind: object({
        selinux: words('z', 'Z'),
        propagation: text,
        create_host_path: flagOrText,
        recursive: words('enabled', 'disabled', 'writable', 'readonly'),
      }),
      volume: object({ labels: dictionary, nocopy: flagOrText, subpath: text }),
      tmpfs: object({ size: oneOf(atLeast(0), text), mode: numberOrText }),
      image: object({ subpath: text }),
    },
    { required: ['type'] },
  ),
);

const PULL_POLICY = 'always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+';

export const serviceSchema = object({
  profiles: texts,
  annotations: dictionary,
  attach: flagOrText,
  build,
  develop: { ...object({ watch: list(watch) }), types: ['object', 'null'] },
  blkio_config: blkio,
  cap_add: texts,
  cap_drop: texts,
  cgroup_parent: text,
  cgroup: words('host', 'private'),
  cpu_count: oneOf(text, atLeast(0)),
  cpu_percent: oneOf(text, atLeast(0, 100)),
  cpu_period: numberOrText,
  cpu_quota: numberOrText,
  cpu_rt_period: numberOrText,
  cpu_rt_runtime: numberOrText,
  cpus: numberOrText,
  cpuset: text,
  cpu_shares: numberOrText,
  command,
  configs: granted,
  container_name: { types: ['string'], pattern: '[a-zA-Z0-9][a-zA-Z0-9_.-]+' },
  credential_spec: object({ config: text, file: text, registry: text }),
  depends_on: dependsOn,
  deploy,
  device_cgroup_rules: texts,
  devices: list(oneOf(text, object({ source: text, target: text, permissions: text }, { required: ['source'] }))),
  dns: textOrTexts,
  dns_opt: texts,
  dns_search: textOrTexts,
  domainname: text,
  entrypoint: command,
  provider: object(
    {
      type: text,
      options: membersOf(
        /^.+$/,
        oneOf(either('string', 'number', 'boolean'), list(either('string', 'number', 'boolean'))),
        false,
      ),
    },
    { required: ['type'] },
  ),
  environment: dictionary,
  env_file: envFile,
  expose: list(either('string', 'number'), true),
  extends: oneOf(text, object({ service: text, file: text }, { extensions: false, required: ['service'] })),
  external_links: texts,
  extra_hosts: extraHosts,
  group_add: list(either('string', 'number'), true),
  gpus: oneOf(words('all'), list({ ...object(device), closed: false })),
  hostname: text,
  healthcheck,
  image: text,
  init: flagOrText,
  ipc: text,
  isolation: text,
  labels: dictionary,
  label_file: oneOf(text, list(text)),
  links: texts,
  logging: object({ driver: text, options: membersOf(/^.+$/, either('string', 'number', 'null'), false) }),
  mem_limit: numberOrText,
  mem_reservation: either('string', 'integer'),
  memswap_limit: numberOrText,
  mem_swappiness: wholeOrText,
  mac_address: text,
  models: oneOf(texts, membersOf(NAME, oneOf(object({ endpoint_var: text, model_var: text }), nothing), false)),
  network_mode: text,
  networks,
  oom_kill_disable: flagOrText,
  oom_score_adj: oneOf(text, atLeast(-1000, 1000)),
  pid: either('string', 'null'),
  pids_limit: numberOrText,
  platform: text,
  ports: list(port, true),
  privileged: flagOrText,
  pull_policy: { types: ['string'], pattern: PULL_POLICY },
  pull_refresh_after: text,
  read_only: flagOrText,
  restart: text,
  runtime: text,
  scale: wholeOrText,
  secrets: granted,
  security_opt: texts,
  shm_size: numberOrText,
  stdin_open: flagOrText,
  stop_grace_period: text,
  stop_signal: text,
  storage_opt: anyObject,
  sysctls: dictionary,
  tmpfs: textOrTexts,
  tty: flagOrText,
  ulimits,
  use_api_socket: flag,
  user: text,
  userns_mode: text,
  uts: text,
  volumes: list(mount, true),
  volumes_from: texts,
  working_dir: text,
  post_start: list(hook),
  pre_stop: list(hook),
});
