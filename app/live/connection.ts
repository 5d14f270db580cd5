/** Whether this page hears of changes: the browser is online, and the socket, once opened, is connected. */
let socketIsUp = true;
const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

/** The socket's state, as the live client sees it. */
export function setSocketUp(isUp: boolean): void {
  if (socketIsUp === isUp) return;
  socketIsUp = isUp;
  tell();
}

export function isConnected(): boolean {
  return navigator.onLine && socketIsUp;
}

export function subscribeConnection(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
}
