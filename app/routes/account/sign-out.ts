import { redirect } from 'react-router';
import type { Route } from './+types/sign-out';
import { SignOut } from '~/app/graphql/account';
import { api } from '~/app/graphql/api';

export async function action({ context }: Route.ActionArgs) {
  await api(context).mutate(SignOut);
  return redirect('/', 303);
}

export function loader() {
  return redirect('/');
}
