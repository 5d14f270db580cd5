import { m } from '~/generated/messages/messages';
import { Facts } from '~/app/components/ui/facts';
import type { Draft } from '~/app/graphql/organisation/needs';

const kinds = {
  activity: m.organisation_kind_activity_short,
  help: m.organisation_kind_help_short,
  wish: m.organisation_kind_wish_short,
};

/** A need as it will be read, apart from its tasks. */
export function NeedFacts({ need }: { need: Draft }) {
  const text = (value: string | null) =>
    value ? <span className="whitespace-pre-line">{value}</span> : null;
  const facts = [
    { term: m.organisation_field_kind_short(), value: kinds[need.kind]() },
    { term: m.organisation_field_summary_short(), value: text(need.summary) },
    need.category && { term: m.organisation_field_category(), value: need.category.name },
    { term: m.organisation_field_community(), value: need.community.name },
    need.placeName !== null && { term: m.organisation_field_place(), value: need.placeName },
    need.bring !== null && { term: m.organisation_field_bring(), value: text(need.bring) },
    need.risks !== null && { term: m.organisation_field_risks(), value: text(need.risks) },
  ];
  return <Facts facts={facts} />;
}
