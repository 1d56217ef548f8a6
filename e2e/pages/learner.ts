/** A learner at the page: what a person does and sees, in words of the lesson. */
import { expect, type Locator, type Page } from '@playwright/test';
import { printedBy, recordTerminals } from './printed';

const words = {
  en: {
    terminal: /^Terminal/,
    run: /^Run in the terminal/,
    next: 'Next',
    speed: 'Speed',
    right: 'That is right.',
    wrong: 'Not quite.',
    mistake: 'Look again',
    hint: /^(Show a hint|One more hint)$/,
    solution: 'Show how it is done',
    back: 'Back to my world',
    done: 'Lesson finished',
  },
  ko: {
    terminal: /^터미널/,
    run: /^터미널에서 실행/,
    next: '다음',
    speed: '속도',
    right: '맞습니다.',
    wrong: '아쉽지만 아닙니다.',
    mistake: '다시 살펴보기',
    hint: /^(힌트 보기|힌트 하나 더)$/,
    solution: '풀이 보기',
    back: '내 클러스터로 돌아가기',
    done: '레슨을 마쳤습니다',
  },
};

export type Language = keyof typeof words;

/** Terminals of a copy are counted from here. */
const COPY_TERMINAL = 1000;
/** The laptop's own prompt, also where it is a root shell. */
const PROMPT = /(?:learner@laptop:[^\n$]*\$|root@laptop:[^\n#]*#) $/;

export class Learner {
  readonly page: Page;
  readonly language: Language;
  readonly lesson: Locator;
  #recording = false;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
    this.lesson = page.locator('#lesson');
  }

  /** Opens a lesson by its link and waits until the terminal takes commands. Time runs four times as fast. */
  async open(lesson: string, options: { readonly speed?: string } = {}): Promise<void> {
    await this.visit(`#lesson=${lesson}&language=${this.language}`);
    await this.waitForPrompt();
    await this.setSpeed(options.speed ?? '4');
  }

  /** Opens the page at a place of its own. */
  async visit(fragment: string): Promise<void> {
    if (!this.#recording) await recordTerminals(this.page);
    this.#recording = true;
    await this.page.goto(`./${fragment}`);
  }

  async setSpeed(speed: string): Promise<void> {
    await this.page.getByRole('combobox', { name: this.#words.speed }).selectOption(speed);
  }

  /** Lets time go as fast as it can until something is there, then at the usual pace again. */
  async hurry(until: () => Promise<void>): Promise<void> {
    await this.setSpeed('Infinity');
    await until();
    await this.setSpeed('4');
  }

  /** Waits until nothing is left to do in the world but heartbeats and the like. */
  async seesRest(): Promise<void> {
    await expect(this.page.locator('[data-look="settled"]')).toBeVisible({ timeout: 60_000 });
  }

  /** What the terminal shows, rows without trailing blanks. */
  async screen(): Promise<string> {
    const rows = await this.page.locator('.xterm-rows').first().locator('> div').allInnerTexts();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Everything that was printed so far, wherever it has scrolled. */
  async printed(terminal = 1): Promise<string> {
    return await printedBy(this.page, terminal);
  }

  async waitForPrompt(): Promise<void> {
    await expect.poll(async () => await this.printed(), { timeout: 60_000 }).toMatch(PROMPT);
    await expect(this.page.locator('.xterm-rows').first()).toContainText(/(?:learner|root)@laptop/);
  }

  /** Types a line into the terminal and waits until it has ended; what it printed. */
  async type(line: string): Promise<string> {
    const before = await this.printed();
    await this.keys(line);
    await this.page.keyboard.press('Enter');
    return await this.#ended(before.length);
  }

  /** Types a line and waits for something in what is printed after it, where no prompt of the laptop follows. */
  async typeUntil(line: string, wanted: RegExp): Promise<string> {
    const before = await this.printed();
    await this.keys(line);
    await this.page.keyboard.press('Enter');
    const since = async () => (await this.printed()).slice(before.length).replace(/^.*\n/, '');
    await expect.poll(since, { timeout: 60_000 }).toMatch(wanted);
    return await since();
  }

  /** Types without a following Enter. */
  async keys(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: this.#words.terminal }).first().focus();
    await this.page.keyboard.type(text);
  }

  /** Pastes a text into the terminal, as the browser does. */
  async paste(text: string): Promise<void> {
    await this.page
      .getByRole('textbox', { name: this.#words.terminal })
      .first()
      .evaluate((area, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, text);
  }

  /** Does something in the terminal that ends with a prompt; what was printed since. */
  async until(action: () => Promise<void>): Promise<string> {
    const before = await this.printed();
    await action();
    return await this.#ended(before.length);
  }

  /** Clicks the run button of the n-th command of the step (counted from 0) and waits until the command has ended. */
  async run(command: number): Promise<string> {
    return await this.until(() => this.lesson.getByRole('button', { name: this.#words.run }).nth(command).click());
  }

  async predict(option: number, verdict: 'right' | 'wrong'): Promise<void> {
    await this.lesson.getByRole('radio').nth(option).click();
    const answered = this.lesson.locator('fieldset[data-answered="true"]');
    await expect(answered).toContainText(this.#words[verdict]);
  }

  /** The lesson says what is wrong with the world. */
  async isTold(mistake: string): Promise<void> {
    await expect(this.lesson.getByText(this.#words.mistake)).toBeVisible();
    await expect(this.lesson.locator('section[aria-live]')).toContainText(mistake);
  }

  async askForHint(): Promise<void> {
    await this.lesson.getByRole('button', { name: this.#words.hint }).click();
  }

  /** Opens every hint, has the solution played on a copy, sees it reach the goal, and comes back. */
  async watchSolution(ticks: number): Promise<void> {
    const solution = this.lesson.getByRole('button', { name: this.#words.solution });
    for (let hint = 1; hint <= 3; hint++) {
      await this.askForHint();
      await expect(this.lesson.locator('section[aria-live] > p')).toHaveCount(hint);
    }
    await solution.click();
    const back = this.page.getByRole('button', { name: this.#words.back });
    await expect(back).toBeVisible();
    await this.sees(ticks);
    expect(await this.printed(COPY_TERMINAL)).toMatch(PROMPT);
    await back.click();
    await expect(back).toBeHidden();
  }

  /** All conditions of the step in view have their tick. */
  async sees(ticks: number): Promise<void> {
    await expect(this.lesson.locator('li[data-look]')).toHaveCount(ticks);
    await this.#ticked(ticks, 60_000);
  }

  /** So many conditions of the step in view have their tick at this moment. */
  async seesOnly(ticks: number): Promise<void> {
    await this.#ticked(ticks, 5_000);
  }

  async next(): Promise<void> {
    await this.lesson.getByRole('button', { name: this.#words.next, exact: true }).click();
  }

  async finishes(): Promise<void> {
    await expect(this.lesson.getByRole('heading', { name: this.#words.done })).toBeVisible();
  }

  get #words() {
    return words[this.language];
  }

  async #ticked(ticks: number, timeout: number): Promise<void> {
    await expect(this.lesson.locator('li[data-look="met"], li[data-look="drift"]')).toHaveCount(ticks, { timeout });
  }

  /** Waits for the prompt after the next line end; what was printed in between, without the line itself. */
  async #ended(before: number): Promise<string> {
    const since = async () => {
      const text = (await this.printed()).slice(before);
      return text.includes('\n') ? text.slice(text.indexOf('\n')) : '';
    };
    await expect.poll(since, { timeout: 60_000 }).toMatch(PROMPT);
    return (await since()).replace(PROMPT, '').trim();
  }
}
