/** The first of what the isolate runs before the learner's code: the way to the host. */
export const openingSource = `
globalThis.__boot = (function (globalThis) {
'use strict';
return function () {
delete globalThis.__boot;
// The learner may overwrite what is global; this script keeps its own.
var JSON = { parse: globalThis.JSON.parse, stringify: globalThis.JSON.stringify };
var Promise = globalThis.Promise, Object = globalThis.Object, Array = globalThis.Array, Error = globalThis.Error;
var hostCall = globalThis.__host;
delete globalThis.__host;
function host(name, argument) { return hostCall(name, argument === undefined ? '' : JSON.stringify(argument)); }
function ask(name, argument) {
  var answer = JSON.parse(host(name, argument));
  return answer;
}
var builtins = Object.create(null);
var info = JSON.parse(hostCall('info', ''));
var wrapperLength = 0;
var nextId = 1;
var waiting = Object.create(null);
/** Asks for something that comes later: done(error, value). */
function later(name, argument, done) {
  var id = nextId++;
  waiting[id] = done;
  host(name, Object.assign({ id: id }, argument));
  return id;
}
`;
