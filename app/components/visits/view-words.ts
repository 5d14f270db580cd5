import type { ContactViewData } from '~/app/graphql/committee/people';
import { m } from '~/generated/messages/messages';

const whatWords: Readonly<Record<string, () => string>> = {
  contact_points: m.visits_views_contact_points,
  intake_search: m.visits_views_intake_search,
  intake_phone: m.visits_views_intake_phone,
  intake_place: m.visits_views_intake_place,
  reported_phone: m.visits_views_reported_phone,
  person_file: m.visits_views_person_file,
  visit_building: m.visits_views_visit_building,
  visit_home: m.visits_views_visit_home,
  emergency_contact: m.visits_views_emergency_contact,
  helper_phone: m.visits_views_helper_phone,
  care_list: m.care_views_list,
  care_entry: m.care_views_entry,
  care_phone: m.care_views_phone,
  calling_list: m.reminders_views_calling_list,
};

/** What was looked at. */
export const viewedWhat = (what: string): string => (whatWords[what] ?? m.visits_views_other)();

/** Who looked: the unit, with the name where the reader may know it; a helper by name. */
export function viewedBy({ unit, helper, viewer }: ContactViewData): string {
  if (unit) return [unit, viewer?.displayName].filter(Boolean).join(' · ');
  if (helper) return m.visits_views_helper({ name: helper });
  return viewer?.displayName ?? m.visits_views_unknown();
}
