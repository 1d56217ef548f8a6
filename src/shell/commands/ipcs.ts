import { defineTool } from '../tool/tool';

const TABLES = {
  q: '\n------ Message Queues --------\nkey        msqid      owner      perms      used-bytes   messages    \n',
  m: '\n------ Shared Memory Segments --------\nkey        shmid      owner      perms      bytes      nattch     status      \n',
  s: '\n------ Semaphore Arrays --------\nkey        semid      owner      perms      nsems     \n',
} as const;

/** `ipcs`: System V queues, segments and semaphores of the IPC namespace. Nobody here makes any. */
export const ipcs = defineTool({
  name: 'ipcs',
  summary: 'show information on IPC facilities',
  usage: '[resource-option...] [output-option]',
  options: 'q|queues m|shmems s|semaphores a|all',
  *run(tool) {
    const chosen = (['q', 'm', 's'] as const).filter((option) => tool.has(option));
    const shown = chosen.length === 0 || tool.has('a') ? (['q', 'm', 's'] as const) : chosen;
    yield* tool.print(`${shown.map((option) => TABLES[option]).join('')}\n`);
    return 0;
  },
});
