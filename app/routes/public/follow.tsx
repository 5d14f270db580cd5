import type { SubmissionResult } from '@conform-to/react';
import { data } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/follow';
import { FollowPage, type FollowReply } from '~/app/components/follow/follow-page';
import { typedNumber } from '~/app/components/intake/spoken-number';
import { judgementShape } from '~/app/components/judging/judgement-shape';
import { isProblem, readForm } from '~/app/forms/form';
import { api, type Api } from '~/app/graphql/api';
import { FollowRequestQuery, JudgeFollowed, TakeBackFollowed } from '~/app/graphql/follow';
import { m } from '~/generated/messages/messages';

const judgeShape = judgementShape.extend({ intent: z.literal('judge') });
const takeBackShape = z.object({
  intent: z.literal('take-back'),
  reason: z
    .string({ error: () => m.ask_take_back_missing() })
    .trim()
    .max(500),
});

const unkept = { 'Cache-Control': 'no-store' };

/** Answers for number and code; nothing of it is kept by browsers or in between. A wrong number and a wrong code look alike. */
export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  const typed = (name: string) => String(form.get(name) ?? '').slice(0, 40);
  const [number, code] = [typed('number'), typed('code')];
  const refused = (error: string, status: number) =>
    data<FollowReply>({ error, number, code }, { status, headers: unkept });
  if (!number.trim() || !code.trim()) return refused(m.public_follow_both(), 400);
  const pageApi = api(context);
  const key = { number: typedNumber(number), code: code.normalize('NFKC').replace(/\D/g, '') };
  const intent = form.get('intent');
  const judged = intent === 'judge' ? await judge(pageApi, form, key) : null;
  const takingBack = intent === 'take-back' ? await takeBack(pageApi, form, key) : null;
  const { followRequest } = await pageApi.query(FollowRequestQuery, key);
  if (!isProblem(followRequest))
    return data<FollowReply>(
      {
        request: followRequest,
        now: new Date().toISOString(),
        code,
        judged: judged ?? undefined,
        takingBack: takingBack ?? undefined,
      },
      { status: (judged ?? takingBack) ? 400 : 200, headers: unkept },
    );
  const isWrong = followRequest.code === 'NOT_FOUND';
  return refused(isWrong ? m.public_follow_wrong() : followRequest.message, 400);
}

/** Writes down how it turned out; what to answer when that cannot be, else null. */
async function judge(
  { mutate }: Api,
  form: FormData,
  key: { number: string; code: string },
): Promise<SubmissionResult<string[]> | null> {
  const read = readForm(form, judgeShape);
  if (!read.ok) return read.reply.data;
  const { intent: _intent, ...said } = read.value;
  const { judgeFollowed } = await mutate(JudgeFollowed, { input: { ...key, ...said } });
  return isProblem(judgeFollowed) ? read.refuse(judgeFollowed).data : null;
}

/** Takes it back; what to answer when that cannot be, else null. */
async function takeBack(
  { mutate }: Api,
  form: FormData,
  key: { number: string; code: string },
): Promise<SubmissionResult<string[]> | null> {
  const read = readForm(form, takeBackShape);
  if (!read.ok) return read.reply.data;
  const { takeBackFollowed } = await mutate(TakeBackFollowed, {
    input: { ...key, reason: read.value.reason },
  });
  return isProblem(takeBackFollowed) ? read.refuse(takeBackFollowed).data : null;
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.public_follow_title()} · ${m.common_brand()}` }];
}

export default function Follow({ actionData }: Route.ComponentProps) {
  return <FollowPage reply={actionData} />;
}
