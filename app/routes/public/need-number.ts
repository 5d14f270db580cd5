import { redirect } from 'react-router';
import type { Route } from './+types/need-number';
import { api, notFound } from '~/app/graphql/api';
import { NeedNumberQuery } from '~/app/graphql/need-query';

/** `/n/2026-000123`: where a poster leads, short enough to be typed. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { needByNumber } = await api(context).query(NeedNumberQuery, { number: params.number });
  if (!needByNumber) notFound();
  return redirect(`/needs/${needByNumber.id}`);
}
