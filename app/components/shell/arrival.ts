import { useEffect, useRef } from 'react';
import { useLocation, useNavigation } from 'react-router';

/**
 * Does for whoever cannot see the page what a browser does when it loads one: after a step to another page the focus stands
 * on its heading, and after a form came back with faults on the first field that has one, unless one is at work elsewhere by
 * then.
 */
export function useArrival(): void {
  const { pathname, hash } = useLocation();
  const { state, formMethod } = useNavigation();
  const cameFrom = useRef(pathname);
  const posted = useRef(false);
  const sentFrom = useRef<Element | null>(null);

  useEffect(() => {
    if (cameFrom.current === pathname) return;
    cameFrom.current = pathname;
    if (!hash) focusHeading();
  }, [pathname, hash]);

  useEffect(() => {
    if (state !== 'idle') {
      if (state === 'submitting') sentFrom.current = document.activeElement;
      posted.current = formMethod !== undefined && formMethod !== 'GET';
      return;
    }
    const here = document.activeElement;
    if (posted.current && (here === sentFrom.current || here === document.body))
      document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
    posted.current = false;
  }, [state, formMethod]);
}

/** The heading, unless the page names something that is typed into at once. The page is scrolled by the router already. */
function focusHeading(): void {
  const first = document.querySelector<HTMLElement>('main [data-arrival]');
  if (first) return first.focus({ preventScroll: true });
  const heading = document.querySelector<HTMLElement>('main h1');
  heading?.setAttribute('tabindex', '-1');
  (heading ?? document.getElementById('content'))?.focus({ preventScroll: true });
}
