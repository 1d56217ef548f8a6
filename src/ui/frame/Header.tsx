import { BookOpen, CircleHelp, Moon, Settings, Sun } from 'lucide-react';
import { useState } from 'react';
import { START_PAGE, writeFragment } from '../fragment';
import { fill, fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import { findSpot } from '../journey';
import { IconButton } from '../parts/IconButton';
import { IconLink } from '../parts/IconLink';
import { Logo } from '../parts/Logo';
import { Segmented } from '../parts/Segmented';
import { useModelOnly } from '../useModelOnly';
import { usePage } from '../usePage';
import { useActions, usePlayground } from '../usePlayground';
import { useTheme } from '../useTheme';
import styles from './Header.module.css';
import { HelpDialog } from './HelpDialog';
import { SettingsDialog } from './SettingsDialog';

/** The bar above everything: where the learner is, which cluster it is, language, theme, settings, help. */
export function Header() {
  const { t, language } = useText();
  const actions = useActions();
  const theme = useTheme();
  const inWorld = usePlayground((state) => state.phase !== 'idle');
  const modelOnly = useModelOnly();
  const [dialog, setDialog] = useState<'settings' | 'help'>();

  return (
    <header className={styles.header} data-world={inWorld}>
      <a className={styles.brand} href={START_PAGE} aria-label={t.header.home}>
        <Logo />
        <span className={styles.name}>{t.brand.name}</span>
      </a>
      {inWorld && <Crumb />}
      <span className={styles.space} />
      {inWorld && !modelOnly && <ClusterPill />}
      <div className={styles.tools} role="toolbar" aria-label={t.header.toolbar}>
        <span className={styles.language}>
          <Segmented
            label={t.language.label}
            value={language}
            options={[
              { value: 'ko', label: '한국어', lang: 'ko' },
              { value: 'en', label: 'EN', lang: 'en' },
            ]}
            onChange={(next) => actions.setPreferences({ language: next })}
          />
        </span>
        <IconButton
          label={theme === 'dark' ? t.header.toLight : t.header.toDark}
          onClick={() => actions.setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' })}
        >
          {theme === 'dark' ? <Sun size={17} /> : <Moon size={17} />}
        </IconButton>
        <IconLink href={writeFragment({ glossary: '' })} label={t.glossary.open}>
          <BookOpen size={17} />
        </IconLink>
        <span className={styles.help}>
          <IconButton label={t.header.help} onClick={() => setDialog('help')}>
            <CircleHelp size={17} />
          </IconButton>
        </span>
        <IconButton label={t.header.settings} onClick={() => setDialog('settings')}>
          <Settings size={17} />
        </IconButton>
      </div>
      {dialog === 'settings' && <SettingsDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && <HelpDialog onClose={() => setDialog(undefined)} />}
    </header>
  );
}

/** Chapter and lesson, and how far the learner is in it: a mark for each step. */
function Crumb() {
  const { t, language } = useText();
  const lesson = usePlayground((state) => state.lesson);
  const chapters = usePlayground((state) => state.chapters);
  const progress = usePlayground((state) => state.progress);
  const shown = usePlayground((state) => state.shownStep);
  const world = usePlayground((state) => state.profile);
  const inFront = usePage() !== undefined;
  const spot = findSpot(chapters, lesson);

  if (spot === undefined) {
    const back = inFront ? <a href={writeFragment({ world })}>{t.header.freePlay}</a> : t.header.freePlay;
    return <span className={styles.crumb}>{back}</span>;
  }
  const title = spot.lesson.title[language];
  return (
    <>
      <nav className={styles.crumb} aria-label={t.panes.lesson}>
        <a className={styles.chapter} href={writeFragment({ chapter: spot.chapter.id })} title={t.journey.toMap}>
          {fill(t.start.chapter, { number: spot.number })} <span>{spot.chapter.title[language]}</span>
        </a>
        <i aria-hidden="true">/</i>
        {inFront ? (
          <a href={writeFragment({ lesson: spot.lesson.id, step: shown + 1 })}>{title}</a>
        ) : (
          <b aria-current="page">{title}</b>
        )}
      </nav>
      {progress !== undefined && <Progress />}
    </>
  );
}

function Progress() {
  const { t } = useText();
  const progress = usePlayground((state) => state.progress);
  const steps = progress?.steps ?? [];
  const current = Math.min((progress?.current ?? 0) + 1, steps.length);
  const label = fill(t.header.progress, { current, total: steps.length });
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={steps.length}
      aria-valuenow={steps.filter((step) => step.done).length}
      title={label}
    >
      {steps.map((step, index) => (
        <i key={step.id} data-state={step.done ? 'done' : index === progress?.current ? 'now' : 'ahead'} />
      ))}
      <span>
        {current} / {steps.length}
      </span>
    </div>
  );
}

function ClusterPill() {
  const { t, language } = useText();
  const profile = usePlayground((state) => state.profile);
  const nodes = usePlayground((state) => Object.keys(state.objects['nodes'] ?? {}).length);
  const running = usePlayground((state) => state.docker?.running === true);
  const containers = usePlayground((state) => state.docker?.containers.length ?? 0);
  const alone = profile === 'docker';
  return (
    <div className={styles.pill} title={alone ? undefined : t.header.profile}>
      <i aria-hidden="true" data-empty={alone ? !running : nodes === 0} />
      {profile}
      <span>
        {' · '}
        {alone ? fillCount(language, t.docker.containerCount, containers) : fillCount(language, t.header.nodes, nodes)}
      </span>
    </div>
  );
}
