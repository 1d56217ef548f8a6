import type { ObjectName } from '../../engine/trace';
import type { Deployment } from '../../kinds/deployment';
import type { Node } from '../../kinds/node';
import type { ClusterObject } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import type { Service } from '../../kinds/service';
import { fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import { imageName } from '../parts/dockerNames';
import { partOfObject } from '../parts/stoppedParts';
import { usePlayground } from '../usePlayground';
import { Chips, Facts } from './Facts';
import { ObjectLink } from './ObjectLink';
import { PodFacts } from './PodFacts';
import { ownedBy, podsOn, podsSelected } from './relations';
import { Switch } from './Switch';

interface KindFactsProps {
  readonly name: ObjectName;
  readonly object: ClusterObject;
}

/** The switch of what the object stands for, if that has one, and the facts that matter for its kind. */
export function KindFacts({ name, object }: KindFactsProps) {
  const part = name.resource === 'nodes' ? `node/${name.name}` : partOfObject(name);
  return (
    <>
      {part !== undefined && <Switch actor={part} />}
      <OwnFacts name={name} object={object} />
    </>
  );
}

/** Kinds without an entry here show what all objects have. */
function OwnFacts({ name, object }: KindFactsProps) {
  switch (name.resource) {
    case 'pods':
      return <PodFacts pod={object as Pod} />;
    case 'nodes':
      return <NodeFacts node={object as Node} />;
    case 'services':
      return <ServiceFacts service={object as Service} />;
    case 'replicationcontrollers':
    case 'replicasets.apps':
    case 'deployments.apps':
      return <WorkloadFacts workload={object as Deployment} />;
    case 'configmaps':
    case 'secrets':
      return <DataFacts object={object as ClusterObject & { data?: Record<string, string> }} />;
    default:
      return null;
  }
}

function NodeFacts({ node }: { readonly node: Node }) {
  const { t } = useText();
  const objects = usePlayground((state) => state.objects);
  const images = usePlayground(({ nodeImages }) => nodeImages.find((one) => one.node === node.metadata.name)?.images);
  const { addresses, capacity, nodeInfo } = node.status ?? {};
  return (
    <Facts
      facts={[
        { label: t.inspector.internalIP, value: addresses?.find(({ type }) => type === 'InternalIP')?.address },
        { label: t.inspector.podCIDR, value: node.spec?.podCIDR },
        {
          label: t.inspector.capacity,
          value:
            capacity && ['cpu', 'memory', 'pods'].map((key) => `${key} ${String(capacity[key] ?? '')}`).join(' · '),
        },
        { label: t.inspector.version, value: nodeInfo?.kubeletVersion },
        { label: t.inspector.pods, value: <Links of={podsOn(objects, node.metadata.name)} /> },
        ...(images === undefined ? [] : [{ label: t.docker.images, value: <Links of={images.map(imageName)} /> }]),
      ]}
    />
  );
}

function ServiceFacts({ service }: { readonly service: Service }) {
  const { t } = useText();
  const objects = usePlayground((state) => state.objects);
  const { spec, status, metadata } = service;
  const ingress = status?.loadBalancer?.ingress?.map(({ ip, hostname }) => ip ?? hostname ?? '').join(', ');
  const external = spec?.type === 'LoadBalancer' ? (ingress ?? `<${t.inspector.pending}>`) : spec?.externalName;
  const ports = (spec?.ports ?? []).map(({ port, targetPort, nodePort, protocol }) =>
    [`${port} → ${String(targetPort ?? port)}/${protocol ?? 'TCP'}`, nodePort && `nodePort ${nodePort}`]
      .filter(Boolean)
      .join(' · '),
  );
  return (
    <Facts
      facts={[
        { label: t.inspector.type, value: spec?.type },
        { label: t.inspector.clusterIP, value: spec?.clusterIP },
        { label: t.inspector.externalIP, value: external },
        { label: t.inspector.ports, value: <Lines of={ports} /> },
        { label: t.inspector.selector, value: pairs(spec?.selector) },
        {
          label: t.inspector.selects,
          value: <Links of={podsSelected(objects, metadata.namespace ?? '', spec?.selector)} />,
        },
      ]}
    />
  );
}

function WorkloadFacts({ workload }: { readonly workload: Deployment }) {
  const { t } = useText();
  const objects = usePlayground((state) => state.objects);
  const { spec, status, metadata } = workload;
  // A ReplicationController's selector is plain labels, the others' has matchLabels.
  const selector = (spec?.selector?.matchLabels ?? spec?.selector) as Record<string, string> | undefined;
  const counts = [
    `${t.details['desired']} ${spec?.replicas ?? 1}`,
    `${t.details['current']} ${status?.replicas ?? 0}`,
    `${t.details['ready']} ${status?.readyReplicas ?? 0}`,
  ];
  return (
    <Facts
      facts={[
        { label: t.inspector.replicas, value: counts.join(' · ') },
        { label: t.inspector.strategy, value: spec?.strategy?.type },
        { label: t.inspector.selector, value: pairs(selector) },
        {
          label: t.inspector.image,
          value: spec?.template?.spec?.containers.map((container) => container.image).join(', '),
        },
        { label: t.inspector.owns, value: <Links of={ownedBy(objects, metadata.uid)} /> },
      ]}
    />
  );
}

function DataFacts({ object }: { readonly object: ClusterObject & { data?: Readonly<Record<string, string>> } }) {
  const { t, language } = useText();
  const keys = Object.keys(object.data ?? {});
  return (
    <Facts
      facts={[
        { label: t.inspector.data, value: fillCount(language, t.inspector.keys, keys.length) },
        { label: '', value: <Chips values={keys} /> },
      ]}
    />
  );
}

function Links({ of }: { readonly of: readonly ObjectName[] }) {
  const { t } = useText();
  if (of.length === 0) return t.inspector.none;
  return of.map((object) => (
    <div key={`${object.resource}/${object.name}`}>
      <ObjectLink object={object} />
    </div>
  ));
}

function Lines({ of }: { readonly of: readonly string[] }) {
  return of.map((line) => <div key={line}>{line}</div>);
}

function pairs(values: Readonly<Record<string, string>> | undefined) {
  const entries = Object.entries(values ?? {}).filter(([, value]) => typeof value === 'string');
  return entries.length === 0 ? undefined : <Chips values={entries.map(([key, value]) => `${key}=${value}`)} />;
}
