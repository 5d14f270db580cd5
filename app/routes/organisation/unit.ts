import { data, redirect, type RouterContextProvider } from 'react-router';
import { api, signInFirst } from '~/app/graphql/api';
import { type ActiveMembership, UnitQuery, type Waiting } from '~/app/graphql/organisation/unit';

/** Whom a page of an organisation acts for. */
export interface Unit {
  id: string;
  name: string;
  kind: ActiveMembership['organisation']['kind'];
  status: ActiveMembership['organisation']['status'];
  statusReason: string | null;
  community: ActiveMembership['organisation']['community'];
  role: ActiveMembership['role'];
  personId: string;
  may: readonly string[];
  waiting: readonly Waiting[];
}

/** The unit the viewer acts for; sends guests to sign in and people acting as themselves to choose an identity. */
export async function unitOf(context: Readonly<Pick<RouterContextProvider, 'get'>>, url: URL): Promise<Unit> {
  const { viewer } = await api(context).query(UnitQuery);
  if (!viewer) signInFirst(url);
  const membership = viewer.activeMembership;
  if (!membership) throw redirect(`/account/identity?next=${encodeURIComponent(url.pathname + url.search)}`);
  const { organisation } = membership;
  return {
    ...organisation,
    role: membership.role,
    personId: viewer.person.id,
    may: viewer.may,
    waiting: viewer.waiting,
  };
}

/** The committee the viewer acts for; anyone else is told that the page is not open to them. */
export async function committeeOf(
  context: Readonly<Pick<RouterContextProvider, 'get'>>,
  url: URL,
): Promise<Unit> {
  const unit = await unitOf(context, url);
  if (unit.kind !== 'committee') throw data(null, { status: 403 });
  return unit;
}
