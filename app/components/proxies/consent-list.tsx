import { formWords, generalPurposes, purposeScript, purposeWords } from './words';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { Section } from '~/app/components/ui/page';
import type { FormReply } from '~/app/forms/form';
import type { Consent } from '~/app/graphql/proxies';
import { formatCalendarDate, formatDate } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

interface ConsentListProps {
  consents: readonly Consent[];
  zone: string;
  /** The day it is there. */
  today: string;
  reply: FormReply | undefined;
  /** An officer takes the word down: by telephone or at the desk after reading it out, or on paper. */
  taking?: boolean;
}

/** What somebody may agree to in general, in its words; then all they agreed to, and what they took back. */
export function ConsentList({ consents, zone, today, reply, taking }: ConsentListProps) {
  const holds = (purpose: string) =>
    consents.some(
      (consent) => consent.purpose === purpose && consent.needTitle === null && consent.withdrawnAt === null,
    );
  const open = generalPurposes.filter((purpose) => !holds(purpose));
  return (
    <>
      <Section title={m.proxies_consents_given()}>
        {consents.length === 0 && <p className="text-muted">{m.proxies_consents_none()}</p>}
        <ul className="flex flex-col gap-3">
          {consents.map((consent) => (
            <ConsentItem key={consent.id} consent={consent} zone={zone} today={today} reply={reply} />
          ))}
        </ul>
      </Section>
      {open.length > 0 && (
        <Section title={taking ? m.proxies_consents_take() : m.proxies_consents_open()}>
          {open.map((purpose) => {
            const hidden = { intent: 'give', purpose };
            return (
              <Card as="div" key={purpose} className="flex flex-col gap-3">
                <h3 className="font-semibold">{purposeWords[purpose]()}</h3>
                {taking && <p className="text-meta text-muted">{m.committee_intake_consent_read()}</p>}
                <blockquote className="border-l-4 border-primary pl-3">{purposeScript[purpose]()}</blockquote>
                <ActionForm
                  hidden={hidden}
                  reply={reply}
                  label={taking ? m.proxies_consents_they_agree() : m.proxies_consents_agree()}
                >
                  {(mine) =>
                    taking && (
                      <SelectField
                        field={fieldOf(hidden, 'form', mine)}
                        label={m.proxies_consents_how()}
                        options={[
                          { value: 'spoken', label: formWords.spoken() },
                          { value: 'paper', label: formWords.paper() },
                        ]}
                      />
                    )
                  }
                </ActionForm>
              </Card>
            );
          })}
        </Section>
      )}
    </>
  );
}

/** `2026-01` of `publish-help-2026-01`: what it is about stands above. */
const monthOf = (textVersion: string): string => /\d{4}-\d{2}$/.exec(textVersion)?.[0] ?? textVersion;

function ConsentItem({
  consent,
  zone,
  today,
  reply,
}: {
  consent: Consent;
  zone: string;
  today: string;
  reply: FormReply | undefined;
}) {
  const { purpose, needTitle, form, givenByName, takenByName, givenAt, withdrawnAt, textVersion } = consent;
  const reviewOn = withdrawnAt ? null : consent.reviewOn;
  const day = reviewOn && formatCalendarDate(reviewOn);
  return (
    <li className="flex flex-col gap-2 rounded-card border border-rule bg-surface px-4 py-3">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-semibold">{purposeWords[purpose]()}</span>
        {withdrawnAt && <Badge>{m.proxies_consents_withdrawn({ day: formatDate(withdrawnAt, zone) })}</Badge>}
        {day && reviewOn < today && <Badge tone="caution">{m.proxies_consents_review_past({ day })}</Badge>}
      </p>
      {needTitle && <p>{m.proxies_consents_for({ title: needTitle })}</p>}
      <p className="text-meta text-muted">
        {[
          formatDate(givenAt, zone),
          formWords[form](),
          day && reviewOn >= today && m.proxies_consents_review({ day }),
          givenByName,
          takenByName && m.proxies_consents_taken_by({ name: takenByName }),
          m.proxies_consents_text({ version: monthOf(textVersion) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {consent.mayAgreeAgain && (
        <ActionForm
          hidden={{ intent: 'again', id: consent.id }}
          reply={reply}
          label={m.proxies_consents_again()}
        />
      )}
      {consent.mayWithdraw && (
        <ActionForm
          hidden={{ intent: 'withdraw', id: consent.id }}
          reply={reply}
          label={m.proxies_consents_withdraw()}
          tone="danger"
        />
      )}
    </li>
  );
}
