/** Sizes as BuildKit and Docker's client print them. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `395B`, `1.05MB`: two digits after the point where there is a unit. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${value}B` : `${value.toFixed(2)}${UNITS[unit]}`;
}
