export interface GoalEvents {
  'person:goal_set': { personId: string };
  'person:goal_dropped': { personId: string };
}
