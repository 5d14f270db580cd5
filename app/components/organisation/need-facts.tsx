import { m } from '~/generated/messages/messages';
import { Facts } from '~/app/components/ui/facts';
import type { Draft } from '~/app/graphql/organisation/needs';

const kinds = {
  activity: m.organisation_kind_activity_short,
  help: m.organisation_kind_help_short,
  wish: m.organisation_kind_wish_short,
};

/** A need as it will be read, apart from its tasks: what is short as terms, what is long as text. */
export function NeedFacts({ need }: { need: Draft }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="whitespace-pre-line">{need.summary}</p>
      <Facts
        facts={[
          { term: m.organisation_field_kind_short(), value: kinds[need.kind]() },
          need.category && { term: m.organisation_field_category(), value: need.category.name },
          { term: m.organisation_field_community(), value: need.community.name },
          need.placeName !== null && { term: m.organisation_place(), value: need.placeName },
        ]}
      />
      <Text title={m.organisation_field_bring()} text={need.bring} />
      <Text title={m.organisation_field_risks()} text={need.risks} />
    </div>
  );
}

function Text({ title, text }: { title: string; text: string | null }) {
  if (!text) return null;
  return (
    <div>
      <h3>{title}</h3>
      <p className="whitespace-pre-line">{text}</p>
    </div>
  );
}
