/** The whole of what an isolate runs first. */
import { bufferSource } from './buffer';
import { consoleSource } from './console';
import { errorsSource } from './errors';
import { eventsSource } from './events';
import { failuresSource } from './failures';
import { fsSource } from './fs';
import { hostEventsSource } from './hostEvents';
import { httpSource } from './http';
import { inspectSource } from './inspect';
import { modulesSource } from './modules';
import { openingSource } from './opening';
import { processSource } from './process';
import { smallSource } from './small';
import { timersSource } from './timers';

export const bootSource = [
  openingSource,
  errorsSource,
  inspectSource,
  eventsSource,
  bufferSource,
  smallSource,
  fsSource,
  httpSource,
  timersSource,
  processSource,
  consoleSource,
  modulesSource,
  failuresSource,
  hostEventsSource,
].join('\n');
