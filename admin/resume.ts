/**
 * Where the wizard opens at a page of a flow, and asks to sign in if nobody is. It names nobody and carries no right:
 * whoever opens it comes to his own submission. null stands for the last step, where all is answered and to be checked.
 */
export const resumeLink = (frontendUrl: string, slug: string, page: string | null) =>
  `${frontendUrl}/?flow=${encodeURIComponent(slug)}#/${page ?? 'review/'}`;
