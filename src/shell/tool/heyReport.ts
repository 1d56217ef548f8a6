/** What `hey` prints at its end: times, a histogram of them, statuses and errors. */

/** A request's end: an answer, or an error. */
export type HeyAnswer =
  | { readonly time: number; readonly status: number; readonly bytes: number }
  | { readonly time: number; readonly error: string };

type Answered = Extract<HeyAnswer, { status: number }>;

const BAR = '■';
const BUCKETS = 10;
const WIDEST = 40;
const PERCENTAGES = [10, 25, 50, 75, 90, 95, 99];

/** The report on requests that took `elapsed` milliseconds together. */
export function heyReport(answers: readonly HeyAnswer[], elapsed: number): string {
  const answered = answers.filter((one): one is Answered => 'status' in one);
  const times = answered.map(({ time }) => time).sort((a, b) => a - b);
  const bytes = answered.reduce((sum, one) => sum + one.bytes, 0);
  const mean = times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length);
  const [fastest = 0] = times;
  const slowest = times.at(-1) ?? 0;
  const size =
    bytes === 0 ? '' : `\n  Total data:\t${bytes} bytes\n  Size/request:\t${Math.floor(bytes / answered.length)} bytes`;
  return `
Summary:
  Total:\t${seconds(elapsed)} secs
  Slowest:\t${seconds(slowest)} secs
  Fastest:\t${seconds(fastest)} secs
  Average:\t${seconds(mean)} secs
  Requests/sec:\t${(answers.length / Math.max(0.001, elapsed / 1000)).toFixed(4)}
  ${size}

Response time histogram:
${histogram(times, fastest, slowest)}

Latency distribution:
${PERCENTAGES.flatMap((share) => percentile(times, share)).join('\n')}

Status code distribution:
${counted(
  answered.map(({ status }) => String(status)),
  (status, count) => `  [${status}]\t${count} responses`,
)}

${errorsOf(answers)}
`;
}

function errorsOf(answers: readonly HeyAnswer[]): string {
  const errors = answers.flatMap((one) => ('error' in one ? [one.error] : []));
  if (errors.length === 0) return '';
  return `Error distribution:\n${counted(errors, (error, count) => `  [${count}]\t${error}`)}\n`;
}

function histogram(times: readonly number[], fastest: number, slowest: number): string {
  if (times.length === 0) return '';
  const step = (slowest - fastest) / BUCKETS;
  const marks = Array.from({ length: BUCKETS + 1 }, (_, index) =>
    index === BUCKETS ? slowest : fastest + step * index,
  );
  const counts = marks.map(() => 0);
  for (const time of times) {
    const at = marks.findIndex((mark) => time <= mark);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  return marks
    .map((mark, index) => {
      const count = counts[index] ?? 0;
      const bar = BAR.repeat(Math.floor((count * WIDEST + most / 2) / most));
      return `  ${(mark / 1000).toFixed(3)} [${count}]\t|${bar}`;
    })
    .join('\n');
}

function percentile(times: readonly number[], share: number): readonly string[] {
  const time = times[Math.min(times.length - 1, Math.ceil((times.length * share) / 100) - 1)];
  return time === undefined ? [] : [`  ${share}% in ${seconds(time)} secs`];
}

function counted(words: readonly string[], line: (word: string, count: number) => string): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => line(word, count)).join('\n');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(4);
}
