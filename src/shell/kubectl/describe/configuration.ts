/** ConfigMaps, Secrets, ServiceAccounts and Namespaces. */
import { decodeBase64, decodeTextBase64 } from '../../../base/base64';
import type { ConfigMap } from '../../../kinds/configMap';
import type { LimitRange } from '../../../kinds/limits/limitRange';
import type { ResourceQuota } from '../../../kinds/limits/resourceQuota';
import type { Namespace } from '../../../kinds/namespace';
import type { Secret } from '../../../kinds/secret';
import type { ServiceAccount } from '../../../kinds/serviceAccount';
import { longTime } from './containers';
import type { Describer, DescribeWriter } from './describer';
import { writeLimitRanges, writeQuotas } from './limits';
import { writeAnnotations, writeLabels, writeMetadata } from './metadata';
import { listRelated } from './related';

export const configMapDescriber: Describer<ConfigMap> = {
  kind: 'ConfigMap',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, map) {
    writeMetadata(out, map);
    out.part('\nData\n====\n');
    for (const key of Object.keys(map.data ?? {}).sort()) out.part(`${key}:\n----\n${map.data?.[key] ?? ''}\n\n`);
    out.part('\nBinaryData\n====\n');
    for (const key of Object.keys(map.binaryData ?? {}).sort()) {
      out.part(`${key}: ${byteCount(map.binaryData?.[key])} bytes\n`);
    }
    out.part('\n');
  },
};

export const secretDescriber: Describer<Secret> = {
  kind: 'Secret',
  events: false,
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, secret) {
    writeMetadata(out, secret);
    out.part(`\nType:\t${secret.type ?? ''}\n\nData\n====\n`);
    for (const key of Object.keys(secret.data ?? {}).sort()) {
      const value = secret.data?.[key];
      const shown = secret.type === 'kubernetes.io/service-account-token' && key === 'token';
      out.line(0, shown ? `${key}:\t${decodeTextBase64(value ?? '') ?? ''}` : `${key}:\t${byteCount(value)} bytes`);
    }
  },
};

export const serviceAccountDescriber: Describer<ServiceAccount> = {
  kind: 'ServiceAccount',
  *describe(context, account) {
    const { out } = context;
    writeMetadata(out, account);
    const { name, namespace = 'default' } = account.metadata;
    const secrets = yield* listRelated<Secret>(context, `/api/v1/namespaces/${namespace}/secrets`);
    const all = secrets.ok ? secrets.value : [];
    const known = new Set(all.map((secret) => secret.metadata.name));
    const tokens = all
      .filter((secret) => secret.type === 'kubernetes.io/service-account-token')
      .filter((secret) => secret.metadata.annotations?.['kubernetes.io/service-account.name'] === name)
      .map((secret) => secret.metadata.name);
    const names = (list: readonly { name?: string }[] | undefined): string[] =>
      (list ?? []).map((one) => one.name ?? '');
    writeNames(out, 'Image pull secrets:', names(account.imagePullSecrets), known);
    writeNames(out, 'Mountable secrets: ', names(account.secrets), known);
    writeNames(out, 'Tokens:            ', tokens, known);
  },
};

export const namespaceDescriber: Describer<Namespace> = {
  kind: 'Namespace',
  events: false,
  *describe(context, namespace) {
    const { out } = context;
    const { name } = namespace.metadata;
    const path = (plural: string) => `/api/v1/namespaces/${name}/${plural}`;
    const quotas = yield* listRelated<ResourceQuota>(context, path('resourcequotas'));
    const ranges = yield* listRelated<LimitRange>(context, path('limitranges'));
    out.line(0, `Name:\t${name}`);
    writeLabels(out, 'Labels', namespace.metadata.labels);
    writeAnnotations(out, namespace.metadata.annotations);
    out.line(0, `Status:\t${namespace.status?.phase ?? ''}`);
    const conditions = namespace.status?.conditions ?? [];
    if (conditions.length > 0) {
      out.line(0, 'Conditions:');
      out.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
      out.line(1, '----\t------\t------------------\t------\t-------');
    }
    for (const one of conditions) {
      const time = longTime(one.lastTransitionTime);
      out.line(1, `${one.type}\t${one.status}\t${time}\t${one.reason ?? ''}\t${one.message ?? ''}`);
    }
    if (quotas.ok) writeQuotas(out, quotas.value);
    if (ranges.ok) writeLimitRanges(out, ranges.value);
  },
};

function byteCount(data: string | undefined): number {
  return decodeBase64(data ?? '')?.length ?? 0;
}

function writeNames(out: DescribeWriter, title: string, names: readonly string[], known: ReadonlySet<string>): void {
  if (names.length === 0) out.line(0, `${title}\t<none>`);
  [...names].sort().forEach((name, i) => {
    const missing = known.has(name) ? '' : ' (not found)';
    out.line(0, `${i === 0 ? title : ' '.repeat(19)}\t${name}${missing}`);
  });
}
