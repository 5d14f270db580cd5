import { data } from 'react-router';
import type { Route } from './+types/follow';
import { FollowPage, type FollowReply } from '~/app/components/follow/follow-page';
import { typedNumber } from '~/app/components/intake/spoken-number';
import { isProblem } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { FollowRequestQuery } from '~/app/graphql/follow';
import { m } from '~/generated/messages/messages';

/** Answers for number and code; nothing of it is kept by browsers or in between. A wrong number and a wrong code look alike. */
export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  const typed = (name: string) => String(form.get(name) ?? '').slice(0, 40);
  const [number, code] = [typed('number'), typed('code')];
  const unkept = { 'Cache-Control': 'no-store' };
  const refused = (error: string, status: number) =>
    data<FollowReply>({ error, number, code }, { status, headers: unkept });
  if (!number.trim() || !code.trim()) return refused(m.public_follow_both(), 400);
  const { followRequest } = await api(context).query(FollowRequestQuery, {
    number: typedNumber(number),
    code: code.normalize('NFKC').replace(/\D/g, ''),
  });
  if (!isProblem(followRequest))
    return data<FollowReply>({ request: followRequest, now: new Date().toISOString() }, { headers: unkept });
  return refused(followRequest.code === 'NOT_FOUND' ? m.public_follow_wrong() : followRequest.message, 400);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.public_follow_title()} · ${m.common_brand()}` }];
}

export default function Follow({ actionData }: Route.ComponentProps) {
  return <FollowPage reply={actionData} />;
}
