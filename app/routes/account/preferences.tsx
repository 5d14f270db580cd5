import { redirect } from 'react-router';
import type { Route } from './+types/preferences';
import { api } from '~/app/graphql/api';
import { SetPreferences } from '~/app/graphql/preferences';
import { RootQuery } from '~/app/graphql/root-query';
import { isLocale, localeCookie } from '~/app/i18n/locale';
import { safeReturn } from '~/app/forms/safe-return';

const aYear = 'Path=/; Max-Age=31536000; SameSite=Lax';

/** The header's switches post here: language and elder mode, for guests in a cookie, for members with the account too. */
export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  const locale = form.get('locale');
  const elder = form.get('elder');
  const headers = new Headers();
  const preferences: { locale?: string; elderMode?: boolean } = {};
  if (isLocale(locale)) {
    headers.append('Set-Cookie', `${localeCookie}=${locale}; ${aYear}`);
    preferences.locale = locale;
  }
  if (elder === '0' || elder === '1') {
    headers.append('Set-Cookie', `linli_elder=${elder}; ${aYear}`);
    preferences.elderMode = elder === '1';
  }
  const { viewer } = await api(context).query(RootQuery);
  if (viewer) await api(context).mutate(SetPreferences, { input: preferences });
  return redirect(safeReturn(form.get('back')), { headers });
}

export function loader() {
  return redirect('/');
}
