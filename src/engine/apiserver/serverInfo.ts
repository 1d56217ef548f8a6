/** What the server says of itself: version, health, paths. */

/** The build that `kubectl version` shows: that of a version such as `v1.32.0`, where `build` says nothing else. */
export function versionDocument(version: string, build: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [major = '', minor = ''] = version.replace(/^v/, '').split('.');
  return {
    major,
    minor,
    gitVersion: version,
    gitCommit: 'cd13ec4ae44e35ce12aefbb05627be4474ff2b1f',
    gitTreeState: 'archive',
    buildDate: '2026-11-21T06:33:40Z',
    goVersion: 'go1.24.4',
    compiler: 'gc',
    platform: 'linux/amd64',
    ...build,
  };
}

const CHECKS = ['ping', 'log', 'etcd'];
const HOOKS = [
  'start-apiserver-admission-initializer',
  'generic-apiserver-start-informers',
  'priority-and-fairness-config-consumer',
  'priority-and-fairness-filter',
  'storage-object-count-tracker-hook',
  'start-apiextensions-informers',
  'start-apiextensions-controllers',
  'crd-informer-synced',
  'start-system-namespaces-controller',
  'start-cluster-authentication-info-controller',
  'start-kube-apiserver-identity-lease-controller',
  'start-kube-apiserver-identity-lease-garbage-collector',
  'start-legacy-token-tracking-controller',
  'start-service-ip-repair-controllers',
  'rbac/bootstrap-roles',
  'scheduling/bootstrap-system-priority-classes',
  'priority-and-fairness-config-producer',
  'bootstrap-controller',
  'start-kube-aggregator-informers',
  'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller',
  'apiservice-registration-controller',
  'apiservice-discovery-controller',
  'kube-apiserver-autoregistration',
];
const LAST_CHECKS = [
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
  'poststarthook/apiservice-openapiv3-controller',
];

/** How a health check is asked. */
export interface HealthQuestion {
  readonly verbose: boolean;
  /** Checks that are passed over. */
  readonly exclude: readonly string[];
}

/**
 * `/healthz`, `/livez`, `/readyz`: `ok`, or with `verbose` every check; one check by its name below them. Undefined for
 * another path.
 */
export function healthText([name = '', ...check]: readonly string[], question: HealthQuestion): string | undefined {
  if (!['healthz', 'livez', 'readyz'].includes(name)) return undefined;
  const checks = checksOf(name);
  if (check.length > 0) return checks.includes(check.join('/')) ? 'ok' : undefined;
  if (!question.verbose) return 'ok';
  const lines = checks.map((one) => (question.exclude.includes(one) ? `[+]${one} excluded: ok\n` : `[+]${one} ok\n`));
  const unknown = question.exclude.filter((one) => !checks.includes(one)).map((one) => JSON.stringify(one));
  const warning =
    unknown.length === 0 ? '' : `warn: some health checks cannot be excluded: no matches for ${unknown.join(',')}\n`;
  return `${lines.join('')}${warning}${name} check passed\n`;
}

function checksOf(name: string): readonly string[] {
  const readiness = name === 'readyz' ? ['etcd-readiness', 'informer-sync'] : [];
  const shutdown = name === 'readyz' ? ['shutdown'] : [];
  return [...CHECKS, ...readiness, ...HOOKS.map((hook) => `poststarthook/${hook}`), ...LAST_CHECKS, ...shutdown];
}

/**
 * `/.well-known/openid-configuration` and `/openid/v1/jwks`: who issues the tokens of service accounts. Simplified: tokens
 * are signed with a digest, so there are no public keys that could be told.
 */
export function issuerDocument(path: string, address: string): object | undefined {
  if (path === 'openid/v1/jwks') return { keys: [] };
  if (path !== '.well-known/openid-configuration') return undefined;
  return {
    issuer: 'https://kubernetes.default.svc.cluster.local',
    jwks_uri: `https://${address}/openid/v1/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
