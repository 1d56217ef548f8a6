/**
 * kube-webhook-certgen as a program: `create` puts a certificate into a Secret where there is none, `patch` writes its
 * authority into the configuration of a webhook. It asks as its service account and may do what that may.
 *
 * Simplified: the certificate is made up, and nobody speaks TLS with it.
 */
import { encodeTextBase64 } from '../../base/base64';
import { formatTime } from '../../base/time';
import { admissionKinds } from '../../kinds/extensions/admissionKinds';
import { secretKind } from '../../kinds/secret';
import type { Status } from '../../kinds/status';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import { klogHeader } from '../containers/images/logTimes';
import type { Process, Program } from '../processes/process';

const NO_CONFIGURATION =
  'client_config.go:667] Neither --kubeconfig nor --master was specified.  Using the inClusterConfig.  This might not work.';

/** Makes the program, to be put into the nodes' kernels under the name `kube-webhook-certgen`. */
export function webhookCertificates(api: ApiServer): Program {
  // biome-ignore lint/correctness/useYield: the API server answers at once
  return function* (process) {
    const [, action = ''] = process.argv;
    const namespace = flag(process, 'namespace');
    const account = `${namespace}:${flag(process, 'secret-name')}`;
    const client = new Client(api, {
      user: `system:serviceaccount:${account}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      actor: process.network.name,
    });
    process.stderr.write(`${klogHeader(process.clock.now, 'W')}${NO_CONFIGURATION}\n`);
    if (action === 'create') return create(process, client);
    if (action === 'patch') return patch(process, client);
    process.stderr.write(`Error: unknown command "${action}" for "kube-webhook-certgen"\n`);
    return 1;
  };
}

function create(process: Process, client: Client): number {
  const [name, namespace] = [flag(process, 'secret-name'), flag(process, 'namespace')];
  const found = client.get(secretKind, name, namespace);
  if (found.ok) return 0;
  if (found.error.reason !== 'NotFound') return fails(process, found.error, 'k8s/k8s.go:225');
  log(process, 'info', 'no secret found', 'k8s/k8s.go:229', found.error.message);
  log(process, 'info', 'creating new secret', 'cmd/create.go:28');
  const made = client.create(secretKind, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'Opaque',
    data: {
      ca: madeUp(process, 'CERTIFICATE'),
      cert: madeUp(process, 'CERTIFICATE'),
      key: madeUp(process, 'EC PRIVATE KEY'),
    },
  });
  return made.ok ? 0 : fails(process, made.error, 'k8s/k8s.go:256');
}

function patch(process: Process, client: Client): number {
  const name = flag(process, 'webhook-name');
  const kind = admissionKinds.find((one) => one.kind === 'ValidatingWebhookConfiguration');
  const secret = client.get(secretKind, flag(process, 'secret-name'), flag(process, 'namespace'));
  if (!secret.ok) return fails(process, secret.error, 'cmd/patch.go:60');
  const policy = flag(process, 'patch-failure-policy');
  log(
    process,
    'info',
    `patching webhook configurations '${name}' mutating=false, validating=true, failurePolicy=${policy}`,
    'k8s/k8s.go:118',
  );
  if (kind === undefined) return 1;
  const found = client.get(kind, name);
  if (!found.ok) return fails(process, found.error, 'k8s/k8s.go:131');
  const { webhooks = [] } = found.value as unknown as { readonly webhooks?: readonly { clientConfig: object }[] };
  const changed = {
    ...found.value,
    webhooks: webhooks.map((hook) => ({
      ...hook,
      failurePolicy: policy,
      clientConfig: { ...hook.clientConfig, caBundle: secret.value.data?.['ca'] },
    })),
  };
  const written = client.update(kind, changed);
  if (!written.ok) return fails(process, written.error, 'k8s/k8s.go:134');
  log(process, 'info', 'Patched hook(s)', 'k8s/k8s.go:138');
  return 0;
}

function madeUp(process: Process, what: string): string {
  const lines = Array.from({ length: 6 }, () => `${Array.from({ length: 8 }, () => word(process)).join('')}`);
  return encodeTextBase64(`-----BEGIN ${what}-----\n${lines.join('\n')}\n-----END ${what}-----\n`);
}

function word({ random }: Process): string {
  return Math.floor(random.next() * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
}

function fails(process: Process, { message }: Status, source: string): number {
  log(process, 'fatal', 'failed', source, message);
  return 1;
}

/** A line as logrus writes it in JSON: the fields in the order of their names. */
function log(process: Process, level: string, msg: string, source: string, err?: string): void {
  const error = err === undefined ? {} : { err };
  process.stderr.write(`${JSON.stringify({ ...error, level, msg, source, time: formatTime(process.clock.now) })}\n`);
}

function flag({ argv }: Process, name: string): string {
  const start = `--${name}=`;
  return argv.find((argument) => argument.startsWith(start))?.slice(start.length) ?? '';
}
