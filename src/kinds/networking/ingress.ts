import type { IngressRule, IngressSpec, IngressStatus } from 'kubernetes-types/networking/v1';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { keepStatus, raiseGeneration, startGeneration } from '../workloads/generation';
import { INGRESS_CLASS_ANNOTATION, validateIngress, validateIngressClassAgreement } from './validateIngress';

export interface Ingress extends ClusterObject {
  spec: IngressSpec;
  status?: IngressStatus;
}

/** More hosts than these are only counted. */
const SHOWN_HOSTS = 3;

export const ingressKind = defineKind<Ingress>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  plural: 'ingresses',
  namespaced: true,
  schema: 'io.k8s.api.networking.v1.Ingress',
  shortNames: ['ing'],
  hasStatus: true,
  setDefaults(ingress) {
    ingress.spec ??= {};
    ingress.status ??= {};
    ingress.status.loadBalancer ??= {};
  },
  prepareForCreate(ingress) {
    startGeneration(ingress);
    ingress.status = { loadBalancer: {} };
  },
  prepareForUpdate(ingress, old) {
    keepStatus(ingress, old);
    raiseGeneration(ingress, old);
  },
  validate: (ingress) => [
    ...validateIngress(ingress.spec),
    ...(ingress.metadata.resourceVersion === undefined ? validateIngressClassAgreement(ingress) : []),
  ],
  warnings: (ingress, old) =>
    old === undefined && ingress.metadata.annotations?.[INGRESS_CLASS_ANNOTATION] !== undefined
      ? [`annotation "${INGRESS_CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`]
      : [],
  columns: [
    nameColumn,
    {
      name: 'Class',
      type: 'string',
      description: 'The class whose controller serves it',
      value: (ingress) => ingress.spec.ingressClassName ?? '<none>',
    },
    {
      name: 'Hosts',
      type: 'string',
      description: 'The hosts of its rules',
      value: (ingress) => hostsText(ingress.spec.rules ?? []),
    },
    {
      name: 'Address',
      type: 'string',
      description: 'Where it is reached',
      value: ingressAddress,
    },
    {
      name: 'Ports',
      type: 'string',
      description: 'The ports that it serves',
      value: (ingress) => ((ingress.spec.tls?.length ?? 0) > 0 ? '80, 443' : '80'),
    },
    ageColumn,
  ],
});

/** Addresses and host names under which the ingress is reached, separated by commas. */
export function ingressAddress({ status }: Ingress): string {
  const all = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
  return [...new Set(all.filter((address) => address !== ''))].join(',');
}

function hostsText(rules: readonly IngressRule[]): string {
  const hosts = rules.map((rule) => rule.host ?? '').filter((host) => host !== '');
  if (hosts.length === 0) return '*';
  const shown = hosts.slice(0, SHOWN_HOSTS).join(',');
  return hosts.length > SHOWN_HOSTS ? `${shown} + ${hosts.length - SHOWN_HOSTS} more...` : shown;
}
