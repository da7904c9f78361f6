/** The id of the control that a path of keys (`address.zip`) is about. */
export const idOf = (path: string) => `field-${path.replaceAll('.', '-')}`;

/** Moves focus to the control of a path; of a group to its first control. */
export function focusOn(path: string): void {
  const element = document.getElementById(idOf(path)) ?? document.getElementById(idOf(path.split('.')[0] ?? ''));
  const control = element instanceof HTMLFieldSetElement ? element.querySelector('input') : element;
  control?.focus();
}
