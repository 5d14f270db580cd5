import { Accessibility, Languages } from 'lucide-react';
import { useLocation } from 'react-router';
import { m } from '~/generated/messages/messages';
import { localeNames, locales } from '~/app/i18n/locale';
import { useRootData } from '~/app/root-data';

/** Posts a plain form and comes back here, so that the whole page is made anew in the other language. */
export function LanguageSwitch() {
  const here = useHere();
  const current = useRootData()?.locale;
  const other = locales.find((locale) => locale !== current) ?? 'en';
  return (
    <form method="post" action="/preferences">
      <input type="hidden" name="back" value={here} />
      <button type="submit" name="locale" value={other} lang={other} className="shell-link text-muted">
        <Languages aria-hidden className="size-5" />
        {localeNames[other]}
      </button>
    </form>
  );
}

/** Larger words and targets, one column, for whoever reads better that way. */
export function ElderSwitch() {
  const here = useHere();
  const isOn = useRootData()?.elderMode ?? false;
  return (
    <form method="post" action="/preferences">
      <input type="hidden" name="back" value={here} />
      <button type="submit" name="elder" value={isOn ? '0' : '1'} className="shell-link text-muted">
        <Accessibility aria-hidden className="size-5" />
        {isOn ? m.common_elder_off() : m.common_elder_on()}
      </button>
    </form>
  );
}

function useHere(): string {
  const { pathname, search } = useLocation();
  return pathname + search;
}
