import { redirect, type RouterContextProvider } from 'react-router';
import { api, notFound } from '~/app/graphql/api';
import type { VariablesOf } from '~/app/graphql/graphql';
import { type Draft, DraftQuery, PostNeed } from '~/app/graphql/organisation/needs';
import { isoDay } from '~/app/i18n/format';
import { unitOf } from '../unit';

type Context = Readonly<Pick<RouterContextProvider, 'get'>>;
export type NeedInput = VariablesOf<typeof PostNeed>['input'];
export type TaskInput = NeedInput['tasks'][number];

/** The need an editing step works on, as it stands now. One that takes no edit any more leads to its own page, which says why. */
export async function draftOf(context: Context, url: URL, id: string): Promise<Draft> {
  await unitOf(context, url);
  const { need } = await api(context).query(DraftQuery, { id });
  if (!need) notFound();
  if (!need.may.includes('edit')) throw redirect(`/organisation/needs/${need.id}`);
  return need;
}

/** A need as the API takes it back, so that a step changes its own fields and keeps the rest. */
export function inputOf(need: Draft): NeedInput {
  return {
    id: need.id,
    version: need.version,
    kind: need.kind,
    organisation: need.organisation?.id,
    community: need.community.id,
    category: need.category?.id,
    title: need.title,
    summary: need.summary,
    bring: need.bring,
    risks: need.risks,
    urgency: need.urgency,
    placeKind: need.placeKind,
    placeName: need.placeName,
    latitude: need.latitude,
    longitude: need.longitude,
    // The dates of a series stay as they are where they are not named.
    tasks: need.tasks.filter((task) => !task.cancelledAt && !task.isOfSeries).map(taskInputOf),
  };
}

/** A task as the API takes it back. */
export function taskInputOf(task: Draft['tasks'][number]): TaskInput {
  return {
    id: task.id,
    title: task.title,
    startsAt: task.startsAt,
    endsAt: task.endsAt,
    minimumPlaces: task.minimumPlaces,
    maximumPlaces: task.maximumPlaces,
    minimumAge: task.minimumAge,
    languages: task.languages,
    requiredSkills: task.requiredSkills.map((skill) => skill.id),
    usefulSkills: task.usefulSkills.map((skill) => skill.id),
    needsApproval: task.needsApproval,
    withdrawUntilMinutes: task.withdrawUntilMinutes,
  };
}

/**
 * Saves one step. The version is the one the form was filled in from, so an edit made meanwhile by someone else is
 * refused (STALE_VERSION) and never overwritten unseen.
 */
export async function saveStep(context: Context, need: Draft, version: number, change: Partial<NeedInput>) {
  const input = { ...inputOf(need), ...change, version };
  const { postNeed } = await api(context).mutate(PostNeed, { input });
  return postNeed;
}

/**
 * Tasks of a former need for a new one: without their ids, moved forward by whole weeks until the first lies ahead, so that
 * they keep weekday and time of day. Cancelled tasks come along only when all were cancelled, and of a series one date.
 */
export function tasksForCopy(tasks: Draft['tasks'], now: number, zone: string): TaskInput[] {
  const kept = oneDate(
    tasks.filter((task) => !task.cancelledAt),
    now,
    zone,
  );
  const live = kept.length > 0 ? kept : tasks;
  const week = 7 * 86_400_000;
  const first = Math.min(...live.map((task) => Date.parse(task.startsAt)));
  const shift = Number.isFinite(first) && first <= now ? Math.ceil((now - first + 1) / week) * week : 0;
  const later = (at: string) => new Date(Date.parse(at) + shift).toISOString();
  return live.map((task) => ({
    ...taskInputOf(task),
    id: undefined,
    startsAt: later(task.startsAt),
    endsAt: later(task.endsAt),
  }));
}

/** Tasks without all dates of a series but the next, or the last where none is to come. */
function oneDate(tasks: Draft['tasks'], now: number, zone: string): Draft['tasks'] {
  const dates = tasks
    .filter((task) => task.isOfSeries)
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  const date = dates.find((task) => Date.parse(task.endsAt) > now) ?? dates.at(-1);
  const day = date && isoDay(date.startsAt, zone);
  return tasks.filter((task) => !task.isOfSeries || isoDay(task.startsAt, zone) === day);
}
