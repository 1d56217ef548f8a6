/** `$(NAME)` in commands, arguments and environment values, as Kubernetes expands it. `$$` stands for `$`. */
export function expandReferences(text: string, lookup: (name: string) => string | undefined): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const next = text[at + 1];
    if (character !== '$' || next === undefined) {
      out += character;
    } else if (next === '$') {
      out += '$';
      at++;
    } else if (next === '(') {
      const end = text.indexOf(')', at + 2);
      if (end < 0) {
        out += '$(';
        at++;
        continue;
      }
      const name = text.slice(at + 2, end);
      out += lookup(name) ?? `$(${name})`;
      at = end;
    } else {
      out += `$${next}`;
      at++;
    }
  }
  return out;
}
