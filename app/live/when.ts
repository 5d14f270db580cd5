/** What can wait until the page is drawn and answers: when the browser has nothing better to do, and soon in any case. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 200);
  });
}

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll'] as const;

/** The first sign that somebody is there: for what only a person looks at, and no phone should pay for unseen. */
export function whenSomebodyIsThere(): Promise<void> {
  return new Promise((resolve) => {
    const seen = () => {
      for (const sign of signs) window.removeEventListener(sign, seen);
      resolve();
    };
    for (const sign of signs) window.addEventListener(sign, seen, { passive: true });
  });
}
