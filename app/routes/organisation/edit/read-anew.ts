/**
 * For the steps of an edit: after a refusal too the page's data is read anew. Someone else may have saved meanwhile; what
 * stands now is then shown beside what was typed, and the next save starts from it.
 */
export const shouldRevalidate = () => true;
