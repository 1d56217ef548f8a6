/** The mark: a glass bowl in which three things live. Decoration only; the name stands beside it. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path
        d="M5 4.5h14M6.5 4.5v3A8 8 0 1 0 17.5 7.5v-3"
        stroke="var(--accent)"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="9.5" cy="14.5" r="1.6" fill="var(--move)" />
      <circle cx="14" cy="16.5" r="1.6" fill="var(--blue)" />
      <circle cx="13.5" cy="12" r="1.6" fill="var(--ok)" />
    </svg>
  );
}
