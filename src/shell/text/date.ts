/** strftime on a moment, in UTC: the laptop's time zone. */
import { formatTime } from '../../base/time';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Formats as `date +FORMAT` does. `moment` is milliseconds since 1970. */
export function formatDate(moment: number, format: string): string {
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = formatTime(moment).split(/[-T:Z]/);
  const weekday = (((Math.floor(moment / 86_400_000) + 4) % 7) + 7) % 7;
  const twelve = String(Number(hour) % 12 || 12).padStart(2, '0');
  const dayOfYear = Math.floor((moment - yearStart(Number(year))) / 86_400_000) + 1;
  const table: Record<string, string> = {
    Y: year,
    y: year.slice(2),
    C: year.slice(0, 2),
    m: month,
    d: day,
    e: String(Number(day)).padStart(2),
    H: hour,
    k: String(Number(hour)).padStart(2),
    I: twelve,
    l: String(Number(twelve)).padStart(2),
    M: minute,
    S: second,
    N: `${String(Math.floor(moment) % 1000).padStart(3, '0')}000000`,
    p: Number(hour) < 12 ? 'AM' : 'PM',
    P: Number(hour) < 12 ? 'am' : 'pm',
    s: String(Math.floor(moment / 1000)),
    a: (DAYS[weekday] ?? '').slice(0, 3),
    A: DAYS[weekday] ?? '',
    b: (MONTHS[Number(month) - 1] ?? '').slice(0, 3),
    h: (MONTHS[Number(month) - 1] ?? '').slice(0, 3),
    B: MONTHS[Number(month) - 1] ?? '',
    j: String(dayOfYear).padStart(3, '0'),
    u: String(weekday === 0 ? 7 : weekday),
    w: String(weekday),
    Z: 'UTC',
    z: '+0000',
    F: `${year}-${month}-${day}`,
    T: `${hour}:${minute}:${second}`,
    R: `${hour}:${minute}`,
    X: `${hour}:${minute}:${second}`,
    D: `${month}/${day}/${year.slice(2)}`,
    x: `${month}/${day}/${year.slice(2)}`,
    n: '\n',
    t: '\t',
    '%': '%',
  };
  table['r'] = `${twelve}:${minute}:${second} ${table['p']}`;
  table['c'] = `${table['a']} ${table['b']} ${table['e']} ${table['T']} ${year}`;
  return format.replace(/%([-_0^]?)(\d*)(:?[A-Za-z%])/g, (all, flag, width, letter) => {
    if (letter === ':z') return '+00:00';
    const value = table[letter as string];
    if (value === undefined) return all;
    if (letter === 'N' && width !== '') return value.slice(0, Number(width));
    if (flag === '-') return value.replace(/^[0 ]+(?=.)/, '');
    if (flag === '_') return value.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
    return flag === '^' ? value.toUpperCase() : value;
  });
}

function yearStart(year: number): number {
  const before = year - 1;
  const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return (days - 719_162) * 86_400_000;
}
