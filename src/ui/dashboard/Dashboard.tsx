import { Globe, Plus } from 'lucide-react';
import { useState } from 'react';
import type { ClusterObject } from '../../kinds/object';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { usePlayground } from '../usePlayground';
import { CreateForm } from './CreateForm';
import styles from './Dashboard.module.css';
import { dashboardKinds, kindNamed } from './kinds';
import { ObjectList } from './ObjectList';
import { ObjectView } from './ObjectView';
import { Overview } from './Overview';
import type { Place } from './place';
import { useAnswer } from './useAnswer';

const GROUPS = ['workloads', 'network', 'config', 'cluster'] as const;

/**
 * What the laptop's browser shows of the Kubernetes dashboard, drawn by the page: lists, objects, and changes to them,
 * all asked for by way of the dashboard's pod and as its service account.
 */
export function Dashboard() {
  const { t } = useText();
  const address = usePlayground((state) => state.browser);
  const [namespace, setNamespace] = useState('default');
  const [place, setPlace] = useState<Place>({ view: 'overview' });
  const namespaces = useAnswer<{ readonly items: readonly ClusterObject[] }>('/api/v1/namespaces', '', 'namespaces');
  const current = place.view === 'list' || place.view === 'object' ? place.resource : place.view;
  return (
    <div className={styles.dashboard} lang={t.language.name === 'English' ? 'en' : 'ko'}>
      <h2 className="visually-hidden">{t.dashboard.title}</h2>
      <div className={styles.bar}>
        <div className={styles.address} title={address}>
          <Globe size={13} aria-hidden="true" />
          <span>{address}</span>
        </div>
        <label className={styles.namespace}>
          <span>{t.dashboard.namespace}</span>
          <select
            value={namespace}
            onChange={(event) => {
              setNamespace(event.target.value);
              if (place.view === 'object') setPlace({ view: 'list', resource: place.resource });
            }}
          >
            <option value="">{t.dashboard.allNamespaces}</option>
            {[...new Set(['default', ...(namespaces.body?.items ?? []).map(({ metadata }) => metadata.name)])].map(
              (one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ),
            )}
          </select>
        </label>
        <Button size="small" onClick={() => setPlace({ view: 'create' })}>
          <Plus size={14} />
          {t.dashboard.create}
        </Button>
      </div>
      <div className={styles.body}>
        <nav className={styles.nav} aria-label={t.dashboard.title}>
          <NavItem selected={current === 'overview'} onClick={() => setPlace({ view: 'overview' })}>
            {t.dashboard.overview}
          </NavItem>
          {GROUPS.map((group) => (
            <div key={group}>
              <h3>{t.dashboard.groups[group]}</h3>
              {dashboardKinds
                .filter((one) => one.group === group)
                .map(({ resource, kind }) => (
                  <NavItem
                    key={resource}
                    selected={current === resource}
                    onClick={() => setPlace({ view: 'list', resource })}
                  >
                    {t.kinds[resource] ?? kind}
                  </NavItem>
                ))}
            </div>
          ))}
        </nav>
        <div className={styles.content}>
          <Content place={place} namespace={namespace} go={setPlace} />
        </div>
      </div>
    </div>
  );
}

interface ContentProps {
  readonly place: Place;
  readonly namespace: string;
  readonly go: (place: Place) => void;
}

function Content({ place, namespace, go }: ContentProps) {
  if (place.view === 'overview') return <Overview namespace={namespace} go={go} />;
  if (place.view === 'create') return <CreateForm namespace={namespace === '' ? 'default' : namespace} go={go} />;
  const kind = kindNamed(place.resource);
  if (kind === undefined) return null;
  if (place.view === 'list') return <ObjectList key={place.resource} kind={kind} namespace={namespace} go={go} />;
  const { namespace: where, name } = place;
  return <ObjectView key={`${place.resource} ${where}/${name}`} kind={kind} namespace={where} name={name} go={go} />;
}

interface NavItemProps {
  readonly selected: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

function NavItem({ selected, onClick, children }: NavItemProps) {
  return (
    <button type="button" className={styles.item} aria-current={selected ? 'page' : undefined} onClick={onClick}>
      {children}
    </button>
  );
}
