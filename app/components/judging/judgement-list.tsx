import { judgementWords, satisfactionWords } from './judgement-words';
import type { Judgements } from '~/app/graphql/judging';
import { formatMoment } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** Whose hand wrote it, as far as one knows. */
function handOf({ takenDown, byLink }: Judgements[number]): string {
  if (takenDown) return m.judging_by_other();
  return byLink ? m.judging_by_link() : m.judging_by_self();
}

/** What the person served said, the latest round first; nothing while they said nothing. */
export function JudgementList({ judgements, zone }: { judgements: Judgements; zone: string }) {
  return (
    <ol className="flex flex-col gap-3">
      {judgements.toReversed().map((said) => (
        <li key={said.round} className="border-l-3 border-primary pl-3">
          <p className="font-semibold">
            {judgementWords[said.judgement]()}
            {said.satisfaction && ` · ${satisfactionWords[said.satisfaction]()}`}
          </p>
          {said.remark && <p>{said.remark}</p>}
          {said.thanks && <p>“{said.thanks}”</p>}
          <p className="text-meta text-muted">
            {m.judging_round({ round: said.round })} · {formatMoment(said.at, zone)}
            {said.judgement !== 'not_judged' && ` · ${handOf(said)}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
