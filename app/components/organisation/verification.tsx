import { m } from '~/generated/messages/messages';
import { Banner } from '~/app/components/ui/banner';

/** Says to a unit that is not verified what it can do meanwhile and what happens next; nothing once it is. */
export function Verification({ status, reason }: { status: string; reason: string | null }) {
  if (status === 'verified') return null;
  if (status === 'pending') {
    return (
      <Banner tone="caution" title={m.organisation_pending_title()}>
        {m.organisation_pending_advice()}
      </Banner>
    );
  }
  const suspended = status === 'suspended';
  return (
    <Banner
      tone="danger"
      title={suspended ? m.organisation_suspended_title() : m.organisation_refused_title()}
    >
      {reason && <p>{m.organisation_reason_given({ reason })}</p>}
      <p>{suspended ? m.organisation_suspended_advice() : m.organisation_refused_advice()}</p>
    </Banner>
  );
}
