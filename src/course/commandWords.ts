/** The words of one command as they are written: what stands in quotes is not taken apart. */
export function commandWords(command: string): readonly string[] {
  return command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
}

/** The command without what stands in quotes. */
export function unquoted(command: string): string {
  return command.replace(/'[^']*'|"[^"]*"/g, '');
}
