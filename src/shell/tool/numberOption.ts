/**
 * Turns an old-style number among the options (`head -5`) into an option with a value. Letters in `valued` take a value:
 * what follows them is left alone.
 */
export function moveNumber(arguments_: readonly string[], option: string, valued: string): readonly string[] {
  const takesNext = new RegExp(`^-[a-zA-Z]*[${valued}]$`);
  return arguments_.flatMap((argument, at) => {
    const before = arguments_[at - 1];
    const isValue = before !== undefined && takesNext.test(before);
    const number = /^-(\d+)([a-zA-Z]*)$/.exec(argument);
    if (number === null || isValue) return [argument];
    return [`-${option}`, number[1] as string, ...(number[2] === '' ? [] : [`-${number[2]}`])];
  });
}
