export interface StandardsEvents {
  'community:service_time_set': { communityId: string; categoryId: string | null };
}
