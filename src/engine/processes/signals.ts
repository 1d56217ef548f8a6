import type { Signal } from './process';

/** What a signal does to a process that does not handle it. */
export function defaultAction(signal: Signal): 'end' | 'stop' | 'ignore' {
  switch (signal) {
    case 'SIGCHLD':
    case 'SIGCONT':
    case 'SIGURG':
    case 'SIGWINCH':
      return 'ignore';
    case 'SIGSTOP':
    case 'SIGTSTP':
    case 'SIGTTIN':
    case 'SIGTTOU':
      return 'stop';
    default:
      return 'end';
  }
}
