import { FollowAnswer } from './follow-answer';
import { FollowForm } from './follow-form';
import { saysWhomToRing } from './follow-words';
import { JudgeForm } from './judge-form';
import { TakeBackForm } from './take-back-form';
import { LinkButton } from '~/app/components/ui/button';
import { Page } from '~/app/components/ui/page';
import type { FormReply } from '~/app/forms/form';
import type { FollowedRequest } from '~/app/graphql/follow';
import { m } from '~/generated/messages/messages';

export type FollowReply =
  | { request: FollowedRequest; now: string; code: string; judged?: FormReply; takingBack?: FormReply }
  | { error: string; number: string; code: string };

/** The question while there is no answer, and then the answer in its place, with the question how it turned out once it is over. */
export function FollowPage({ number, reply }: { number?: string; reply?: FollowReply }) {
  if (reply && 'request' in reply)
    return (
      <Page title={m.public_follow_title()}>
        <FollowAnswer request={reply.request} now={reply.now} />
        {reply.request.state === 'to_judge' && (
          <JudgeForm request={reply.request} code={reply.code} reply={reply.judged} />
        )}
        {reply.request.mayTakeBack && (
          <TakeBackForm
            action="/follow"
            request={{ number: reply.request.number, code: reply.code }}
            reply={reply.takingBack}
          />
        )}
        {!saysWhomToRing(reply.request) && <p>{m.public_follow_questions()}</p>}
        <div>
          <LinkButton to="/follow">{m.public_follow_another()}</LinkButton>
        </div>
      </Page>
    );
  return (
    <Page title={m.public_follow_title()} lead={m.public_follow_lead()}>
      <FollowForm {...(reply ?? { number })} />
    </Page>
  );
}
