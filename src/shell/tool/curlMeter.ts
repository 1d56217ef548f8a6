/** curl's progress meter for a transfer that is over. */
export function progressMeter(bytes: number, elapsed: number): string {
  const speed = elapsed > 0 ? Math.round((bytes * 1000) / elapsed) : bytes;
  const size = String(bytes).padStart(5);
  const head =
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
    '                                 Dload  Upload   Total   Spent    Left  Speed\n';
  const idle = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';
  const percent = bytes > 0 ? '100' : '  0';
  return `${head}${idle}\r${percent} ${size}  ${percent} ${size}    0     0 ${String(speed).padStart(6)}      0 --:--:-- --:--:-- --:--:-- ${String(speed).padStart(5)}\n`;
}
