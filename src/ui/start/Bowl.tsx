import styles from './Bowl.module.css';

const NODES = [
  { x: 106, pods: ['ok', 'ok', 'wait'] },
  { x: 192, pods: ['ok', 'ok'] },
  { x: 278, pods: ['ok'] },
] as const;

/** The drawing on the start page: a bowl with a small cluster in it. Every line is one that the real picture has too. */
export function Bowl({ label }: { readonly label: string }) {
  return (
    <svg className={styles.bowl} viewBox="0 0 440 400" role="img" aria-label={label}>
      <defs>
        <linearGradient id="water" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--accent)" stopOpacity="0.13" />
          <stop offset="1" stopColor="var(--blue)" stopOpacity="0.1" />
        </linearGradient>
        <clipPath id="inside">
          <path d="M62 122 A172 172 0 1 0 378 122 Z" />
        </clipPath>
      </defs>
      <g clipPath="url(#inside)">
        <rect x="30" y="122" width="380" height="280" fill="url(#water)" />
        <g className={styles.bubbles}>
          <circle cx="92" cy="330" r="4" />
          <circle cx="340" cy="340" r="5" />
          <circle cx="360" cy="310" r="3" />
          <circle cx="80" cy="300" r="2.5" />
        </g>
      </g>
      <path className={styles.surface} d="M62 122 Q 102 114 141 122 T 220 122 T 299 122 T 378 122" />
      <path className={styles.glass} d="M96 34 H344 M108 34 V66 A172 172 0 1 0 332 66 V34" />
      <path className={styles.shine} d="M74 196 A150 150 0 0 0 100 296" />

      <g transform="translate(220 236) scale(0.9) translate(-220 -246)">
        <g className={styles.wires}>
          <path d="M220 184 C220 212 139 196 139 224" />
          <path d="M220 184 V224" />
          <path d="M220 184 C220 212 311 196 311 224" />
        </g>
        <circle className={styles.mote} r="4.5" />
        <rect className={styles.api} x="166" y="148" width="108" height="36" rx="11" />
        <text className={styles.apiText} x="220" y="170.500">
          kube-apiserver
        </text>

        {NODES.map((node) => (
          <g key={node.x} transform={`translate(${node.x} 224)`}>
            <rect className={styles.node} width="66" height="104" rx="12" />
            <path className={styles.nodeLine} d="M12 14 h24" />
            <circle className={styles.ready} cx="53" cy="14" r="3" />
            {node.pods.map((tone, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a drawing does not change.
              <g key={`${node.x}-${tone}-${index * 24}`} transform={`translate(9 ${26 + index * 24})`}>
                <rect className={styles.pod} data-tone={tone} width="48" height="18" rx="6" />
                <circle className={styles.dot} data-tone={tone} cx="10" cy="9" r="3" />
                <path className={styles.podLine} d="M18 9 h20" />
              </g>
            ))}
          </g>
        ))}
      </g>
    </svg>
  );
}
