import { fail, ok } from '../../../../../base/result';
import { configInstruction, said } from './configInstruction';
import { exactlyOne } from './problems';

/** Linux's signals by name; the real-time ones lie between SIGRTMIN (34) and SIGRTMAX (64). */
const NAMES =
  /^(?:SIG)?(?:ABRT|ALRM|BUS|CHLD|CLD|CONT|FPE|HUP|ILL|INT|IO|IOT|KILL|PIPE|POLL|PROF|PWR|QUIT|SEGV|STKFLT|STOP|SYS|TERM|TRAP|TSTP|TTIN|TTOU|URG|USR1|USR2|VTALRM|WINCH|XCPU|XFSZ|RTM(?:IN(?:\+(?:[1-9]|1[0-5]))?|AX(?:-(?:[1-9]|1[0-4]))?))$/;

function isSignal(text: string): boolean {
  // a number is not looked up: any but zero is taken, as Docker takes it
  if (/^-?\d+$/.test(text)) return Number(text) !== 0;
  return NAMES.test(text.toUpperCase());
}

/** `STOPSIGNAL SIGNAL`: what `docker stop` sends first. */
export const stopSignal = configInstruction('STOPSIGNAL', ({ rest }) => {
  if (rest === '') return exactlyOne('STOPSIGNAL');
  return ok((draft) => {
    const signal = draft.expand(rest);
    if (!signal.ok) return signal;
    if (!isSignal(signal.value)) return fail(`Invalid signal: ${signal.value}`);
    draft.set({ stopSignal: signal.value });
    return said(`STOPSIGNAL ${signal.value}`);
  });
});
