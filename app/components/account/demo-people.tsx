import { Form } from 'react-router';
import { membershipRoleWords } from './organisation-kind';
import { Button } from '~/app/components/ui/button';
import { Section } from '~/app/components/ui/page';
import type { DemoSignIn } from '~/app/graphql/account';
import { getLocale } from '~/app/i18n/locale';
import { m } from '~/generated/messages/messages';

/** In demo mode: invented people of every role, signed in with one press. */
export function DemoPeople({ people, next }: { people: readonly DemoSignIn[]; next: string }) {
  if (people.length === 0) return null;
  const isReadable = (name: string) => /\p{Script=Han}/u.test(name) === (getLocale() === 'zh-CN');
  const communities = [...new Set(people.map((person) => person.community))].sort(
    (a, b) => Number(isReadable(b)) - Number(isReadable(a)),
  );
  return (
    <Section title={m.account_demo_people()}>
      <p className="text-muted">{m.account_demo_people_advice({ password: people[0]?.password ?? '' })}</p>
      {communities.map((community) => (
        <div key={community}>
          <h3 className="mb-2 text-body text-muted">{community}</h3>
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {people
              .filter((person) => person.community === community)
              .map((person) => (
                <li
                  key={person.identifier}
                  className="flex items-center justify-between gap-x-4 gap-y-2 p-3 sm:px-4 elder:flex-wrap"
                >
                  <span className="min-w-0">
                    <span className="block font-semibold">{person.name}</span>
                    <span className="block text-meta text-muted">{demoRoleWords(person.role)}</span>
                    <span className="block text-meta text-muted">{person.identifier}</span>
                  </span>
                  <Form method="post" className="shrink-0">
                    <input type="hidden" name="identifier" value={person.identifier} />
                    <input type="hidden" name="secret" value={person.password} />
                    <input type="hidden" name="next" value={next} />
                    <Button aria-label={m.account_demo_sign_in_as({ name: person.name })}>
                      {m.common_sign_in()}
                    </Button>
                  </Form>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function demoRoleWords(role: string): string {
  switch (role) {
    case 'volunteer':
      return m.account_role_volunteer();
    case 'resident':
      return m.account_role_resident();
    case 'operator':
      return m.account_role_operator();
    default:
      return membershipRoleWords(role);
  }
}
