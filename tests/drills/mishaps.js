// Loaded into the product before it starts: a signal makes happen what nothing there is ready for.
process.on('SIGUSR2', () =>
  setImmediate(() => {
    throw new Error('thrown by a drill');
  }),
);
process.on('SIGHUP', () => void Promise.reject(new Error('rejected by a drill')));
