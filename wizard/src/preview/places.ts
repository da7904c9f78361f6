import type { PlaceBeside } from '../../../admin/preview-messages.js';

// Beside the wizard's own; no page's key ends like these.
export const accountPlace: PlaceBeside = 'account/';
export const donePlace: PlaceBeside = 'done/';
