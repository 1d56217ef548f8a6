/** A lesson's model at the page: its knobs turned with the keyboard or the mouse, its figures read from the table. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Model {
  readonly panel: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.panel = page.locator('#world');
  }

  /** Moves a slider with the arrow keys until it says what is wanted; the model has answered by then. */
  async turn(knob: string, key: 'ArrowRight' | 'ArrowLeft' | 'End' | 'Home', wanted: string): Promise<void> {
    const slider = this.panel.getByRole('slider', { name: knob, exact: true });
    await slider.focus();
    for (let presses = 0; presses < 70; presses++) {
      if ((await slider.getAttribute('aria-valuetext')) === wanted) break;
      await this.#page.keyboard.press(key);
    }
    await expect(slider).toHaveAttribute('aria-valuetext', wanted);
  }

  /** Picks one of a few with the mouse. */
  async choose(value: string): Promise<void> {
    await this.panel.getByText(value, { exact: true }).click();
    await expect(this.panel.getByRole('radio', { name: value, exact: true })).toBeChecked();
  }

  async press(button: string): Promise<void> {
    await this.panel.getByRole('button', { name: button, exact: true }).click();
  }

  /** A row of the table says so: what the step began with, and what is now. */
  async shows(figure: string, before: string, now: string): Promise<void> {
    const row = this.panel.getByRole('row', { name: figure });
    await expect(row.getByRole('cell').first()).toHaveText(before);
    await expect(row.getByRole('cell').last()).toHaveText(now);
  }
}
