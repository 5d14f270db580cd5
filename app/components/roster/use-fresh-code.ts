import { useEffect, useRef } from 'react';
import { useRevalidator } from 'react-router';

/** Loads the page's data again when the code runs out, and when the page comes back into view. */
export function useFreshCode(validUntil: string | undefined): void {
  const { revalidate } = useRevalidator();
  const load = useRef(revalidate);
  useEffect(() => {
    load.current = revalidate;
  });
  useEffect(() => {
    if (!validUntil) return;
    const wait = Math.max(1_000, Date.parse(validUntil) - Date.now() + 250);
    const timer = window.setTimeout(() => void load.current(), wait);
    const onVisible = () => {
      if (document.visibilityState === 'visible' && Date.parse(validUntil) < Date.now()) void load.current();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [validUntil]);
}
