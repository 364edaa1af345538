// Loaded first into the API, the worker and the web server: when the supervisor dies without stopping them, even by kill -9, the channel
// to it closes, and they end too instead of holding their ports. Their own workers inherit this file but not that channel:
// the channel they have is for their work, and is left alone.
if (Number(process.env.PITSIDE_SUPERVISOR_PID) === process.ppid) {
  process.on('disconnect', () => process.exit(1));
  process.channel?.unref();
}
