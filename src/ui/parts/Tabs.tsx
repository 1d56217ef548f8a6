import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import styles from './Tabs.module.css';

export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  /** What a screen reader says when the label alone does not say it. */
  readonly name?: string;
  /** The id of the element that the tab shows. */
  readonly controls?: string;
  /** Gives the tab a cross (and the Delete key) that closes it. */
  readonly close?: { readonly label: string; readonly run: () => void };
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly active: string;
  readonly onSelect: (id: string) => void;
  /** What stands before and after the tabs. */
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** A tab list: arrow keys move, Home and End jump. */
export function Tabs({ label, tabs, active, onSelect, lead, children }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const current = tabs.some((tab) => tab.id === active) ? active : tabs[0]?.id;

  function move(event: KeyboardEvent) {
    const index = tabs.findIndex((tab) => tab.id === current);
    const target = targetOf(event.key, index, tabs.length);
    const closing = tabs[index]?.close;
    if (event.key === 'Delete' && closing !== undefined) closing.run();
    const next = target === undefined ? undefined : tabs[target];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[target ?? 0]?.focus();
  }

  return (
    <div className={styles.bar}>
      {lead}
      <div ref={list} role="tablist" aria-label={label} className={styles.list} onKeyDown={move}>
        {tabs.map((tab) => (
          <TabButton key={tab.id} tab={tab} selected={tab.id === current} onSelect={onSelect} />
        ))}
      </div>
      {children}
    </div>
  );
}

interface TabButtonProps {
  readonly tab: Tab;
  readonly selected: boolean;
  readonly onSelect: (id: string) => void;
}

function TabButton({ tab, selected, onSelect }: TabButtonProps) {
  const { close } = tab;
  return (
    <span role="presentation" className={styles.item} data-selected={selected}>
      <button
        type="button"
        role="tab"
        id={tab.controls === undefined ? undefined : `${tab.controls}-tab`}
        aria-selected={selected}
        aria-controls={selected ? tab.controls : undefined}
        aria-label={tab.name}
        tabIndex={selected ? 0 : -1}
        className={styles.tab}
        onClick={() => onSelect(tab.id)}
        onAuxClick={(event) => event.button === 1 && close?.run()}
      >
        {tab.label}
      </button>
      {close !== undefined && (
        // The Delete key does the same on the tab; a button inside a tab list would confuse screen readers.
        <span aria-hidden="true" className={styles.close} title={close.label} onPointerDown={close.run}>
          <X size={12} />
        </span>
      )}
    </span>
  );
}

function targetOf(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (index + 1) % count;
  if (key === 'ArrowLeft') return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
