import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../i18n/useText';
import { isOfDocker } from '../parts/dockerNames';
import { IconButton } from '../parts/IconButton';
import { objectStatus } from '../parts/objectStatus';
import { StatusMark } from '../parts/StatusMark';
import { Tabs } from '../parts/Tabs';
import { useActions, usePlayground } from '../usePlayground';
import { DockerObjectView } from './docker/DockerObjectView';
import { EventsView } from './EventsView';
import styles from './Inspector.module.css';
import { LogsView } from './LogsView';
import { PartView } from './PartView';
import { SummaryView } from './SummaryView';
import { useInspected } from './useInspected';
import { WhyView } from './WhyView';
import { RequestsView } from './way/RequestsView';
import { WayView } from './way/WayView';
import { YamlView } from './YamlView';

type ViewName = 'summary' | 'yaml' | 'events' | 'logs' | 'requests' | 'why';

/** What is selected, from all sides. It stands beside the diagram and never covers it. */
export function Inspector() {
  const { t } = useText();
  const actions = useActions();
  const selection = usePlayground((state) => state.selection);
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, .xterm, .monaco-editor');
      if (event.key === 'Escape' && !event.defaultPrevented && typing === null) actions.select(undefined);
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [actions]);

  if (selection === undefined) return null;
  return (
    <aside className={styles.inspector} aria-label={t.inspector.label} id="inspector">
      {selection.kind === 'exchange' ? (
        <WayView sequence={selection.sequence} />
      ) : selection.kind === 'part' ? (
        <PartView actor={selection.actor} />
      ) : isOfDocker(selection.object) ? (
        <DockerObjectView key={selection.object.resource} name={selection.object} />
      ) : (
        <ObjectView />
      )}
      <IconButton className={styles.close} label={t.inspector.close} onClick={() => actions.select(undefined)}>
        <X size={16} />
      </IconButton>
    </aside>
  );
}

function ObjectView() {
  const { t } = useText();
  const inspected = useInspected();
  const [view, setView] = useState<ViewName>('summary');
  if (inspected === undefined) return null;
  const { name, object, gone } = inspected;
  const status = object === undefined ? undefined : objectStatus(name.resource, object);
  const views: readonly ViewName[] = [
    'summary',
    'yaml',
    'events',
    ...(name.resource === 'pods' ? (['logs', 'requests'] as const) : []),
    'why',
  ];
  const shown = views.includes(view) ? view : 'summary';

  return (
    <>
      <div className={styles.head}>
        <p className={styles.kind}>{t.kinds[name.resource] ?? object?.kind ?? name.resource}</p>
        <h2 className={styles.name}>{name.name}</h2>
        {gone ? (
          <p className={styles.gone}>{t.inspector.gone}</p>
        ) : (
          status !== undefined &&
          status.word !== '' && (
            <p className={styles.status}>
              <StatusMark tone={status.tone} size={15} />
              {status.word}
            </p>
          )
        )}
      </div>
      <Tabs
        label={t.inspector.tabs}
        active={shown}
        onSelect={(id) => setView(id as ViewName)}
        tabs={views.map((id) => ({
          id,
          label: id === 'requests' ? t.way.tab : t.inspector[id],
          controls: 'inspector-view',
        }))}
      />
      <div
        className={styles.view}
        id="inspector-view"
        role="tabpanel"
        aria-labelledby="inspector-view-tab"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
      >
        {object !== undefined && shown === 'summary' && <SummaryView name={name} object={object} />}
        {object !== undefined && shown === 'yaml' && <YamlView object={object} />}
        {shown === 'events' && <EventsView name={name} uid={object?.metadata.uid} />}
        {object !== undefined && shown === 'logs' && <LogsView key={object.metadata.uid} object={object} />}
        {shown === 'requests' && <RequestsView place={`pod/${name.namespace}/${name.name}`} />}
        {shown === 'why' && <WhyView name={name} />}
      </div>
    </>
  );
}
