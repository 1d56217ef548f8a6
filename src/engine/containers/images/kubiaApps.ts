/** The app.js of luksa/kubia in its versions: a server that tells which host answered. */

function server(handle: string): string {
  return `const http = require('http');
const os = require('os');

console.log("Kubia server starting...");
${handle}
http.createServer(handler).listen(8080);
`;
}

function answering(what: string): string {
  return server(`
function handler(request, response) {
  console.log("Received request from " + request.connection.remoteAddress);
  response.writeHead(200);
  response.end("${what} " + os.hostname() + "\\n");
}
`);
}

export const kubiaLatest = answering("You've hit");
export const kubiaFirst = answering('This is v1 running in pod');
export const kubiaSecond = answering('This is v2 running in pod');

/** From the fifth request on it answers with an error. */
export const kubiaThird = server(`
let requestCount = 0;

function handler(request, response) {
  console.log("Received request from " + request.connection.remoteAddress);
  requestCount += 1;
  if (requestCount >= 5) {
    response.writeHead(500);
    response.end("Some internal error has occurred! This is pod " + os.hostname() + "\\n");
    return;
  }
  response.writeHead(200);
  response.end("This is v3 running in pod " + os.hostname() + "\\n");
}
`);
