import shapes from '../parts/picture/shapes.module.css';
import type { WorldName } from '../worlds';
import styles from './WorldDrawing.module.css';

/** What a world has, as a small drawing: machines, what is on them, what stands around. The words stand below it. */
export function WorldDrawing({ world }: { readonly world: WorldName }) {
  return (
    <svg className={styles.drawing} viewBox="0 0 200 84" aria-hidden="true">
      {DRAWINGS[world]}
    </svg>
  );
}

function Machine({ x, pods, lead = false }: { readonly x: number; readonly pods: number; readonly lead?: boolean }) {
  return (
    <g transform={`translate(${x} 18)`}>
      <rect className={lead ? styles.lead : styles.machine} width="34" height="54" rx="7" />
      <path className={styles.line} d="M7 9h12" />
      {Array.from({ length: pods }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing does not change.
        <g key={index} transform={`translate(5 ${16 + index * 12})`}>
          <rect className={shapes.pod} width="24" height="9" rx="3" />
          <circle className={shapes.dot} cx="5.5" cy="4.5" r="1.8" />
        </g>
      ))}
    </g>
  );
}

const CLOUD = 'M72 13a6 6 0 0 1 1-12 9 9 0 0 1 17-2 7 7 0 0 1 11 4 5.5 5.5 0 0 1 0 10z';

const DRAWINGS: Readonly<Record<WorldName, React.ReactNode>> = {
  docker: (
    <>
      <path className={styles.machine} d="M42 66V20a6 6 0 0 1 6-6h104a6 6 0 0 1 6 6v46M28 66h144l-7 10H35z" />
      {[0, 1, 2].map((layer) => (
        <rect key={layer} className={shapes.layer} x="54" y={30 + layer * 9} width="36" height="6.5" rx="2" />
      ))}
      <rect className={styles.lead} x="104" y="26" width="40" height="32" rx="6" />
      <circle className={shapes.dot} cx="124" cy="42" r="5" />
    </>
  ),
  playground: (
    <>
      <path className={styles.cloud} d={CLOUD} transform="translate(12 6)" />
      <Machine x={14} pods={0} lead />
      <Machine x={60} pods={2} />
      <Machine x={106} pods={3} />
      <Machine x={152} pods={1} />
      <path className={styles.line} d="M48 45h12M94 45h12M140 45h12" />
    </>
  ),
  minikube: (
    <>
      <rect className={styles.lead} x="56" y="12" width="88" height="60" rx="9" />
      <path className={styles.line} d="M68 24h26" />
      {[0, 1].map((row) =>
        [0, 1].map((column) => (
          <g key={`${row} ${column}`} transform={`translate(${68 + column * 34} ${36 + row * 16})`}>
            <rect className={shapes.pod} width="29" height="11" rx="3.5" />
            <circle className={shapes.dot} cx="6.5" cy="5.5" r="2" />
          </g>
        )),
      )}
    </>
  ),
  reference: (
    <>
      <Machine x={37} pods={0} />
      <Machine x={83} pods={0} />
      <Machine x={129} pods={0} />
      <path className={styles.line} d="M71 45h12M117 45h12" />
    </>
  ),
};
