import { redirect } from 'react-router';
import type { Route } from './+types/sign-out';
import { SignOut } from '~/app/graphql/account';
import { api } from '~/app/graphql/api';

export async function action({ context }: Route.ActionArgs) {
  await api(context).mutate(SignOut);
  // Whatever a page kept on this device goes with the session, with JavaScript or without.
  return redirect('/', { status: 303, headers: { 'Clear-Site-Data': '"storage"' } });
}

export function loader() {
  return redirect('/');
}
