/** Whether the wizard is drawn inside another page, as the back office does to preview a draft. */
export const isFramed = window.parent !== window;

/** In there the focus may be taken from whoever is inside already; not from somebody at work in the page around it. */
export const mayTakeFocus = () => !isFramed || document.hasFocus();
