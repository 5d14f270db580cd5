/** Pages that show contact or care data: the person it is about reads who opened one. */
const logged =
  /^\/(committee\/(people|care|visits|intake|judging)\/|committee\/(care|visits)\b|organisation\/(visits|tasks\/[^/]+\/visit)\b|visits\/)/;

/**
 * When a link asks for its page: as soon as somebody is about to follow it, but never before they do where that would be written down as
 * a view which nobody made.
 */
export const prefetchOf = (to: string): 'intent' | 'none' => (logged.test(to) ? 'none' : 'intent');
