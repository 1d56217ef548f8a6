/** When something was built, as the client shows it. */
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-05-07T21:09:36.000000000+00:00` as `Thu May  7 21:09:36 2026`. */
export function builtText(stamp: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(stamp) ?? [];
  if (year === undefined) return stamp;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  // Zeller's rule, with Sunday as 0.
  const shifted = m < 3 ? m + 12 : m;
  const inYear = m < 3 ? y - 1 : y;
  const weekday =
    (d +
      Math.floor((13 * (shifted + 1)) / 5) +
      inYear +
      Math.floor(inYear / 4) -
      Math.floor(inYear / 100) +
      Math.floor(inYear / 400) +
      6) %
    7;
  return `${DAYS[weekday]} ${MONTHS[m - 1]} ${String(d).padStart(2)} ${time} ${year}`;
}
