/** Where the reference wizard shows a flow. */
export const wizardOf = (slug: string) => (slug === 'default' ? '/' : `/?flow=${slug}`);
