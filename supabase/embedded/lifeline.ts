// Loaded first into the API and the web server: when the supervisor dies without stopping them, even by kill -9, the channel
// to it closes, and they end too instead of holding their ports.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
