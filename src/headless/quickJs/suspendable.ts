import type { Suspending } from './metering';

/**
 * Which functions of quickjs-wasi 3.6.2's module can be left in the middle and come back to, by index. The module has no
 * names; they were found by looking at WebAssembly's stack while programs ran. What is not told here is only run to its
 * end before anything suspends: getters, `valueOf`, proxies, long sums of BigInts.
 */
const functions: readonly number[] = [
  // from the host: evaluating, calling, what promises have put off
  ...[1537, 1538, 1418, 1417, 228, 644, 413, 161, 408, 1528, 1540, 631, 440],
  // the interpreter, its look at the interrupt handler, calls of functions and constructors
  ...[92, 93, 1623, 62, 556, 190],
  // Function.prototype.call, apply, bind; Reflect.apply and construct; new Function, eval
  ...[187, 188, 558, 1133, 1134, 1315, 185, 658, 1265],
  // generators, iterators, for...of and spreading
  ...[436, 1126, 252, 136, 277, 131, 167],
  // promises, async functions and generators, thenables
  ...[699, 725, 434, 426, 427, 447, 697, 744, 745],
  // modules
  ...[415, 416, 423, 424, 555],
  // arrays: forEach and its like, reduce, find, flatMap, from, indexOf, includes; sorting; Map's and Set's forEach
  ...[822, 828, 1271, 1285, 1286, 1288, 1269, 1272, 1282, 237, 1279, 1280, 1281, 893],
  // texts and regular expressions
  ...[1214, 1221, 959, 961, 963, 970, 972, 979],
  // JSON
  ...[921, 923, 940, 928, 929, 932, 933],
];

/** `JS_CallInternal`; it can be left in calls of itself, constructors, `apply`, and where it looks for interrupts. */
export const suspending: Suspending = { functions, interpreter: 92, sites: [92, 93, 188, 190], poll: 93 };
