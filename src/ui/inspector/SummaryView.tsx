import { humanDuration } from '../../base/time';
import type { ObjectName } from '../../engine/trace';
import type { ClusterObject } from '../../kinds/object';
import { useText } from '../i18n/useText';
import { usePlayground } from '../usePlayground';
import { Chips, Facts } from './Facts';
import { KindFacts } from './KindFacts';
import { ObjectLink } from './ObjectLink';
import { ownerName } from './relations';

/** What there is to know about an object at a glance: its own facts first, then what all objects have. */
export function SummaryView({ name, object }: { readonly name: ObjectName; readonly object: ClusterObject }) {
  const { t } = useText();
  const { metadata } = object;
  const owner = ownerName(object);
  return (
    <>
      <KindFacts name={name} object={object} />
      <Facts
        facts={[
          { label: t.inspector.namespace, value: metadata.namespace },
          { label: t.inspector.age, value: <Age created={metadata.creationTimestamp} /> },
          { label: t.inspector.owner, value: owner === undefined ? undefined : <ObjectLink object={owner} /> },
          { label: t.inspector.labels, value: pairs(metadata.labels) },
        ]}
      />
    </>
  );
}

function Age({ created }: { readonly created: unknown }) {
  // Whole seconds: the age changes its words no more often than that.
  const now = usePlayground((state) => Math.floor(state.time.now / 1000) * 1000);
  if (typeof created !== 'string') return null;
  return <time dateTime={created}>{humanDuration(Math.max(0, now - Date.parse(created)))}</time>;
}

function pairs(values: Readonly<Record<string, string>> | undefined) {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return undefined;
  return <Chips values={entries.map(([key, value]) => (value === '' ? key : `${key}=${value}`))} />;
}
