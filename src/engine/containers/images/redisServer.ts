/**
 * redis-server: holds values in memory, and writes them to its directory's dump.rdb when it is told to end (SAVE too).
 * Simplified: no configuration, no replication, no saving by time; the dump has a format of its own.
 */
import type { Connection } from '../../network/namespace';
import { sleep } from '../../processes/kernel';
import type { Process, Program } from '../../processes/process';
import { accessLogTime } from './logTimes';
import { runRedisCommand } from './redisCommands';
import { RedisData } from './redisData';
import { decodeRequest, encodeReply } from './redisProtocol';
import { untilSignalled } from './untilSignalled';

export const REDIS_VERSION = '7.4.1';

const DUMP = 'dump.rdb';
/** What our dumps begin with. */
const MAGIC = 'REDIS0012';

type Log = (mark: '*' | '#', text: string) => void;

export const redisServer: Program = function* (process) {
  const log: Log = (mark, text) => {
    const [date = '', ...time] = accessLogTime(process.clock.now).split(' ')[0]?.split(':') ?? [];
    process.stdout.write(`${process.pid}:M ${date.replaceAll('/', ' ')} ${time.join(':')}.000 ${mark} ${text}\n`);
  };
  log('*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  log('*', `Redis version=${REDIS_VERSION}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`);
  log(
    '#',
    'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
  );
  const data = new RedisData(() => process.clock.now);
  const connections = new Set<Connection>();
  const accept = (connection: Connection) => serve(process, data, connection, connections);
  const listening = process.network.listenStream(6379, accept, { owner: process });
  if (!listening.ok) {
    log('#', 'Warning: Could not create server TCP listening socket *:6379: bind: Address already in use');
    log('#', 'Failed listening on port 6379 (tcp), aborting.');
    return 1;
  }
  log('*', 'Running mode=standalone, port=6379.');
  log('*', 'Server initialized');
  load(process, data, log);
  log('*', 'Ready to accept connections tcp');
  try {
    const signal = yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
    log('*', `Received ${signal} scheduling shutdown...`);
    log('*', 'User requested shutdown...');
    yield* sleep(process.clock, 20);
    log('*', 'Saving the final RDB snapshot before exiting.');
    if (save(process, data)) log('*', 'DB saved on disk');
    log('#', 'Redis is now ready to exit, bye bye...');
    return 0;
  } finally {
    listening.value();
    for (const connection of connections) connection.end();
  }
};

function serve(process: Process, data: RedisData, connection: Connection, connections: Set<Connection>): void {
  connections.add(connection);
  let text = '';
  const answer = () => {
    for (let request = decodeRequest(text); request !== undefined && connection.open; request = decodeRequest(text)) {
      text = text.slice(request.length);
      const [name = ''] = request.value;
      if (request.value.length === 0) continue;
      // Words of HTTP: somebody has been led here by a trick, so that Redis hangs up.
      if (/^(?:post|host:)$/i.test(name)) connection.end();
      else if (/^(?:save|bgsave)$/i.test(name)) connection.write(save(process, data) ? '+OK\r\n' : '-ERR\r\n');
      else connection.write(encodeReply(runRedisCommand(data, request.value)));
      if (/^quit$/i.test(name)) connection.end();
    }
  };
  connection.read(
    (more) => {
      text += more;
      process.whenRunning(answer);
    },
    () => {
      connections.delete(connection);
      connection.end();
    },
  );
}

function load(process: Process, data: RedisData, log: Log): void {
  const file = process.files.read(`${process.workingDirectory}/${DUMP}`);
  if (!file.ok || !file.value.startsWith(MAGIC) || !data.load(file.value.slice(MAGIC.length))) return;
  log('*', `Loading RDB produced by version ${REDIS_VERSION}`);
  log('*', `Done loading RDB, keys loaded: ${data.keys.length}, keys expired: 0.`);
  log('*', 'DB loaded from disk: 0.000 seconds');
}

function save(process: Process, data: RedisData): boolean {
  return process.files.write(`${process.workingDirectory}/${DUMP}`, MAGIC + data.dump()).ok;
}
