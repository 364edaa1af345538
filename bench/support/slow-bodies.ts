import { connect } from 'node:net';
import { workerData } from 'node:worker_threads';

/** What one attacker's request promises, and what it sends of that: all but the last megabyte. */
const PROMISED_BYTES = 10 * 1024 * 1024;
const SENT_BYTES = 9 * 1024 * 1024;
const PIECE = Buffer.alloc(64 * 1024, 0x61);

const { port, path, count } = workerData as { port: number; path: string; count: number };

/** A worker of its own, so that who measures has an event loop to itself: requests whose bodies never come to their end. */
for (let attacker = 0; attacker < count; attacker++) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.resume();
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${PROMISED_BYTES}\r\n\r\n`,
  );
  let left = SENT_BYTES;
  const send = () => {
    while (left > 0 && !socket.destroyed) {
      left -= PIECE.length;
      if (!socket.write(PIECE)) return;
    }
  };
  socket.on('drain', send);
  socket.on('connect', send);
}
