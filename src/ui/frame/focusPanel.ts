/** Where the keyboard goes in a panel: to what one writes in, else to the panel's first control. */
export function focusPanel(id: string): boolean {
  const place = document.getElementById(id);
  const target =
    place?.querySelector<HTMLElement>('textarea:not([tabindex="-1"]), [role=textbox]') ??
    place?.querySelector<HTMLElement>('button:not([disabled])');
  target?.focus();
  return target !== undefined && target !== null;
}
