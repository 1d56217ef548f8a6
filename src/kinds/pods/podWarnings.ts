/** What the API server warns of in pods and templates although it accepts them (pkg/api/pod/warnings.go). */
import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { labelErrors } from '../names';
import { formatQuantity, quantityOf } from '../quantity';

const oldNodeLabels: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};

/** `field` is where the spec stands: `spec`, or `spec.template.spec`. */
export function podSpecWarnings(field: string, spec: PodSpec | undefined): string[] {
  const labels = Object.keys(spec?.nodeSelector ?? {}).flatMap((key) => {
    const text = oldNodeLabels[key];
    return text === undefined ? [] : [`${field}.nodeSelector[${key}]: ${text}`];
  });
  const secrets = (spec?.imagePullSecrets ?? []).flatMap(({ name }, i) =>
    name ? [] : [`${field}.imagePullSecrets[${i}].name: invalid empty name ""`],
  );
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec?.[list] ?? []).flatMap((container, i) => containerWarnings(`${field}.${list}[${i}]`, container)),
  );
  return [...labels, ...secrets, ...containers];
}

/** A pod's name becomes a host name, and a controller's name part of many. */
export function hostNameWarnings(name: string, use: 'pod' | 'controller'): string[] {
  const wrong = labelErrors(name);
  if (wrong.length === 0) return [];
  const where = use === 'pod' ? "the Pod's hostname" : 'Pod names and hostnames';
  return [
    `metadata.name: this is used in ${where}, which can result in surprising behavior; a DNS label is recommended: [${wrong.join(' ')}]`,
  ];
}

function containerWarnings(field: string, container: Container): string[] {
  const warnings: string[] = [];
  for (const list of ['limits', 'requests'] as const) {
    for (const name of ['memory', 'ephemeral-storage']) {
      const amount = quantityOf(container.resources?.[list]?.[name]);
      if (amount.nano % 1_000_000_000n === 0n) continue;
      const text = JSON.stringify(formatQuantity(amount));
      warnings.push(
        `${field}.resources.${list}[${name}]: fractional byte value ${text} is invalid, must be an integer`,
      );
    }
  }
  const variables = new Set<string>();
  (container.env ?? []).forEach(({ name }, i) => {
    if (variables.has(name)) {
      const text = `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`;
      warnings.push(`${field}.env[${i}]: ${text}`);
    }
    variables.add(name);
  });
  const ports = new Map<string, number>();
  (container.ports ?? []).forEach(({ containerPort, protocol }, i) => {
    const key = `${protocol}/${containerPort}`;
    const first = ports.get(key);
    if (first === undefined) ports.set(key, i);
    else warnings.push(`${field}.ports[${i}]: duplicate port definition with ${field}.ports[${first}]`);
  });
  return warnings;
}
