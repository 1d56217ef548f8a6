/** A container's environment: envFrom, env, and the variables of the services in its namespace. */
import type { Container, EnvVar } from 'kubernetes-types/core/v1';
import { decodeTextBase64 } from '../../base/base64';
import { fail, ok, type Result } from '../../base/result';
import { configMapKind } from '../../kinds/configMap';
import type { Pod } from '../../kinds/pod';
import { resourceValue } from '../../kinds/pods/resourceField';
import { secretKind } from '../../kinds/secret';
import type { Service } from '../../kinds/service';
import type { Client } from '../client/client';
import { expandReferences } from './expansion';
import { fieldValue, type PodFacts } from './fieldPath';

export interface EnvironmentSources {
  readonly client: Client;
  readonly services: readonly Service[];
  readonly facts: PodFacts;
  readonly allocatable: Readonly<Record<string, string>>;
}

/** Name and value pairs in order, or the message of a CreateContainerConfigError. */
export function makeEnvironment(
  pod: Pod,
  container: Container,
  sources: EnvironmentSources,
): Result<readonly (readonly [string, string])[], string> {
  const namespace = pod.metadata.namespace ?? '';
  const whole = wholeSources(container, sources.client, namespace);
  if (!whole.ok) return whole;
  const values = whole.value;
  const serviceValues =
    pod.spec.enableServiceLinks === false ? new Map() : serviceVariables(sources.services, namespace);
  const kubernetes = serviceVariables(sources.services, 'default', 'kubernetes');
  for (const [name, value] of kubernetes) if (!serviceValues.has(name)) serviceValues.set(name, value);
  for (const variable of container.env ?? []) {
    const value = variableValue(
      pod,
      container,
      variable,
      sources,
      (name) => values.get(name) ?? serviceValues.get(name),
    );
    if (!value.ok) return value;
    if (value.value !== undefined) values.set(variable.name, value.value);
  }
  for (const [name, value] of serviceValues) if (!values.has(name)) values.set(name, value);
  return ok([...values]);
}

/** What envFrom brings in. */
function wholeSources(container: Container, client: Client, namespace: string): Result<Map<string, string>, string> {
  const values = new Map<string, string>();
  for (const source of container.envFrom ?? []) {
    const reference = source.configMapRef ?? source.secretRef;
    if (reference === undefined) continue;
    const kind = source.configMapRef === undefined ? 'secret' : 'configmap';
    const data = readTexts(client, kind, namespace, reference.name ?? '');
    if (!data.ok && reference.optional !== true) return data;
    if (!data.ok) continue;
    for (const key of Object.keys(data.value).sort()) values.set(`${source.prefix ?? ''}${key}`, data.value[key] ?? '');
  }
  return ok(values);
}

function variableValue(
  pod: Pod,
  container: Container,
  variable: EnvVar,
  sources: EnvironmentSources,
  lookup: (name: string) => string | undefined,
): Result<string | undefined, string> {
  const from = variable.valueFrom;
  if (from === undefined) return ok(expandReferences(variable.value ?? '', lookup));
  if (from.fieldRef !== undefined) {
    return ok(fieldValue(pod, from.fieldRef.fieldPath, sources.facts) ?? '');
  }
  if (from.resourceFieldRef !== undefined) {
    const name = from.resourceFieldRef.containerName;
    const target = pod.spec.containers.find((other) => other.name === name) ?? container;
    return ok(resourceValue(from.resourceFieldRef, target, sources.allocatable));
  }
  const reference = from.configMapKeyRef ?? from.secretKeyRef;
  if (reference === undefined) return ok('');
  const kind = from.configMapKeyRef === undefined ? 'secret' : 'configmap';
  const namespace = pod.metadata.namespace ?? '';
  const data = readTexts(sources.client, kind, namespace, reference.name ?? '');
  if (!data.ok) return reference.optional === true ? ok(undefined) : data;
  const value = data.value[reference.key];
  if (value !== undefined) return ok(value);
  if (reference.optional === true) return ok(undefined);
  const title = kind === 'configmap' ? 'ConfigMap' : 'Secret';
  return fail(`couldn't find key ${reference.key} in ${title} ${namespace}/${reference.name}`);
}

/** What may become variables: all of a Secret, of a ConfigMap not what is binary. */
function readTexts(
  client: Client,
  kind: 'configmap' | 'secret',
  namespace: string,
  name: string,
): Result<Readonly<Record<string, string>>, string> {
  if (kind === 'secret') return readData(client, kind, namespace, name);
  const found = client.get(configMapKind, name, namespace);
  return found.ok ? ok(found.value.data ?? {}) : fail(notFound(found.error, `configmap "${name}" not found`));
}

/** The contents of a ConfigMap or Secret (decoded), or the message with which the kubelet says that it is missing. */
export function readData(
  client: Client,
  kind: 'configmap' | 'secret',
  namespace: string,
  name: string,
): Result<Readonly<Record<string, string>>, string> {
  if (kind === 'configmap') {
    const found = client.get(configMapKind, name, namespace);
    if (!found.ok) return fail(notFound(found.error, `configmap "${name}" not found`));
    const binary = Object.entries(found.value.binaryData ?? {}).map(([key, text]) => [
      key,
      decodeTextBase64(text) ?? '',
    ]);
    return ok({ ...found.value.data, ...(Object.fromEntries(binary) as Record<string, string>) });
  }
  const found = client.get(secretKind, name, namespace);
  if (!found.ok) return fail(notFound(found.error, `secret "${name}" not found`));
  const decoded = Object.entries(found.value.data ?? {}).map(([key, text]) => [key, decodeTextBase64(text) ?? '']);
  return ok(Object.fromEntries(decoded) as Record<string, string>);
}

function notFound(status: { readonly reason?: string; readonly message?: string }, text: string): string {
  return status.reason === 'NotFound' ? text : (status.message ?? text);
}

/** `KUBIA_SERVICE_HOST` and the rest, for the services of a namespace that have an address. */
function serviceVariables(services: readonly Service[], namespace: string, only?: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const service of services) {
    const address = service.spec.clusterIP;
    if (service.metadata.namespace !== namespace || (only !== undefined && service.metadata.name !== only)) continue;
    const ports = service.spec.ports ?? [];
    const first = ports[0];
    if (address === undefined || address === '' || address === 'None' || first === undefined) continue;
    const name = variableName(service.metadata.name);
    out.set(`${name}_SERVICE_HOST`, address);
    out.set(`${name}_SERVICE_PORT`, String(first.port));
    for (const port of ports) {
      if (port.name) out.set(`${name}_SERVICE_PORT_${variableName(port.name)}`, String(port.port));
    }
    for (const [index, port] of ports.entries()) {
      const protocol = (port.protocol ?? 'TCP').toUpperCase();
      const url = `${protocol.toLowerCase()}://${address}:${port.port}`;
      if (index === 0) out.set(`${name}_PORT`, url);
      const prefix = `${name}_PORT_${port.port}_${protocol}`;
      out.set(prefix, url);
      out.set(`${prefix}_PROTO`, protocol.toLowerCase());
      out.set(`${prefix}_PORT`, String(port.port));
      out.set(`${prefix}_ADDR`, address);
    }
  }
  return out;
}

function variableName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
