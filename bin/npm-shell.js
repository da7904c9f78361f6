/**
 * npm passes a signal on to the shell that it runs a script in, and that shell dies of it without a word to us. So when
 * it is gone, that was meant for us. Started in any other way, we may well outlive our parent.
 */
export function leaveWithShell() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 100);
  watch.unref();
}
